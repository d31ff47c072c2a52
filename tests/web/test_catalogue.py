"""The English catalogue holds every text of the product, whole and with the same facts."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
MARKS = {"gettext_lazy": None, "mark": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[srd]")


@cache
def catalogue() -> Catalog:
    with (ROOT / "src/wugong/web/locale/en/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="en")


@cache
def texts() -> frozenset[str]:
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, DEFAULT_KEYWORDS | MARKS)
    return frozenset(text if isinstance(text, str) else text[0] for _, _, text, _, _ in found)


def test_every_text_has_its_english() -> None:
    said = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue()
        if message.string
    }
    missing = sorted(texts() - said)
    assert missing == [], "run `make messages` and translate these"


def test_no_english_without_its_text() -> None:
    held = {
        message.id if isinstance(message.id, str) else message.id[0] for message in catalogue() if message.id
    }
    assert sorted(held - texts()) == []


def test_texts_of_templates_and_of_code_are_found() -> None:
    assert {"长辈版", "这个网址下没有内容。", "这一步不能办：%(why)s"} <= texts()


@pytest.mark.parametrize("plural", [False, True])
def test_english_names_the_same_facts(plural: bool) -> None:
    for message in catalogue():
        if not message.id or isinstance(message.id, tuple) is not plural:
            continue
        sources = message.id if plural else (message.id,)
        for source, english in zip(sources, message.string if plural else (message.string,), strict=True):
            assert set(PLACEHOLDER.findall(english)) == set(PLACEHOLDER.findall(source)), source


def test_catalogue_says_how_it_is_written() -> None:
    assert (
        "utf-8"
        in (ROOT / "src/wugong/web/locale/en/LC_MESSAGES/django.po").read_text("utf-8").split("\n\n")[0]
    )
