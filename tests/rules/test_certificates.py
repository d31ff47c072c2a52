"""Certificates: the twenty that villages do not issue, where one goes instead, and what a county adds."""

from datetime import date

import pytest

from wugong.rules.certificates import Answer, Certificate, certificate_verdict, certificates_on

DAY = date(2026, 1, 1)
OURS = Certificate("water", "用水情况说明", ("用水",), basis="县政务服务清单第3项")


def test_the_list_has_twenty_lines_and_says_where_it_is_from():
    lists = certificates_on(DAY)
    assert len(lists.refused) == len({line.key for line in lists.refused}) == 20
    assert "民发〔2020〕20号" in lists.source
    assert all(line.instead for line in lists.refused)
    assert certificates_on(date(2019, 1, 1)) is lists


@pytest.mark.parametrize("line", certificates_on(DAY).refused, ids=lambda line: line.key)
def test_each_line_is_refused_by_its_name_and_each_of_its_words(line):
    assert certificate_verdict(line.title, DAY).line is line
    for word in line.words:
        assert certificate_verdict(f"开一张{word}的证明", DAY).answer is Answer.REFUSED


@pytest.mark.parametrize("asked", ["亲属关系证明", "《亲属 关系》证明", "我和儿子的亲属关系的证明"])
def test_a_refusal_says_why_and_where_to_go(asked):
    found = certificate_verdict(asked, DAY)
    assert found.answer is Answer.REFUSED
    assert found.reason.startswith("“亲属关系证明”不该由村里开（民政部等六部门")
    assert found.reason.endswith("凭户口簿、结婚证、出生医学证明；不够的到派出所或公证处")


def test_a_line_that_the_county_added_is_allowed():
    found = certificate_verdict("用水情况", DAY, [OURS])
    assert (found.answer, found.line) == (Answer.ALLOWED, OURS)
    assert found.reason == "“用水情况说明”可以由村里开（县政务服务清单第3项）"


def test_a_county_does_not_give_back_what_the_nation_took():
    theirs = Certificate("alive", "健在证明", ("健在",), basis="县里的通知")
    assert certificate_verdict("健在证明", DAY, [theirs]).answer is Answer.REFUSED


@pytest.mark.parametrize("asked", ["", "   ", "用水情况", "（）"])
def test_what_is_on_no_list_is_for_the_town(asked):
    found = certificate_verdict(asked, DAY)
    assert (found.answer, found.line) == (Answer.UNKNOWN, None)
    assert "村里不予出具。县里还没有公布可以出具的清单" in found.reason
