"""A resident sees her household, all that is kept of her, who read it; she agrees, withdraws, asks."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from wugong.counties.actors import SYSTEM
from wugong.registry import keys
from wugong.registry.bindings import bind_account
from wugong.registry.consents import give_consent, has_consent
from wugong.registry.keys import ring
from wugong.registry.models import ChangeRequest, Consent, Person
from wugong.registry.readings import read_in_clear
from wugong.registry.states import Channel, Sealed
from wugong.web.navigation import Audience, links

WHY = "通知开会"


@pytest.fixture
def bound(here, family, head, resident):
    bind_account(resident, head, actor=SYSTEM)
    return resident


@pytest.fixture
def mine(bound, as_user):
    return as_user(bound)


def text(answer):
    return answer.content.decode()


def test_a_stranger_is_told_how_to_be_known(here, resident, as_user):
    client = as_user(resident)
    assert "由登记的干部当面把这个账号和您连在一起" in text(client.get("/household/"))
    assert "还没有认出您是哪一户" in text(client.get("/household/consents/"))
    assert "还没有人看过" in text(client.get("/household/readings/"))


def test_my_household_has_its_members_and_my_own_numbers_in_full(mine, head, spouse, child):
    said = text(mine.get("/household/"))
    for name in (
        "陈建国",
        "李桂芳",
        "陈小禾",
        "0101 户",
        head.id_number.clear(),
        "13800000001",
        child.id_number.clear(),
    ):
        assert name in said
    assert spouse.phone.clear() not in said
    assert spouse.id_number.clear() not in said


def test_a_family_phone_shows_nobodys_numbers_in_full(here, family, head, child, resident, as_user):
    for person in (head, child):
        bind_account(resident, person, actor=SYSTEM, is_self=False)
    said = text(as_user(resident).get("/household/"))
    assert "138××××0001" in said
    assert "看完整的号码" not in said
    for number in (head.phone, head.id_number, head.bank, child.id_number):
        assert number.clear() not in said


def test_who_acts_for_me_stands_on_my_page(mine, head, child, assessor, supervisor, cadre, as_user):
    assert "谁能替我办事" not in text(mine.get("/household/"))
    bind_account(assessor, head, actor=cadre, is_self=False)
    bind_account(supervisor, child, actor=cadre, is_self=False)
    said = text(mine.get("/household/"))
    listed = said.partition("谁能替我办事")[2].partition("</section>")[0]
    assert listed.count("林可经办") == 2
    for user in (assessor, supervisor):
        assert user.display_name in listed
    assert "谁能替我办事" not in text(as_user(supervisor).get("/household/"))


def test_my_numbers_are_not_kept_by_the_browser(mine):
    assert "no-store" in mine.get("/household/")["Cache-Control"]


def test_numbers_that_do_not_open_say_so(mine, monkeypatch):
    monkeypatch.setenv(keys.VARIABLE, "eA" + "A" * 41 + "=")
    ring.forget()
    said = text(mine.get("/household/"))
    monkeypatch.delenv(keys.VARIABLE)
    ring.forget()
    assert "打不开" in said
    assert "李桂芳" in said


@pytest.mark.parametrize("n", [1, 3])
def test_my_household_costs_the_same(
    n, bound, household, head, make_member, as_user, django_assert_max_num_queries
):
    for one in range(n):
        make_member(
            household,
            f"陈{'甲乙丙'[one]}",
            "子",
            born=head.born.replace(year=2015),
            guardian=head,
        )
    client = as_user(bound)
    with django_assert_max_num_queries(20):
        client.get("/household/")


def test_who_read_my_numbers_stands_on_my_page(mine, head, child, cadre):
    read_in_clear(head, [Sealed.PHONE], WHY, actor=cadre)
    read_in_clear(child, [Sealed.ID_NUMBER], "核对登记", actor=cadre)
    said = text(mine.get("/household/readings/"))
    assert "林可看了陈建国的手机号" in said
    assert "林可看了陈小禾的证件号" in said
    assert WHY in said


def test_who_read_my_wifes_numbers_is_not_my_concern(mine, spouse, cadre):
    read_in_clear(spouse, [Sealed.PHONE], WHY, actor=cadre)
    assert "李桂芳" not in text(mine.get("/household/readings/"))


@pytest.mark.parametrize("n", [1, 3])
def test_readings_cost_the_same(n, bound, head, cadre, as_user, django_assert_max_num_queries):
    for _ in range(n):
        read_in_clear(head, [Sealed.PHONE], WHY, actor=cadre)
    client = as_user(bound)
    with django_assert_max_num_queries(14):
        client.get("/household/readings/")


def agree(mine, person, purpose, word="yes"):
    facts = {"person": person.pk, "purpose": purpose, "agree": word}
    return mine.post("/household/consents/", facts, follow=True)


def test_i_agree_and_withdraw(mine, head):
    assert "已同意“展示照片”" in text(agree(mine, head, "photo_shown"))
    assert has_consent(head, "photo_shown")
    assert "从现在起不再用" in text(agree(mine, head, "photo_shown", "no"))
    assert not has_consent(head, "photo_shown")


def test_i_agree_for_my_child_as_its_guardian(mine, head, child):
    agree(mine, child, "points_shown")
    assert Consent.objects.get(purpose="points_shown").guardian == head
    assert "登记孩子的证件号" in text(mine.get("/household/consents/"))


def test_nobody_agrees_for_her_husband_or_to_nothing(mine, spouse, head):
    assert agree(mine, spouse, "photo_shown").status_code == 404
    assert agree(mine, head, "anything").status_code == 400
    assert not Consent.objects.filter(channel="screen").exists()


def test_what_a_cadre_entered_on_paper_is_shown_too(mine, head, cadre):
    give_consent(head, "photo_shown", actor=cadre, channel=Channel.PAPER)
    assert "到期不续就不再用" in text(mine.get("/household/consents/"))


def test_i_ask_for_a_correction_and_see_it_waiting(mine, head):
    there = reverse("my_correction", args=[head.pk])
    assert "哪一项不对" in text(mine.get(there))
    facts = {"what": "born", "value": "1975年3月9日", "reason": "户口本上写的"}
    assert "更正申请已经交给村里" not in text(mine.get("/household/"))
    answer = mine.post(there, {**facts, "what": "name", "value": "陈建囯"}, follow=True)
    assert "更正申请已经交给村里" in text(answer)
    assert "等村里核定" in text(answer)
    assert ChangeRequest.objects.get().person == head
    assert Person.objects.get(pk=head.pk).name == "陈建国"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"what": "born", "value": "三月八日", "reason": "户口本"}, "看不懂"),
        ({"what": "born", "value": "1975-13-40", "reason": "户口本"}, "看不懂"),
        ({"what": "born", "value": "1976年3月8日", "reason": "户口本"}, "和身份证号里的不一样"),
        ({"what": "sex", "value": "男的", "reason": "户口本"}, "看不懂"),
        ({"what": "sex", "value": "男", "reason": "户口本"}, "没有要改的"),
        ({"what": "name", "value": "123", "reason": "户口本"}, "请填身份证上的姓名"),
        ({"what": "", "value": "x", "reason": "户口本"}, "还差"),
        ({"what": "name", "value": "", "reason": ""}, "还差"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_in_the_form(facts, says, mine, head):
    answer = mine.post(reverse("my_correction", args=[head.pk]), facts)
    assert says in text(answer)
    assert not ChangeRequest.objects.exists()


def test_nobody_asks_for_others(mine, spouse, neighbours):
    widow = Person.objects.get(name="欧阳秀英")
    for person in (spouse, widow):
        assert mine.get(reverse("my_correction", args=[person.pk])).status_code == 404
        assert mine.get(reverse("my_phone", args=[person.pk])).status_code == 404


def test_i_change_my_phone(mine, head):
    there = reverse("my_phone", args=[head.pk])
    assert "新的手机号" in text(mine.get(there))
    assert "手机号已经改好" in text(mine.post(there, {"phone": "139 0000 0001"}, follow=True))
    now = Person.objects.get(pk=head.pk)
    assert (now.phone.clear(), now.phone_mark) == ("13900000001", now.phone.mark())


def test_i_take_my_phone_away(mine, head):
    mine.post(reverse("my_phone", args=[head.pk]), {"phone": ""})
    assert not Person.objects.get(pk=head.pk).phone


@pytest.mark.parametrize(("phone", "says"), [("12", "手机号是 11 位"), ("13800000001", "没有要改的")])
def test_a_phone_that_cannot_be_is_refused_in_the_form(phone, says, mine, head):
    assert says in text(mine.post(reverse("my_phone", args=[head.pk]), {"phone": phone}))


def test_a_childs_phone_needs_a_guardians_consent(mine, child):
    there = reverse("my_phone", args=[child.pk])
    assert "手机号已经改好" in text(mine.post(there, {"phone": "13900000002"}, follow=True))
    agree(mine, child, "child_data", "no")
    assert "监护人还没有同意" in text(mine.post(there, {"phone": "13900000003"}))
    assert "手机号已经改好" in text(mine.post(there, {"phone": ""}, follow=True))


def test_who_has_left_every_household_asks_there_for_nothing(mine, head):
    head.memberships.update(until="2026-01-01", leaving="moved_out")
    assert mine.get(reverse("my_correction", args=[head.pk])).status_code == 404
    assert "不在任何一户" in text(mine.post(reverse("my_phone", args=[head.pk]), {"phone": "13900000001"}))


def test_the_entry_is_shown_to_who_may_live_here(resident, system_administrator, rf):
    def shown(user):
        request = rf.get("/")
        request.user, request.resolver_match = user, None
        return "/household/" in [link.href for link in links(request, Audience.PUBLIC)]

    assert shown(resident)
    assert not shown(system_administrator)
    assert not shown(AnonymousUser())


def test_what_was_agreed_to_is_said_of_whom_and_opens_her_part(mine, child):
    posted = {"person": str(child.pk), "purpose": "photo_shown", "agree": "yes"}
    answer = mine.post("/household/consents/", posted, follow=True)
    assert "陈小禾：已同意" in text(answer)
    assert answer.redirect_chain[-1][0] == f"/household/consents/?of={child.pk}"
    part = text(answer).partition("<h2>陈小禾</h2>")[0]
    assert part.rstrip().rpartition("<details")[2].count(" open") == 1


def test_a_family_phone_offers_no_button_to_agree(here, family, head, resident, as_user):
    bind_account(resident, head, actor=SYSTEM, is_self=False)
    said = text(as_user(resident).get("/household/consents/?of=nobody"))
    assert "要本人用自己的账号同意" in said
    assert 'value="yes"' not in said
