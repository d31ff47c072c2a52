"""Chains of names from a group chat: what counts, whom a line means, what is asked and never guessed."""

import pytest
from django.utils import timezone
from tests.pointed import days_ago

from wugong.points.chain_claims import Ask, claim_chain, preview
from wugong.points.chains import Found, names_in, read_chain
from wugong.points.models import Claim
from wugong.points.refusals import NothingLeft

pytestmark = pytest.mark.usefixtures("here")

CHAT = """
#接龙
10月12日清沟渠，8:30 村部集合
例 姓名 备注

1. 陈建国 半天
2、李桂芳（带锄头）👍
3 欧阳秀英家 😊
4️⃣ 张三
5. 陈建国
6.王小明参加
大家辛苦了！
"""


@pytest.fixture
def names(family, neighbours, homes, village):
    return names_in(village)


def read(text, names, choices=None):
    return read_chain(text, names, choices)


def meant(text, names):
    return [one.match.person.name if one.match and one.match.person else None for one in read(text, names)]


def test_a_chain_is_read_line_by_line(names):
    lines = read(CHAT, names)
    assert [one.found.value for one in lines] == [
        *("passed_over", "passed_over", "passed_over"),
        *("one", "one", "one", "one", "again", "one", "passed_over"),
    ]
    assert [one.match.person.name for one in lines if one.match] == [
        *("陈建国", "李桂芳", "欧阳秀英", "张三", "王小明")
    ]


def test_remarks_stay_beside_the_name(names):
    lines = read(CHAT, names)
    assert [lines[3].remark, lines[4].remark] == ["半天", "带锄头"]


@pytest.mark.parametrize(
    "text",
    ["１．张三", "1)张三", "1、 张三", "1张三", "张三", "1. 0201 张三", "1.\u200b张三\ufe0f", "1. 张三户"],
)
def test_ways_to_write_the_same(text, names):
    assert meant(text, names) == ["张三"]


def test_a_number_of_a_household_will_do(names, homes):
    [line] = read("1. 0203", names)
    assert (line.match.household, line.match.person) == (homes[2], None)


@pytest.mark.parametrize("text", ["8:30 集合", "10月12日 清沟", "3号见"])
def test_times_and_days_are_no_numbers_of_a_chain(text, names):
    first, second = read(f"{text}\n1. 王小明", names)
    assert (first.found, second.found) == (Found.PASSED_OVER, Found.ONE)


class TestAsking:
    def test_two_of_one_name_are_asked_about(self, names, homes, make_member, village):
        make_member(homes[3], "张三", "子")
        [line] = read("1. 张三", names_in(village))
        assert line.found is Found.SEVERAL
        assert {one.household for one in line.matches} == {homes[0], homes[3]}

    def test_a_number_beside_the_name_decides(self, names, homes, make_member, village):
        make_member(homes[3], "张三", "子")
        [line] = read("1. 张三 0204", names_in(village))
        assert line.match.household == homes[3]

    def test_a_name_that_contradicts_the_number_is_asked_about(self, names, homes):
        [line] = read("1. 0202 张三", names)
        assert line.found is Found.SEVERAL

    @pytest.mark.parametrize("text", ["章三", "zhangsan", "Zhang San"])
    def test_what_only_sounds_like_a_name_is_asked_about(self, text, names):
        [line] = read(f"1. {text.replace(' ', '')}", names)
        assert line.found is Found.SEVERAL
        assert [one.person.name for one in line.matches] == ["张三"]

    @pytest.mark.parametrize("text", ["小明", "王小明带了三个人"])
    def test_part_of_a_name_is_asked_about(self, text, names):
        [line] = read(f"1. {text}", names)
        assert (line.found, [one.person.name for one in line.matches]) == (Found.SEVERAL, ["王小明"])

    def test_a_stranger_is_nobody(self, names):
        [line] = read("1. 钱多多", names)
        assert line.found is Found.NOBODY

    def test_a_choice_decides(self, names):
        [line] = read("1. 小明", names)
        [chosen] = read("1. 小明", names, {1: line.matches[0].key})
        assert chosen.match.person.name == "王小明"

    def test_a_choice_that_was_not_offered_decides_nothing(self, names, neighbours):
        [line] = read("1. 小明", names, {1: f"{neighbours.pk}."})
        assert line.found is Found.SEVERAL

    def test_a_number_of_a_person_is_kept_from_the_remark(self, names):
        [line] = read("1. 张三 13800000001", names)
        assert line.remark == ""


class TestClaiming:
    @pytest.fixture
    def ask(self):
        return Ask("labour", timezone.localdate())

    def test_a_preview_writes_nothing(self, names, catalogue, village, cadre, ask):
        rows = preview(village, CHAT, ask, {}, actor=cadre)
        assert [one.points for one in rows if one.points] == [5] * 5
        assert not Claim.objects.exists()

    def test_a_preview_of_nobody_says_so(self, names, catalogue, village, cadre, ask):
        [row] = preview(village, "1. 钱多多", ask, {}, actor=cadre)
        assert (row.points, row.line.found) == (None, Found.NOBODY)

    def test_the_act_writes_what_the_preview_said(self, names, catalogue, village, cadre, ask):
        rows, batch = claim_chain(village, CHAT, ask, {}, actor=cadre)
        assert len(batch.made) == 5
        assert sum(one.points or 0 for one in rows) == batch.points == 25
        assert Claim.objects.get(person__name="李桂芳").text == "带锄头"

    def test_pasted_again_nothing_doubles(self, names, catalogue, village, cadre, ask):
        claim_chain(village, CHAT, ask, {}, actor=cadre)
        rows, batch = claim_chain(village, f"{CHAT}\n7. 刘四海", ask, {}, actor=cadre)
        assert (len(batch.made), len(batch.there)) == (1, 5)
        assert sum(one.there for one in rows) == 5

    def test_another_day_is_another_claim(self, names, catalogue, village, cadre, ask):
        claim_chain(village, "张三", ask, {}, actor=cadre)
        _, batch = claim_chain(village, "张三", Ask("labour", days_ago(1)), {}, actor=cadre)
        assert len(batch.made) == 1

    def test_what_a_cap_leaves_out_is_said(self, names, catalogue, village, cadre, make_claim, homes):
        for _ in range(4):
            make_claim(homes[0], quantity=2)
        ask = Ask("labour", timezone.localdate())
        [row] = preview(village, "1. 张三", ask, {}, actor=cadre)
        assert isinstance(row.refusal, NothingLeft)
