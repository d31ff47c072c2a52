"""The floor of the matters: bare Django with the same SQL, a plain template, rows written as they come.

`python -m wugong.bench.floor_matters FOLDER desk | filter | export` prints what was measured.
"""

import json
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any, Final

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from wugong.bench.clock import cpu_of, environ

TEMPLATE: Final = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>事项</title></head>
<body><h1>事项</h1><p>{% for light, count in lights %}<a href="?light={{ light }}">{{ light }} {{ count }}</a>
{% endfor %}</p><form>{% csrf_token %}<ul>{% for row in rows %}<li>
<input type="checkbox" name="m" value="{{ row.0 }}">
<a href="/matters/{{ row.1 }}/"><b>{{ row.2 }}</b> <span>{{ row.8|date:"n月j日" }}</span>
<small>{{ row.1 }}，{{ row.3 }}，{{ row.6 }}，{{ row.9 }}，{{ row.10 }}，
{{ row.12|default:"" }}</small></a></li>
{% endfor %}</ul><button>一起办</button></form></body></html>"""
MIDDLEWARE: Final = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)
DUE: Final = 8  # the column that is a moment
urlpatterns: list[Any] = []


def bare(folder: Path, work: str) -> WSGIHandler:
    """Return a server of one page: the kept statements and the template."""
    loader = ("django.template.loaders.locmem.Loader", {"list.html": TEMPLATE})
    cached = ("django.template.loaders.cached.Loader", [loader])
    settings.configure(
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="a floor keeps no secrets",  # noqa: S106 -- it signs nothing
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        TIME_ZONE="Asia/Shanghai",
        MIDDLEWARE=MIDDLEWARE,
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": _database(folder)}},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [cached]},
            }
        ],
    )
    django.setup()
    statements = json.loads(folder.joinpath(f"{work}.json").read_text("utf-8"))
    urlpatterns.append(path("", _view(statements)))
    return WSGIHandler()


def _view(statements: list[str]) -> Any:
    from django.db import connection  # noqa: PLC0415 # why: app ready
    from django.utils.dateparse import parse_datetime  # noqa: PLC0415 # why: app ready

    def view(request: HttpRequest) -> HttpResponse:
        found = []
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                found.append(cursor.fetchall())
        rows = [
            [*row[:DUE], row[DUE] and parse_datetime(str(row[DUE])), *row[DUE + 1 :]] for row in found[-1]
        ]
        return render(request, "list.html", {"lights": found[0], "rows": rows})

    return view


def exported(folder: Path) -> dict[str, Any]:
    """Return how many rows a second one statement gives as JSON Lines, with who asked."""
    first, second = json.loads(folder.joinpath("export.json").read_text("utf-8"))
    asked, named = first.partition(" LIMIT ")[0], second.partition(' WHERE "')[0]
    connection = sqlite3.connect(_database(folder))
    start, count = time.process_time(), 0
    names = {row[0]: row[-1] for row in connection.execute(named)}
    for row in connection.execute(asked):
        line = json.dumps([*row, names.get(row[0], "")], ensure_ascii=False)
        count += len(line.encode()) > 0
    return {"rows": count, "rows_per_s": count / (time.process_time() - start)}


def _database(folder: Path) -> str:
    return str(next(folder.glob("*.sqlite3")))


def main() -> None:
    """Print what was measured."""
    folder, work = Path(sys.argv[1]), sys.argv[2]
    if work == "export":
        print(json.dumps(exported(folder)))
    else:
        print(json.dumps({"seconds": cpu_of(bare(folder, work), environ("/"))}))


if __name__ == "__main__":
    sys.modules["wugong.bench.floor_matters"] = sys.modules["__main__"]
    main()
