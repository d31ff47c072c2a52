"""The bench of the public pages: CPU of board, village page and files beside a bare Django view.

The house stands in a scratch folder with the demonstration county and is asked as a server asks it; the
floor runs in a process of its own. What is approved is drawn once: the seconds are those of the visitors
after the first, the queries those of the first; `drawn_seconds` is a page that is drawn anew, as for
somebody who has a session.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wugong.bench.clock import Application, ask, cpu_of, environ

ASSET = re.compile(r'(?:href|src)="(/static/[^"#]+|/favicon\.ico)')
BOARD, VILLAGE = "/990121201/2026-Q3/", "/990121201201/"  # of the demonstration county


def run() -> Iterator[dict[str, Any]]:
    """Yield one object each for the town board, the village page, and the files of a run."""
    with tempfile.TemporaryDirectory(prefix="wugong-bench-") as folder:
        application = _house(Path(folder))
        yield _measured(application, "town board", BOARD, rows=17, columns=9)
        yield _measured(application, "village page", VILLAGE, rows=21, columns=5)
        yield _measured(application, "bulletin workbook", f"{BOARD}bulletin.xlsx", rows=17, columns=5)
        yield _measured(application, "poster on A4", f"{BOARD}poster-a4.pdf", rows=17, columns=5)


def _house(folder: Path) -> Application:
    """Return the house with the demonstration county in it."""
    os.environ |= {"WUGONG_STATE": str(folder), "WUGONG_DATABASE": "", "WUGONG_HOSTS": "127.0.0.1"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wugong.config.settings")
    for words in (
        ["migrate", "--verbosity", "0"],
        ["collectstatic", "--noinput", "--verbosity", "0"],
        ["demo", "load"],
    ):
        subprocess.run(
            [sys.executable, "-m", "wugong.config.cli", *words], check=True, stdout=subprocess.DEVNULL
        )
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 # why: slow import

    return get_wsgi_application()


def _measured(application: Application, work: str, path: str, *, rows: int, columns: int) -> dict[str, Any]:
    queries, body = _first_visit(application, path)
    assets = sorted(set(ASSET.findall(body.decode(errors="replace"))))
    weights = [len(ask(application, environ(asset, HTTP_ACCEPT_ENCODING="gzip"))[1]) for asset in assets]
    seconds, floor = cpu_of(application, environ(path)), _floor(rows, columns)
    drawn = cpu_of(application, environ(path, HTTP_COOKIE=f"sessionid={'x' * 32}"))
    return {
        "work": work,
        "rows": rows,
        "seconds": round(seconds, 6),
        "floor_seconds": round(floor, 6),
        "ratio": round(seconds / floor, 2),
        "drawn_seconds": round(drawn, 6),
        "queries": queries,
        "bytes": len(body) + sum(weights),
        "requests": 1 + len(assets),
    }


def _first_visit(application: Application, path: str) -> tuple[int, bytes]:
    """Return the queries and the page of the visitor for whom it is drawn."""
    from django.db import connection  # noqa: PLC0415 # why: app ready

    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    ask(application, environ("/healthz"))  # connects
    with connection.execute_wrapper(count):
        _, body = ask(application, environ(path))
    return len(asked), body


def _floor(rows: int, columns: int) -> float:
    """Return the CPU seconds of the bare view with a table of that size."""
    command = [sys.executable, "-m", "wugong.bench.floor_pages", str(rows), str(columns)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
