"""Neighbours drawn at random, following by code, the nightly look."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.mattered import bound, days_after, wish

from wugong.access.roles import RoleKind
from wugong.config.cli import run
from wugong.counties.actors import SYSTEM
from wugong.matters import refusals
from wugong.matters.confirming import draw_neighbours
from wugong.matters.following import matter_by_code
from wugong.matters.merging import merge
from wugong.matters.models import Asker, Matter, NeighbourCall, Step
from wugong.matters.moving import move
from wugong.matters.neighbours import neighbours_of, redrawn
from wugong.matters.numbers import spoken
from wugong.matters.openings import open_matter
from wugong.matters.retention import past_keeping
from wugong.matters.states import Channel
from wugong.matters.tending import Tended, tend
from wugong.notices.models import Notice
from wugong.rules.matter_figures import receipt_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbour(make_user, village, neighbours):
    """An account of the woman next door."""
    user = make_user("neighbour", "欧阳秀英", RoleKind.RESIDENT, village)
    person = neighbours.memberships.get().person
    return bound(user, person)


@pytest.fixture
def asked(here, family, resident, head, finished):
    """The report of the head of a household, done."""
    bound(resident, head)
    Asker.objects.filter(matter=finished).update(person=head)
    return finished


# --- Neighbours -----------------------------------------------------------------------------------


def test_nobody_of_the_askers_household_nor_whoever_dealt_with_it_is_asked(
    here, asked, spouse, cadre, make_user, village, make_household, make_member
):
    bound(make_user("spouse", "李桂芳", RoleKind.RESIDENT, village), spouse)
    bound(cadre, make_member(make_household(village, "0103"), "林可"))
    assert neighbours_of(asked, timezone.localdate()) == []
    assert draw_neighbours(days_after(timezone.now(), 14), actor=SYSTEM) == []


def test_a_child_is_not_asked(here, asked, make_user, village, make_household, make_member):
    young = make_member(
        make_household(village, "0103"), "小满", born=date(timezone.localdate().year - 16, 1, 1)
    )
    bound(make_user("young", "小满", RoleKind.RESIDENT, village), young)
    assert neighbours_of(asked, timezone.localdate()) == []


@pytest.mark.parametrize(("days", "drawn"), [(13, 0), (14, 1), (15, 1), (28, 1), (29, 0)])
def test_a_neighbour_is_asked_after_14_days_of_silence(here, asked, neighbour, days, drawn):
    assert len(draw_neighbours(days_after(asked.done_at, days), actor=SYSTEM)) == drawn
    assert Notice.objects.filter(to=neighbour, kind="matters.neighbour_called").count() == drawn


def test_the_draw_is_public_and_anybody_can_redo_it(here, asked, neighbour):
    [call] = draw_neighbours(days_after(asked.done_at, 14), actor=SYSTEM)
    line = Step.objects.get(kind="asked")
    assert (line.public, line.facts["seed"]) == (True, call.seed)
    assert redrawn(line.facts)
    assert not redrawn(line.facts | {"mark": "0000000000"})
    assert "欧阳" not in str(line.facts)
    assert draw_neighbours(days_after(asked.done_at, 15), actor=SYSTEM) == []


def test_the_neighbour_says_it_is_not_solved_and_another_is_asked_next_time(
    here, asked, neighbour, cadre, on
):
    draw_neighbours(timezone.now() + (days_after(asked.done_at, 14) - asked.done_at), actor=SYSTEM)
    move(asked, "reopen", actor=neighbour, reason="还是黑的")
    matter = Matter.objects.get(pk=asked.pk)
    assert (matter.state, matter.reopened, NeighbourCall.objects.get().answer) == ("accepted", 1, False)
    move(matter, "finish", actor=cadre, answer="又修了")
    assert neighbours_of(Matter.objects.get(pk=asked.pk), timezone.localdate()) == []


def test_where_all_are_silent_it_stays_done_and_never_solved(here, asked, neighbour):
    for days in (14, 28, 29, 60, 400):
        tend(days_after(asked.done_at, days), actor=SYSTEM)
    matter = Matter.objects.get(pk=asked.pk)
    assert (matter.kind, matter.solved_at, NeighbourCall.objects.count()) == ("done", None, 1)


# --- Following ------------------------------------------------------------------------------------


@pytest.fixture
def receipt(here, village):
    return open_matter(wish(village), actor=SYSTEM)


def test_a_receipt_opens_its_matter(receipt):
    for number in (receipt.matter.number, spoken(receipt.matter.number)):
        assert matter_by_code(number, f" {receipt.code[:3]} {receipt.code[3:]} ") == receipt.matter


def test_numbers_and_codes_that_are_not_there_are_refused_alike(receipt, lamp):
    wrong = str((int(receipt.code) + 1) % 10**6).zfill(6)
    said = set()
    for number, code in ((receipt.matter.number, wrong), (lamp.number, receipt.code), ("260999991", "1")):
        with pytest.raises(refusals.Refusal) as refused:
            matter_by_code(number, code)
        said.add(str(refused.value)) if not isinstance(refused.value, refusals.WrongNumber) else None
    assert len(said) == 1


def test_after_five_wrong_codes_nobody_tries_for_a_while(receipt, on):
    wrong = str((int(receipt.code) + 1) % 10**6).zfill(6)
    moment = timezone.localtime()
    rule = receipt_rule(moment.date())
    for _ in range(rule.tries):
        with pytest.raises(refusals.NoSuchMatter):
            matter_by_code(receipt.matter.number, wrong)
    with pytest.raises(refusals.TriesUsedUp):
        matter_by_code(receipt.matter.number, receipt.code)
    later = moment + timedelta(minutes=rule.minutes + 1)
    on(later.strftime("%Y-%m-%d %H:%M"))
    assert matter_by_code(receipt.matter.number, receipt.code) == receipt.matter


def test_a_receipt_follows_what_was_merged(receipt, opened, cadre):
    into = opened()
    merge(receipt.matter, into, actor=cadre)
    assert matter_by_code(receipt.matter.number, receipt.code) == into


# --- The night ------------------------------------------------------------------------------------


def test_a_light_is_told_once(here, village, resident, cadre, town_officer, on):
    on("2026-03-06 09:00")
    matter = open_matter(wish(village), actor=resident).matter
    move(matter, "accept", actor=cadre, facts={"grade": "general"})
    on("2026-03-15 02:00")
    assert tend(actor=SYSTEM) == Tended()
    on("2026-03-16 02:00")
    assert [tend(actor=SYSTEM) for _ in range(2)] == [Tended(amber=1), Tended()]
    on("2026-03-18 02:00")
    assert [tend(actor=SYSTEM) for _ in range(2)] == [Tended(red=1), Tended()]
    kinds = Notice.objects.filter(kind__in=["matters.amber", "matters.red"]).values_list("to", "kind")
    assert set(kinds) == {
        (cadre.pk, "matters.amber"),
        (cadre.pk, "matters.red"),
        (town_officer.pk, "matters.red"),
    }


def test_what_is_past_its_keeping_is_counted_and_kept(here, lamp, cadre, on):
    move(lamp, "refuse", actor=cadre, reason="不归村里管")
    today = timezone.localdate()
    on(f"{today.year + 10}-12-31 02:00")
    assert list(past_keeping(timezone.now())) == [lamp]
    assert tend(actor=SYSTEM).past_keeping == 1
    assert Matter.objects.filter(pk=lamp.pk).exists()


def test_the_console_tends_every_county(lamp, capsys):
    assert run(["matters", "tend"]) == 0
    assert "超期 0 件" in capsys.readouterr().out
    assert run(["matters", "fly"]) == 2


def test_a_desks_matter_is_not_for_neighbours(here, village, town_officer, neighbour):
    facts = {"grade": "urgent", "found-on": "2026-03-06"}
    open_matter(
        wish(village, register="rectification", channel=Channel.DESK, facts=facts), actor=town_officer
    )
    assert draw_neighbours(days_after(timezone.now(), 14), actor=SYSTEM) == []
