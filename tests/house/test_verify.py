"""`make test` names what it left out, and fails for it where CI is set."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture
def loaded(monkeypatch):
    """Return a loader of the script behind `make test`."""

    def load():
        spec = importlib.util.spec_from_file_location(
            "verify", Path(__file__).parents[2] / "scripts/verify.py"
        )
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, "verify", module)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def verify(loaded, tmp_path, monkeypatch):
    """The script, in an empty folder, outside CI."""
    monkeypatch.delenv("CI", raising=False)
    module = loaded()
    monkeypatch.chdir(tmp_path)
    return module


@pytest.fixture
def outcome(verify, monkeypatch, capfd):
    """Run some parts and return the exit code with what was said."""

    def run(*parts):
        monkeypatch.setattr(verify, "parts", lambda: [verify.Part(*part) for part in parts])
        return verify.main(), capfd.readouterr().out

    return run


def test_a_part_that_fails_fails_the_whole_and_the_others_still_run(outcome):
    code, said = outcome(("first", ("false",)), ("second", ("echo", "second ran")))
    assert code == 1
    assert "failed: first" in said
    assert "second ran" in said


def test_a_part_left_out_is_named_with_its_reason(outcome):
    code, said = outcome(("browser", ("false",), "no Chromium"))
    assert code == 0
    assert "left out: browser: no Chromium" in said


def test_a_part_left_out_fails_under_ci(outcome, monkeypatch):
    monkeypatch.setenv("CI", "true")
    code, said = outcome(("browser", ("false",), "no Chromium"))
    assert code == 1
    assert "Under CI nothing may be left out." in said


def test_the_rooms_that_must_be_covered_wholly_exist(verify):
    assert [
        room
        for room in verify.FULLY_COVERED
        if not Path(verify.__file__).parents[1].joinpath("src/wugong", room).is_dir()
    ] == []


LENGTHY = ["what repeats at length (tests marked `long`)", "tests of pages on PostgreSQL"]


@pytest.mark.parametrize(
    ("measures", "everything", "more"),
    [(True, True, []), (False, True, ["coverage"]), (False, False, [*LENGTHY, "coverage"])],
)
def test_only_the_browser_and_postgres_may_be_left_out(verify, monkeypatch, measures, everything, more):
    monkeypatch.setattr(verify, "MEASURES", measures)
    monkeypatch.setattr(verify, "EVERYTHING", everything)
    monkeypatch.setattr(verify, "programs", lambda: None)
    monkeypatch.setattr(verify.shutil, "which", lambda name: None)
    monkeypatch.setattr(verify, "listed", lambda pattern: [])
    assert [part.name for part in verify.parts() if part.lacks] == [
        "tests on PostgreSQL",
        "tests in the browser",
        *more,
    ]


@pytest.mark.parametrize(
    ("variables", "short"),
    [({}, True), ({"CI": "true"}, False), ({"WUGONG_EVERYTHING": "1"}, False), ({"CI": ""}, True)],
)
def test_what_is_long_runs_where_it_is_asked_for(loaded, monkeypatch, variables, short):
    for name in ("CI", "WUGONG_EVERYTHING"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("--short" in loaded().PYTEST) is short


def test_bytecode_is_shared_by_the_parts_and_kept_out_of_the_tree(verify, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    found = verify.surroundings_in("/there")
    assert "PYTHONDONTWRITEBYTECODE" not in found
    assert (found["WUGONG_STATE"], found["PYTHONPYCACHEPREFIX"]) == ("/there", "/there/bytecode")


def test_bytecode_goes_where_it_goes_otherwise(verify, monkeypatch):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    assert "PYTHONPYCACHEPREFIX" not in verify.surroundings_in("/there")
