"""A pytest plugin: `--engine` chooses the database, before any settings are read; `--short` what `make test` runs.

PostgreSQL is a throw-away cluster on a free loopback port; it belongs to an unprivileged user where the
tests run as root, and is gone at the end.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ONE_ENGINE_IS_ENOUGH = ("base", "rules", "house", "config", "bench", "e2e")
DATABASE = {"db", "transactional_db", "live_server"}
PAGES = {"client", "as_user"}  # who asks for one of these looks at a page
HASTE = ("fsync", "synchronous_commit", "full_page_writes")


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, newest first, or None where there is none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]), reverse=True
    )
    on_path = shutil.which("initdb")
    candidates: Iterator[Path] = iter([*found, *([Path(on_path)] if on_path else [])])
    first = next(candidates, None)
    return first.parent if first else None


def unprivileged() -> dict[str, Any]:
    """Return as whom the cluster shall run: nothing is said where whoever runs the tests may."""
    if os.geteuid() != 0:
        return {}
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Cluster:
    """A PostgreSQL server of its own folder, port and process."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.owner = unprivileged()
        self.folder = Path(tempfile.mkdtemp(prefix="wugong-postgres-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self) -> str:
        """Return the address of the running cluster."""
        if self.owner:
            os.chown(self.folder, self.owner["user"], self.owner["group"])
        data = str(self.folder / "data")
        self._do(
            "initdb",
            "-D",
            data,
            "-U",
            "wugong",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        switches = [f"-p {self.port}", "-c listen_addresses=127.0.0.1", "-c unix_socket_directories="]
        switches += [f"-c {name}=off" for name in HASTE]
        log = str(self.folder / "log")
        self._do("pg_ctl", "start", "-w", "-s", "-D", data, "-l", log, "-o", " ".join(switches))
        return f"postgres://wugong@127.0.0.1:{self.port}/postgres"

    def stop(self) -> None:
        """The server is down and its folder gone."""
        self._do("pg_ctl", "stop", "-m", "immediate", "-s", "-D", str(self.folder / "data"))
        shutil.rmtree(self.folder)

    def _do(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [str(self.binaries / program), *words],
            check=False,
            **self.owner,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            raise pytest.UsageError(f"{program} failed: {done.stdout}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine", choices=["sqlite", "postgres"], default="sqlite", help="the database to test on"
    )
    parser.addoption(
        "--short", action="store_true", help="leave out what is long, and pages on the second database"
    )
    parser.addoption("--house-state", help="the state folder of the house at --base-url")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Name the database before the settings are read; a worker finds it named by its controller.

    Each worker has a state folder of its own: the keys of the register and what was uploaded lie there.
    """
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        own = Path(os.environ["WUGONG_STATE"], worker)
        own.mkdir(exist_ok=True)
        os.environ["WUGONG_STATE"] = str(own)
        return
    state = tempfile.mkdtemp(prefix="wugong-state-")
    early_config.add_cleanup(lambda: shutil.rmtree(state, ignore_errors=True))
    os.environ |= {
        "WUGONG_STATE": state,
        "WUGONG_SECRET_KEY": "a key for tests alone, as long as the house demands it",
    }
    os.environ["WUGONG_DATABASE"] = f"sqlite:///{state}/tests.sqlite3"
    if early_config.known_args_namespace.engine == "sqlite":
        return
    binaries = programs()
    if binaries is None:
        raise pytest.UsageError(
            "PostgreSQL is not installed here: apt-get install postgresql, or leave --engine out"
        )
    cluster = Cluster(binaries)
    early_config.add_cleanup(cluster.stop)
    os.environ["WUGONG_DATABASE"] = cluster.start()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what can differ there is run again; `docs/decisions/0014-what-runs-when.md` says why."""
    postgres, short = config.getoption("engine") == "postgres", config.getoption("short")
    kept = [
        item
        for item in items
        if not (short and (item.get_closest_marker("long") or (postgres and shows_pages(item))))
        and not (postgres and cannot_differ(item, config.rootpath))
    ]
    config.hook.pytest_deselected(items=list(set(items) - set(kept)))
    items[:] = kept


def cannot_differ(item: pytest.Item, root: Path) -> bool:
    """Return whether the database is without a say: none is asked for, or it is always SQLite."""
    asks = DATABASE & fixtures_of(item) or item.get_closest_marker("django_db")
    room = item.path.relative_to(root).parts[1]
    return not asks or room in ONE_ENGINE_IS_ENOUGH or bool(item.get_closest_marker("own_database"))


def shows_pages(item: pytest.Item) -> bool:
    """Return whether the test looks at a page, and is no story of a whole room."""
    return bool(PAGES & fixtures_of(item)) and item.path.parent.name != "stories"


def fixtures_of(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))
