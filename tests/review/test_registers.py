"""Registers: award holders and posted cadres, by code and never by name."""

from datetime import date

import pytest
from tests.appraised import Publish

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import Holder, Post
from wugong.review.registers import post_cadre, register_holder
from wugong.review.runs import prepare_run
from wugong.review.states import RunState

DAY = date(2026, 1, 1)

pytestmark = pytest.mark.usefixtures("here")


def test_cadre_cannot_register_her_own_village(village: Place, cadre: User) -> None:
    with pytest.raises(NotAllowed):
        register_holder(village, "county", actor=cadre, since=DAY)
    with pytest.raises(NotAllowed):
        post_cadre(village, "post-cadre", "B-07", actor=cadre, since=DAY)
    assert not Holder.objects.exists()
    assert not Post.objects.exists()


def test_town_holds_no_village_award(town: Place, town_officer: User) -> None:
    with pytest.raises(refusals.NotAVillageOf):
        register_holder(town, "county", actor=town_officer, since=DAY)


@pytest.mark.usefixtures("adopted")
def test_level_and_role_that_the_scheme_does_not_know_are_refused(village: Place, town_officer: User) -> None:
    with pytest.raises(refusals.UnknownChoice, match="province、prefecture、county"):
        register_holder(village, "galaxy", actor=town_officer, since=DAY)
    with pytest.raises(refusals.UnknownChoice, match="post-leader、post-cadre"):
        post_cadre(village, "guest", "B-07", actor=town_officer, since=DAY)


def test_same_entry_twice_is_refused(village: Place, town_officer: User) -> None:
    register_holder(village, "county", actor=town_officer, since=DAY)
    post_cadre(village, "post-cadre", "B-07", actor=town_officer, since=DAY)
    with pytest.raises(refusals.HolderExists):
        register_holder(village, "county", actor=town_officer, since=DAY)
    with pytest.raises(refusals.PostExists):
        post_cadre(village, "post-cadre", "B-07", actor=town_officer, since=DAY)


def test_record_of_a_post_keeps_the_code_apart_and_concerns_the_person(
    village: Place, town_officer: User, cadre: User
) -> None:
    post_cadre(village, "post-leader", "L-01", actor=town_officer, since=DAY, user=cadre)
    record = Record.objects.get(act="review.cadre_posted")
    assert "name_code" not in record.facts
    assert cadre.pk in record.concerns.values_list("person", flat=True)
    assert "L-01" in str(record)


@pytest.mark.usefixtures("quarter")
def test_new_holder_sets_aside_what_was_computed_without_it(
    town: Place, villages: list[Place], town_officer: User, publish: Publish
) -> None:
    run = prepare_run(town, Period.parse("2026-Q3"), actor=town_officer)
    register_holder(villages[0], "county", actor=town_officer, since=date(2026, 9, 1))
    run.refresh_from_db()
    assert run.state == RunState.REPLACED
    assert Record.objects.filter(act="review.runs_set_aside").exists()
