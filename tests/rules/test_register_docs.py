"""The worked example of the registers' reference: it is read, its cases come out, and what it lists is so."""

import re
from pathlib import Path

from wugong.rules.register_cases import failures, read_cases, without_case
from wugong.rules.register_parts import By, FieldType, Need, StateKind
from wugong.rules.register_reading import BUNDLED, read_register
from wugong.rules.register_words import OF_MATTERS, OF_PLACES
from wugong.rules.working_days import working_days

PAGE = (Path(__file__).parents[2] / "docs" / "registers.md").read_text("utf-8")
REGISTER, CASES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_worked_example_is_read_and_its_cases_come_out():
    register, cases = read_register(REGISTER), read_cases(CASES)
    assert failures(register, cases, working_days()) == []
    assert without_case(register.versions[0], cases) == ["refuse", "confirm"]


def test_the_page_names_every_word_that_may_be_written():
    words = [*By, *FieldType, *Need, *StateKind, *OF_MATTERS, *OF_PLACES]
    assert [word for word in words if f"`{word}`" not in PAGE] == []


def test_the_page_says_how_many_are_bundled():
    assert len(BUNDLED) == 23
    assert "Twenty-three come with the product" in PAGE
