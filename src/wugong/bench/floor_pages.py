"""The floor of the pages: bare Django, one view, one query, one template, in a process of its own.

`python -m wugong.bench.floor_pages ROWS COLUMNS` prints the CPU seconds of one request.
"""

import sys
from collections.abc import Iterator
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from wugong.bench.clock import cpu_of, environ

TEMPLATE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>榜</title></head>
<body><h1>榜</h1><table>
{% for row in rows %}<tr><th><a href="/{{ row.id }}/">{{ row.name }}</a></th>CELLS</tr>
{% endfor %}</table></body></html>"""


def bare(rows: int, columns: int) -> WSGIHandler:
    """Return a server of one page with a table of that size, from SQLite in memory."""
    names = [f"cell_{number}" for number in range(columns - 1)]
    cells = "".join(f"<td>{{{{ row.{name} }}}}</td>" for name in names)
    settings.configure(
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="a floor keeps no secrets",  # noqa: S106 -- it signs nothing
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                (
                                    "django.template.loaders.locmem.Loader",
                                    {"board.html": TEMPLATE.replace("CELLS", cells)},
                                )
                            ],
                        )
                    ]
                },
            }
        ],
    )
    django.setup()
    _fill(rows, names)
    return WSGIHandler()


def _fill(rows: int, names: list[str]) -> None:
    """Make the one table and the one view."""
    from django.db import connection, models  # noqa: PLC0415 # why: app ready

    fields: dict[str, Any] = {name: models.CharField(max_length=20) for name in names}
    meta = type("Meta", (), {"app_label": "floor"})
    facts = {"__module__": __name__, "Meta": meta, "name": models.CharField(max_length=60), **fields}
    row: Any = type("Row", (models.Model,), facts)
    with connection.schema_editor() as editor:
        editor.create_model(row)
    cells = dict.fromkeys(names, "96.40")
    row.objects.bulk_create(row(name=f"{number}号村", **cells) for number in range(rows))

    def board(request: HttpRequest) -> HttpResponse:
        return render(request, "board.html", {"rows": row.objects.order_by("id")})

    urlpatterns.append(path("", board))


urlpatterns: list[Any] = []


def main(words: list[str]) -> Iterator[str]:
    """Yield the CPU seconds of one request."""
    rows, columns = (int(word) for word in words)
    yield repr(cpu_of(bare(rows, columns), environ("/")))


if __name__ == "__main__":
    sys.modules["wugong.bench.floor_pages"] = sys.modules["__main__"]
    print(*main(sys.argv[1:]))
