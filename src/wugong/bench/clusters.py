"""A PostgreSQL server for one bench: its own folder, port and process, gone at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SWITCHES = (
    "-c listen_addresses=127.0.0.1",
    "-c unix_socket_directories=",
    "-c shared_buffers=512MB",
    "-c max_wal_size=4GB",
)


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, newest first, or None where there is none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]), reverse=True
    )
    on_path = shutil.which("initdb")
    first = next(iter([*found, *([Path(on_path)] if on_path else [])]), None)
    return first.parent if first else None


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Within the block a server runs; yields its address up to the name of a database."""
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="wugong-bench-"))
    data = str(folder / "data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        if owner:
            os.chown(folder, owner["user"], owner["group"])
        start = ("-U", "wugong", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        _do([binaries / "initdb", "-D", data, *start], folder, owner)
        options = " ".join((f"-p {port}", *SWITCHES))
        log = folder / "log"
        _do([binaries / "pg_ctl", "start", "-w", "-s", "-D", data, "-l", log, "-o", options], folder, owner)
        yield f"postgres://wugong@127.0.0.1:{port}"
    finally:
        _do([binaries / "pg_ctl", "stop", "-m", "immediate", "-s", "-D", data], folder, owner)
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> dict[str, Any]:
    """Return as whom the server runs: it refuses the system's administrator."""
    if os.geteuid() != 0:
        return {}
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _do(words: list[str | Path], folder: Path, owner: dict[str, Any]) -> None:
    quiet: dict[str, Any] = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    subprocess.run([str(word) for word in words], check=True, cwd=folder, **quiet, **owner)
