"""Templates and styles of all rooms keep the promises of the look: nothing inline, known icons, small files."""

import gzip
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "src/wugong"
WEB = HOUSE / "web"
TEMPLATES = sorted(path for path in HOUSE.glob("*/templates/**/*.html") if "admin" not in path.parts)
STYLES = sorted((WEB / "styles").glob("*.css"))
ICONS = {line for line in (WEB / "icons.txt").read_text().split("\n") if line and not line.startswith("#")}
INLINE = re.compile(r"""\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*\ssrc=)|javascript:""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_nothing_inline_and_trusts_nobody(path: Path) -> None:
    text = path.read_text()
    assert INLINE.findall(text) == []
    assert "|safe" not in text
    assert "autoescape off" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_names_icons_of_the_sprite(path: Path) -> None:
    assert set(re.findall(r'{% icon "([^"]+)" %}', path.read_text())) <= ICONS


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_loads_nothing_from_elsewhere(path: Path) -> None:
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]+"', path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_is_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 120


def test_every_style_sheet_is_bundled() -> None:
    named = set(re.findall(r'@import "([^"]+)"', (WEB / "styles/app.css").read_text()))
    assert named == {path.name for path in STYLES} - {"app.css"}


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_colours_come_from_the_tokens(path: Path) -> None:
    if path.name in {"tokens.css", "elder.css", "print.css"}:
        return
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", path.read_text())) <= {
        "#A79D88"
    }  # the quiet line of a chart


def test_bundle_fits_its_budget() -> None:
    bundle = WEB / "static/web/app.css"
    assert bundle.is_file(), "run `make setup` first"
    assert len(gzip.compress(bundle.read_bytes())) <= 12_000
