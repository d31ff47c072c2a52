"""CPU seconds of one request to a WSGI application: the median of many blocks of requests.

`WUGONG_BENCH_BLOCKS` takes fewer or more blocks than the usual: a test of the bench itself needs only one,
which is a short one.
"""

import gc
import io
import os
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

BLOCKS = int(os.environ.get("WUGONG_BENCH_BLOCKS", "25"))
WARM, BLOCK = (30, 20) if BLOCKS > 1 else (2, 2)

Application = Callable[..., Iterable[bytes]]


def environ(path: str, **headers: str) -> dict[str, Any]:
    """Return what a server hands to the application for a plain GET."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ACCEPT_LANGUAGE": "zh-CN",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **headers,
    }


def ask(application: Application, environment: dict[str, Any]) -> tuple[int, bytes]:
    """Return status and body of the answer."""
    found: list[str] = []
    answer = application({**environment}, lambda status, headers, *_: found.append(status))
    body = b"".join(answer)
    if close := getattr(answer, "close", None):
        close()
    return int(found[0].split()[0]), body


def cpu_of(application: Application, environment: dict[str, Any]) -> float:
    """Return the CPU seconds of one request once everything is warm."""
    for _ in range(WARM):
        status, _body = ask(application, environment)
        assert status == 200, status
    taken = []
    for _ in range(BLOCKS):
        gc.collect()
        start = time.process_time()
        for _ in range(BLOCK):
            ask(application, environment)
        taken.append((time.process_time() - start) / BLOCK)
    return statistics.median(taken)
