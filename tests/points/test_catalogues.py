"""Catalogues: adopted by a recorded decision, without what must not be said, in force on the day of the act."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.base.faults import FileRefused
from wugong.counties.actors import SYSTEM
from wugong.points import catalogues, pool_refusals
from wugong.points.catalogues import adopt_catalogue, adoptions_of, in_force, in_force_today
from wugong.points.refusals import NoCatalogue
from wugong.rules.points_catalogue import catalogue_text

TODAY = timezone.localdate()
STARTER = catalogue_text("starter")
DECIDED = "村民代表会议第 3 次"


def adopt(village, text=STARTER, *, actor=SYSTEM, **facts):
    facts = {"since": TODAY, "decision": DECIDED, "decided_on": TODAY} | facts
    return adopt_catalogue(village, text, actor=actor, **facts)


@pytest.mark.parametrize("who", ["resident", "supervisor", "town_officer", "rule_keeper"])
def test_only_the_village_adopts_its_catalogue(here, village, request, who):
    with pytest.raises(NotAllowed):
        adopt(village, actor=request.getfixturevalue(who))


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"decision": " "}, pool_refusals.DecisionMissing),
        (
            {"decided_on": TODAY + timedelta(days=1), "since": TODAY + timedelta(days=2)},
            pool_refusals.DecidedLater,
        ),
        ({"since": TODAY - timedelta(days=1)}, pool_refusals.InForceBeforeDecision),
        ({"since": date(2019, 12, 31), "decided_on": date(2019, 12, 1)}, pool_refusals.CatalogueNotValid),
        ({"text": "x" * (catalogues.LONGEST + 1)}, pool_refusals.CatalogueTooLong),
        ({"text": "catalogue: starter"}, FileRefused),
        ({"text": STARTER.replace("到会议事", "不越级上访")}, pool_refusals.CatalogueBanned),
    ],
)
def test_what_is_not_adopted(here, village, facts, refused):
    with pytest.raises(refused):
        adopt(village, **facts)


def test_a_town_adopts_none(here, town):
    with pytest.raises(pool_refusals.NotAVillage):
        adopt(town)


def test_an_adoption_says_who_decided_what(here, village, cadre):
    adopt(village, actor=cadre, decision="  村民代表会议第   3 次 ")
    (one,) = adoptions_of(village)
    assert (one.decision, one.decided_on, one.adopted_by, str(one)) == (DECIDED, TODAY, cadre, one.title)
    assert Record.objects.filter(act="points.catalogue_adopted").count() == 1


def test_a_day_has_one_catalogue(here, village):
    adopt(village)
    with pytest.raises(pool_refusals.CatalogueExists):
        adopt(village)


def test_the_catalogue_of_the_day_of_the_act_counts(here, village):
    old = adopt(village, since=TODAY - timedelta(days=30), decided_on=TODAY - timedelta(days=30))
    new = adopt(village, catalogue_text("hygiene"))
    assert in_force(village, TODAY - timedelta(days=1))[0] == old
    found, catalogue = in_force(village, TODAY)
    assert (found, catalogue.name) == (new, "hygiene")


def test_before_the_first_there_is_none(here, village):
    adopt(village)
    with pytest.raises(NoCatalogue):
        in_force(village, TODAY - timedelta(days=1))


def test_a_catalogue_that_ended_is_none(here, village):
    adopt(village, STARTER.replace("from: 2020-01-01", f"from: 2020-01-01\nuntil: {TODAY}", 1))
    assert in_force_today(village) is not None
    with pytest.raises(NoCatalogue):
        in_force(village, TODAY + timedelta(days=1))


def test_a_text_is_read_once(here, village, django_assert_num_queries):
    adopt(village)
    in_force(village, TODAY)
    with django_assert_num_queries(1):
        in_force(village, TODAY)


def test_read_texts_do_not_pile_up(here, village, monkeypatch):
    adopt(village)
    monkeypatch.setattr(catalogues, "_READ", {})
    monkeypatch.setattr(catalogues, "MOST_READ", 0)
    assert in_force(village, TODAY)[1] == in_force(village, TODAY)[1]
    assert len(catalogues._READ) == 1


def test_claimed_days_keep_their_catalogue(here, village, claimed):
    with pytest.raises(pool_refusals.ClaimsByOther):
        adopt(village)
    adopt(village, since=TODAY + timedelta(days=1))
