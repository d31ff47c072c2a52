"""A bulletin as data: there and back, sealed with its days, and every text of it at hand."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date

from tests.publish.conftest import bulletin_of

from wugong.publish.bulletins import Bulletin, check_code
from wugong.publish.days import said

FIRST, LAST = date(2026, 4, 15), date(2026, 4, 30)


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [one for field in fields(value) for one in strings(getattr(value, field.name))]
    return [one for part in value for one in strings(part)] if isinstance(value, tuple) else []


def test_bulletin_comes_back_from_json_as_it_was() -> None:
    sealed = bulletin_of(version_line="第 2 版").sealed(FIRST, LAST)
    assert Bulletin.from_json(json.loads(json.dumps(sealed.to_json()))) == sealed


def test_sealed_bulletin_says_its_days_and_its_code() -> None:
    sealed = bulletin_of().sealed(FIRST, LAST)
    assert sealed.notice.title == "公示期 4月15日至4月30日"
    assert sealed.sign.day == "2026年4月15日"
    assert sealed.digest == check_code(sealed)


def test_sealing_again_changes_nothing() -> None:
    sealed = bulletin_of().sealed(FIRST, LAST)
    assert sealed.sealed(FIRST, LAST) == sealed


def test_one_figure_more_gives_another_code() -> None:
    bulletin = bulletin_of()
    rows = (("1", "枫林坳村", "96.51"), *bulletin.table.rows[1:])
    other = replace(bulletin, table=replace(bulletin.table, rows=rows))
    assert check_code(other) != check_code(bulletin)
    assert len(check_code(other)) == 9


def test_code_stays_what_it_was_when_it_was_printed() -> None:
    assert check_code(bulletin_of()) == CODE


CODE = "4ACE-F2D9"


def test_year_is_said_where_it_changes() -> None:
    assert said(LAST) == said(LAST, after=FIRST) == "4月30日"
    assert said(date(2027, 1, 5), after=FIRST) == "2027年1月5日"


def test_every_text_is_among_those_that_pass_the_gate() -> None:
    sealed = bulletin_of(version_line="第 2 版").sealed(FIRST, LAST)
    walked = " ".join(text for _, text in sealed.texts())
    silent = {sealed.digest, *(one for column in sealed.table.columns for one in (column.key, column.align))}
    assert [one for one in strings(sealed) if one not in silent and one not in walked] == []
