"""Guards on views: everyone, whoever signed in, or whoever has the ability at the place of the address."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from wugong.access.abilities import Ability
from wugong.access.guards import needs, public, signed_in
from wugong.access.refusals import NotAllowed
from wugong.web.access_marks import access_rule_of


def page(request, **kwargs):
    """Show a page."""
    return HttpResponse("in")


@pytest.fixture
def ask(rf):
    def ask(view, user, **kwargs):
        request = rf.get("/somewhere/?x=1")
        request.user = user
        return view(request, **kwargs)

    return ask


def test_each_guard_leaves_its_mark_and_the_name_of_the_view():
    guards = {"public": public, "signed_in": signed_in, "needs prepare": needs(Ability.PREPARE)}
    for rule, guard in guards.items():
        view = guard(type(page)(page.__code__, globals()))
        assert (access_rule_of(view), view.__name__) == (rule, "page")


@pytest.mark.parametrize("guard", [signed_in, needs(Ability.PREPARE)])
def test_a_visitor_is_shown_the_door_and_the_way_back(guard, ask):
    assert ask(guard(page), AnonymousUser())["Location"] == "/sign-in/?next=/somewhere/%3Fx%3D1"


def test_whoever_signed_in_enters(ask, resident):
    assert ask(signed_in(page), resident).content == b"in"


def test_the_ability_is_asked_for_at_the_place_of_the_address(ask, town_officer, town, other_town):
    guarded = needs(Ability.PREPARE)(page)
    assert ask(guarded, town_officer, code=town.code).content == b"in"
    with pytest.raises(NotAllowed, match="“白石镇”的乡镇经办人"):
        ask(guarded, town_officer, code=other_town.code)


def test_the_place_may_stand_under_another_name(ask, town_officer, town):
    assert ask(needs(Ability.PREPARE, at="town")(page), town_officer, town=town.code).content == b"in"


def test_without_a_place_in_the_address_the_ability_is_asked_for_anywhere(ask, town_officer, resident):
    guarded = needs(Ability.PREPARE)(page)
    assert ask(guarded, town_officer).content == b"in"
    with pytest.raises(NotAllowed):
        ask(guarded, resident)
