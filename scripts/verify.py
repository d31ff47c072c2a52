"""Runs every check of the house, then says what passed, what failed and what was left out and why."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, os.getcwd())  # noqa: PTH109 -- `make` starts us in the checkout

from tests.engines import programs

FULLY_COVERED = ("base", "rules", "access")
PYTHON = (sys.executable, "-m")
# Under CI everything runs; elsewhere what repeats at length is left out, and named at the end.
EVERYTHING = bool(os.environ.get("CI") or os.environ.get("WUGONG_EVERYTHING"))
PYTEST = (*PYTHON, "pytest", "-q", "--durations=5", *(() if EVERYTHING else ("--short",)))
TWO = ("-n", "2", "--dist=worksteal")
IN_CI = "it runs where the variable CI or WUGONG_EVERYTHING is set"
# Measuring takes a third of the time: it is done under CI only, of the second engine what has lines for it.
MEASURES = bool(os.environ.get("CI"))
MEASURED = ("--cov=wugong", "--cov-report=") if MEASURES else ()
SECOND = ("audit", "config", "ledger")
MEASURED_AGAIN = (*(f"--cov=wugong.{room}" for room in SECOND), "--cov-report=") if MEASURES else ()


@dataclass(frozen=True)
class Part:
    """One command of the whole; where `lacks` names a missing program it is left out."""

    name: str
    command: tuple[str, ...]
    lacks: str = ""
    data: str = ""  # where a measured part keeps its coverage


def listed(pattern: str) -> list[str]:
    """Return the files of the repository that match, new ones included."""
    words = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", pattern)
    names = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()
    return [name for name in names if Path(name).is_file()]


def browser_lacks() -> str:
    """Return what the browser tests miss on this machine, or nothing."""
    if not shutil.which("chromium"):
        return "no Chromium (Debian package chromium)"
    fonts = shutil.which("fc-list") and subprocess.check_output(["fc-list", ":lang=zh-cn"])
    return "" if fonts else "no Chinese font (Debian packages fontconfig, fonts-noto-cjk)"


def coverage_gates() -> Iterable[Part]:
    """Return the gates: the rooms that must be covered to the last branch, then the whole."""
    yield Part("coverage data", (*PYTHON, "coverage", "combine", "--quiet"))
    for room in FULLY_COVERED:
        report = (*PYTHON, "coverage", "report", f"--include=src/wugong/{room}/*", "--fail-under=100")
        yield Part(f"coverage of {room}", report)
    yield Part("coverage of all", (*PYTHON, "coverage", "report", "--fail-under=95"))


def parts() -> Iterable[Part]:
    """Return all parts in the order they run: the quick ones first."""
    no_postgres = "" if programs() else "no PostgreSQL (Debian package postgresql)"
    yield Part("format", ("ruff", "format", "--check", "--quiet", "."))
    yield Part("lint", ("ruff", "check", "--quiet", "."))
    yield Part("templates", ("djade", "--check", "--target-version", "5.2", *listed("*.html")))
    yield Part("import contracts", ("lint-imports",))
    yield Part("migrations", ("wugong", "makemigrations", "--check", "--dry-run"))
    yield Part("types", ("mypy",))
    both = (*TWO, "-m", "not browser")
    yield Part("tests on SQLite", (*PYTEST, *MEASURED, *both), data="sqlite")
    again = (*PYTEST, *MEASURED_AGAIN, *both, "--engine=postgres")
    yield Part("tests on PostgreSQL", again, no_postgres, data="postgres")
    # Each of the two serves a house of its own.
    yield Part("tests in the browser", (*PYTEST, *TWO, "-m", "browser"), browser_lacks())
    if not EVERYTHING:
        yield Part("what repeats at length (tests marked `long`)", (), IN_CI)
        yield Part("tests of pages on PostgreSQL", (), IN_CI)
    if MEASURES:
        yield from coverage_gates()
    else:
        yield Part("coverage", (), "it is measured where the variable CI is set")


def surroundings_in(state: str) -> dict[str, str]:
    """Return what the parts find around them; bytecode they share, though not in a tree kept clean."""
    found = os.environ | {"WUGONG_STATE": state}
    if found.pop("PYTHONDONTWRITEBYTECODE", ""):
        found.setdefault("PYTHONPYCACHEPREFIX", f"{state}/bytecode")
    return found


def done(part: Part, surroundings: dict[str, str]) -> bool:
    """Run a part and return whether it passed."""
    print(f"\n── {part.name}", flush=True)
    started = time.monotonic()
    more = {"COVERAGE_FILE": f".coverage.{part.data}"} if part.data else {}
    passed = subprocess.run(part.command, env=surroundings | more, check=False).returncode == 0
    print(f"   {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
    return passed


def main() -> int:
    """Return 0 where all that could run passed; under CI nothing may be left out."""
    for old in Path().glob(".coverage*"):
        old.unlink()
    failed: list[str] = []
    left_out: list[Part] = []
    with tempfile.TemporaryDirectory(prefix="wugong-verify-") as state:
        surroundings = surroundings_in(state)
        for part in parts():
            if part.lacks:
                left_out.append(part)
            elif not done(part, surroundings):
                failed.append(part.name)
    print()
    for part in left_out:
        print(f"left out: {part.name}: {part.lacks}")
    for name in failed:
        print(f"failed: {name}")
    if left_out and os.environ.get("CI"):
        print("Under CI nothing may be left out.")
        return 1
    print("Some parts failed." if failed else "All parts that could run passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
