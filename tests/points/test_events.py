"""Events: made by the cadre, signed in to once, closed into claims."""

import pytest
from django.utils import timezone
from tests.pointed import days_ago

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.points import refusals
from wugong.points.events import close_event, make_event, sign_in, sign_out
from wugong.points.models import Claim, SignIn
from wugong.points.states import Channel
from wugong.rules.points_catalogue import NoSuchItem

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def event(village, catalogue, cadre):
    return make_event(village, "月末议事会", "meeting", timezone.localdate(), actor=cadre)


@pytest.mark.parametrize("who", ["resident", "supervisor", "town_officer"])
def test_only_the_cadre_makes_one(who, request, village, catalogue):
    with pytest.raises(NotAllowed):
        make_event(village, "会", "meeting", timezone.localdate(), actor=request.getfixturevalue(who))


def test_it_needs_an_item_of_the_catalogue(village, catalogue, cadre):
    with pytest.raises(NoSuchItem):
        make_event(village, "会", "petition", timezone.localdate(), actor=cadre)


def test_it_needs_an_item_that_an_event_can_give(village, catalogue, make_adoption, cadre):
    item = "  - {code: own, title: 自家打扫, category: c, points: 1, claimed_by: [household],"
    text = catalogue_of(item + " evidence: [none], decided_by: automatic, source: 村里}")
    make_adoption(village, text, days_ago(0))
    with pytest.raises(refusals.OtherWay, match="农户"):
        make_event(village, "会", "own", timezone.localdate(), actor=cadre)


def catalogue_of(items):
    return f"""
catalogue: own
title: 本村细则
from: 2020-01-01
basis: {{document: 村民会议决议}}
base: 0
period: month
panel: {{least: 3, most: 5}}
notice: {{days: 7, disclosure: no}}
objection: {{days: 7, answer_days: 5}}
categories: [{{key: c, title: 类}}]
items:
{items}
"""


def test_without_a_name_it_is_called_by_its_item(village, catalogue, cadre):
    assert make_event(village, "  ", "meeting", timezone.localdate(), actor=cadre).title == "到会议事"


class TestSigningIn:
    def test_who_keeps_no_event_signs_nobody_in(self, event, homes, supervisor):
        with pytest.raises(NotAllowed):
            sign_in(event, homes, actor=supervisor)

    def test_a_household_of_another_village_is_refused(self, event, make_household, neighbour_village, cadre):
        with pytest.raises(refusals.NotInVillage):
            sign_in(event, [make_household(neighbour_village, "1")], actor=cadre)

    def test_a_household_signs_in_once(self, event, homes, cadre):
        assert sign_in(event, homes[:2], actor=cadre) == 2
        assert sign_in(event, homes[:3], actor=cadre) == 1
        assert SignIn.objects.count() == 3

    def test_who_did_not_come_is_struck_off(self, event, homes, cadre):
        sign_in(event, homes[:2], actor=cadre)
        assert sign_out(event, homes[1:3], actor=cadre) == 1
        assert SignIn.objects.get().household == homes[0]


class TestClosing:
    def test_nobody_came(self, event, cadre):
        with pytest.raises(refusals.NobodyCame, match="月末议事会"):
            close_event(event, actor=cadre)

    def test_each_household_that_came_has_claimed(self, event, homes, cadre):
        sign_in(event, homes[:3], actor=cadre)
        batch = close_event(event, actor=cadre)
        assert [one.household for one in batch.made] == homes[:3]
        made = Claim.objects.filter(event=event)
        assert set(made.values_list("channel", "asked", "state")) == {(Channel.EVENT, 2, "claimed")}
        assert Record.objects.get(act="points.event_closed").facts["count"] == 3

    def test_a_closed_one_changes_no_more(self, event, homes, cadre):
        sign_in(event, homes[:1], actor=cadre)
        close_event(event, actor=cadre)
        event.refresh_from_db()
        for act in (sign_in, sign_out):
            with pytest.raises(refusals.EventIsClosed):
                act(event, homes, actor=cadre)
        with pytest.raises(refusals.EventIsClosed):
            close_event(event, actor=cadre)
