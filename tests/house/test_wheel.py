"""The wheel alone is the whole product: it runs where no checkout, no Node and no build is."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src/wugong/web"
READS = """
import json
from importlib.resources import files
web = files("wugong.web")
print(json.dumps([str(web), *(len(web.joinpath(path).read_bytes()) for path in {paths!r})]))
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel of the tree as it stands, built from a copy."""
    copy = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copytree(ROOT / "requirements", copy / "requirements")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", copy / "dist", copy]
    subprocess.run(build, check=True, capture_output=True)
    return next((copy / "dist").glob("*.whl"))


@pytest.fixture(scope="session")
def empty(wheel, tmp_path_factory):
    """A new environment with the wheel and, by a path file, the locked packages; nothing of the checkout."""
    folder = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    packages = next(folder.glob("lib/*/site-packages"))
    packages.joinpath("locked.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin/python", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", wheel], check=True)
    return folder


def run(empty, program, *arguments):
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WUGONG_", "COV", "PYTEST", "DJANGO_"))
    }
    surroundings = clean | {"HOME": str(empty)}
    command = [empty / "bin" / program, *arguments]
    return subprocess.run(command, cwd=empty, env=surroundings, capture_output=True, text=True)


def test_the_wheel_carries_all_that_the_tree_shows(wheel):
    carried = set(zipfile.ZipFile(wheel).namelist())
    kinds = {".html", ".css", ".js", ".svg", ".ttf", ".mo", ".yaml", ".json", ".docx", ".typ"}
    shown = {
        str(path.relative_to(ROOT / "src"))
        for path in (ROOT / "src/wugong").rglob("*")
        if path.suffix in kinds
        and not path.is_relative_to(WEB / "styles")
        and not path.is_relative_to(WEB / "scripts")
    }
    assert shown - carried == set()
    assert {Path(name).suffix for name in carried} >= kinds


def test_the_wheel_carries_nothing_that_only_builders_need(wheel):
    needless = ("tests/", "node_modules/", "wugong/web/styles/", "wugong/web/scripts/")
    assert [name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(needless)] == []


def test_fonts_and_assets_are_found_without_a_checkout(empty):
    paths = [
        "fonts/NotoSansSC_400Regular.ttf",
        "fonts/NotoSansSC_700Bold.ttf",
        "static/web/app.css",
        "static/web/icons.svg",
    ]
    done = run(empty, "python", "-c", READS.format(paths=paths))
    where, *sizes = json.loads(done.stdout)
    assert where.startswith(str(empty))
    assert sizes == [(WEB / path).stat().st_size for path in paths]


def test_the_console_answers_from_an_empty_environment(empty):
    done = run(empty, "wugong", "appraise", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "SCHEME" in done.stdout


def test_the_checks_pass_and_the_state_stands_in_the_home_folder(empty):
    done = run(empty, "wugong", "check")
    assert done.returncode == 0, done.stderr
    assert (empty / ".wugong/secret.key").stat().st_mode & 0o777 == 0o600


def test_the_assets_are_gathered_under_names_that_may_be_kept_for_ever(empty):
    done = run(empty, "wugong", "collectstatic", "--noinput", "--verbosity", "0")
    assert done.returncode == 0, done.stderr
    gathered = {path.name for path in (empty / ".wugong/static/web").iterdir()}
    assert "app.css" not in gathered
    assert any(name.startswith("app.") and name.endswith(".css.gz") for name in gathered)
