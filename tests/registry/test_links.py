"""Plans of links: refused first, then proposed, changed by hand, adopted, kept in order."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.registry import link_acts, link_refusals, refusals
from wugong.registry.households import close_household, mark_care, relocate_household
from wugong.registry.link_queries import head_of, heads_by_home, homes_of, linked_by, plan_in_force, stale
from wugong.registry.link_states import PlanState
from wugong.registry.links import adopt_links, change_link, propose_links, rebalance_links
from wugong.registry.models import Household, Link, LinkPlan
from wugong.registry.moves import split_household
from wugong.registry.states import Care

DEGREE = 1 / 111_320


def east(metres):
    return {"longitude": round(112 + metres * DEGREE, 6), "latitude": 30}


@pytest.fixture
def row(here, village, make_household):
    """Fifteen households in a row, ten metres apart."""
    return [make_household(village, f"{number:04d}", **east(number * 10)) for number in range(1, 16)]


@pytest.fixture
def draft(row, village, cadre):
    return propose_links(village, actor=cadre)


@pytest.fixture
def adopted(draft, cadre):
    return adopt_links(draft, actor=cadre)


def sizes(plan):
    return sorted(Counter(heads_by_home(plan).values()).values())


def numbers(plan):
    """Return the number of each household's head by its own number."""
    named = dict(Household.objects.values_list("pk", "number"))
    return {named[home]: named[head] for home, head in heads_by_home(plan).items()}


# --- Refused ------------------------------------------------------------------------------------


def test_a_village_without_households_has_nothing_to_link(here, village, cadre):
    with pytest.raises(link_refusals.NoHouseholds):
        propose_links(village, actor=cadre)


def test_a_town_has_no_links_of_its_own(here, town, town_officer):
    with pytest.raises(refusals.NotAVillage):
        propose_links(town, actor=town_officer)


def test_a_resident_proposes_and_adopts_nothing(draft, village, resident):
    with pytest.raises(NotAllowed):
        propose_links(village, actor=resident)
    with pytest.raises(NotAllowed):
        adopt_links(draft, actor=resident)


def test_heads_that_are_not_there_are_named(row, village, cadre):
    with pytest.raises(link_refusals.UnknownHeads) as caught:
        propose_links(village, actor=cadre, heads=["0001", "7777", " "])
    assert caught.value.facts["numbers"] == "7777"


def test_an_incomplete_plan_is_not_adopted_and_says_who_is_missing(row, village, cadre):
    plan = propose_links(village, actor=cadre, heads=["0001"])
    with pytest.raises(link_refusals.LinksUncovered) as caught:
        adopt_links(plan, actor=cadre)
    assert caught.value.facts == {"count": 4, "numbers": "0012、0013、0014、0015"}


def test_a_plan_with_a_household_that_is_gone_is_not_adopted(draft, row, cadre):
    close_household(row[2], actor=SYSTEM)
    with pytest.raises(link_refusals.LinksStale):
        adopt_links(draft, actor=cadre)


def test_a_plan_with_too_many_links_is_not_adopted(row, village, cadre):
    plan = propose_links(village, actor=cadre, heads=["0001"])
    Link.objects.bulk_create(
        Link(plan=plan, head=row[0], household=home, since=date(2026, 1, 1)) for home in row[11:]
    )
    with pytest.raises(link_refusals.LinksOverfull) as caught:
        adopt_links(plan, actor=cadre)
    assert caught.value.facts == {"numbers": "0001", "most": 10}


def test_an_adopted_plan_is_not_adopted_again(adopted, cadre):
    with pytest.raises(link_refusals.PlanIsAdopted):
        adopt_links(adopted, actor=cadre)


def test_a_replaced_plan_stays_as_it_was(adopted, row, village, cadre):
    adopt_links(propose_links(village, actor=cadre), actor=cadre)
    with pytest.raises(link_refusals.PlanIsReplaced):
        rebalance_links(adopted, actor=cadre)


def test_a_plan_changed_meanwhile_is_not_adopted_unseen(draft, row, cadre):
    with pytest.raises(link_refusals.PlanChangedMeanwhile):
        adopt_links(draft, actor=cadre, revision=draft.revision - 1)


def test_a_full_head_takes_nobody_more(row, village, cadre):
    plan = propose_links(village, actor=cadre, heads=["0001"])
    with pytest.raises(link_refusals.HeadIsFull):
        change_link(plan, row[14], row[0], actor=cadre)


def test_only_a_head_links_others(draft, row, cadre):
    other = next(home for home in row if home.number not in numbers(draft).values())
    with pytest.raises(link_refusals.NotAHead):
        change_link(draft, row[0] if other != row[0] else row[1], other, actor=cadre)


def test_a_head_with_links_is_linked_by_nobody(draft, row, cadre):
    first, second = sorted(set(numbers(draft).values()))
    named = {home.number: home for home in row}
    with pytest.raises(link_refusals.HeadHasLinks):
        change_link(draft, named[first], named[second], actor=cadre)


def test_a_link_that_stands_is_not_changed(draft, row, cadre):
    home = row[0]
    with pytest.raises(link_refusals.LinkedAlready):
        change_link(draft, home, Household.objects.get(number=numbers(draft)[home.number]), actor=cadre)


def test_who_left_the_village_is_not_linked(draft, row, cadre):
    close_household(row[2], actor=SYSTEM)
    with pytest.raises(link_refusals.NotOfTheVillage):
        change_link(draft, row[2], row[3], actor=cadre)


def test_links_do_not_cross_the_border_of_a_group_unless_asked(row, village, group, make_household, cadre):
    there = make_household(group, "0099", **east(20))
    plan = propose_links(village, actor=cadre, heads=["0001", "0015"])
    assert "0099" not in numbers(plan)
    with pytest.raises(link_refusals.CrossesBorder):
        change_link(plan, there, row[0], actor=cadre)
    wide = propose_links(village, actor=cadre, heads=["0001", "0015"], across=True)
    assert numbers(wide)["0099"] == "0001"


# --- Proposed -----------------------------------------------------------------------------------


def test_a_proposal_links_everyone(draft):
    assert sizes(draft) == [7, 8]
    assert draft.state == PlanState.DRAFT
    record = Record.objects.filter(act=link_acts.LINKS_PROPOSED.code).get()
    assert (record.facts["heads"], record.facts["uncovered"]) == (2, 0)


def test_a_second_proposal_takes_the_place_of_the_first(draft, village, cadre):
    again = propose_links(village, actor=cadre, heads=["0003", "0012"])
    assert again == draft
    assert set(numbers(again).values()) == {"0003", "0012"}
    assert LinkPlan.objects.count() == 1


def test_heads_in_force_are_wished_for_again(adopted, village, cadre):
    before = set(numbers(adopted).values())
    assert set(numbers(propose_links(village, actor=SYSTEM)).values()) == before


def test_households_under_care_are_spread(row, village, cadre):
    for home in row[:2]:
        mark_care(home, Care.ELDER_ALONE, actor=SYSTEM)
    plan = propose_links(village, actor=cadre)
    linked = heads_by_home(plan)
    assert linked[row[0].pk] != linked[row[1].pk]


# --- Changed by hand ----------------------------------------------------------------------------


def test_a_household_goes_to_another_head(row, village, cadre):
    plan = propose_links(village, actor=cadre, heads=["0001", "0015"])
    change_link(plan, row[1], row[14], actor=cadre)
    assert numbers(plan)["0002"] == "0015"
    assert Record.objects.filter(act=link_acts.LINK_CHANGED.code).count() == 1


def test_a_household_becomes_a_head_and_links_who_was_left_over(row, village, cadre):
    plan = propose_links(village, actor=cadre, heads=["0001"])
    change_link(plan, row[13], row[13], actor=cadre)
    for home in (row[11], row[12], row[14]):
        change_link(plan, home, row[13], actor=cadre)
    assert adopt_links(plan, actor=cadre).state == PlanState.ADOPTED


def test_a_head_without_links_is_linked_like_others(row, village, cadre):
    plan = propose_links(village, actor=cadre, heads=["0001", "0015"])
    change_link(plan, row[13], row[13], actor=cadre)
    change_link(plan, row[13], row[14], actor=cadre)
    assert numbers(plan)["0014"] == "0015"


# --- Adopted ------------------------------------------------------------------------------------


def test_an_adopted_plan_is_in_force_and_the_one_before_ends(adopted, row, village, cadre):
    assert plan_in_force(village) == adopted
    later = adopt_links(propose_links(village, actor=cadre, heads=["0004", "0012"]), actor=cadre)
    adopted.refresh_from_db()
    assert (plan_in_force(village), adopted.state) == (later, PlanState.REPLACED)
    assert heads_by_home(adopted) == {}
    assert Link.objects.filter(plan=adopted, until=timezone.localdate()).count() == 15


def test_who_is_linked_by_whom_is_read_from_the_plan_in_force(adopted, row):
    head = head_of(row[0])
    assert row[0] in [*linked_by(head), head]
    assert head not in linked_by(head)


def test_without_a_plan_in_force_nobody_is_linked(draft, row):
    assert head_of(row[0]) is None
    assert linked_by(row[0]) == []


def test_a_change_to_an_adopted_plan_keeps_what_was(adopted, row, cadre):
    Link.objects.update(since=timezone.localdate() - timedelta(days=9))
    heads = sorted(set(numbers(adopted).values()))
    named = {home.number: home for home in row}
    mover = next(
        home for home in row if home.number not in heads and numbers(adopted)[home.number] == heads[0]
    )
    change_link(adopted, mover, named[heads[1]], actor=cadre)
    lines = Link.objects.filter(plan=adopted, household=mover).order_by("since")
    assert [(one.head.number, one.until) for one in lines] == [
        (heads[0], timezone.localdate()),
        (heads[1], None),
    ]


# --- Kept in order ------------------------------------------------------------------------------


def changes(plan):
    return stale(plan, heads_by_home(plan), homes_of(plan.village))


def test_nothing_is_stale_at_first(adopted):
    assert not changes(adopted)


def test_a_newcomer_is_linked_and_nobody_else_changes(adopted, village, make_household, cadre):
    before = numbers(adopted)
    new = make_household(village, "0100", **east(155))
    assert changes(adopted).come == [new.pk]
    assert rebalance_links(adopted, actor=cadre) == 1
    assert numbers(adopted) == {**before, "0100": before["0015"]}
    assert not changes(adopted)


def test_who_is_gone_leaves_the_links(adopted, row, cadre):
    home = next(one for one in row if one.number not in numbers(adopted).values())
    close_household(home, actor=SYSTEM)
    assert changes(adopted).gone == [home.pk]
    assert rebalance_links(adopted, actor=cadre) == 1
    assert home.number not in numbers(adopted)


def test_who_moved_across_the_village_is_linked_there(row, village, cadre):
    plan = propose_links(village, actor=cadre, heads=["0001", "0015"])
    relocate_household(row[1], actor=SYSTEM, **east(148))
    relocate_household(row[2], actor=SYSTEM, address="枫林坳 3 号")
    assert changes(plan).moved == {row[1].pk}
    assert rebalance_links(plan, actor=cadre) == 1
    assert numbers(plan)["0002"] == "0015"


def test_who_moved_to_another_group_is_stale_unless_links_may_cross(row, village, group, cadre):
    plan = propose_links(village, actor=cadre, heads=["0001", "0015"])
    Household.objects.filter(pk=row[1].pk).update(place=group)
    assert changes(plan).moved == {row[1].pk}
    LinkPlan.objects.update(across=True)
    assert not changes(LinkPlan.objects.get())


def test_a_household_that_was_split_off_is_linked_too(adopted, row, make_member, cadre):
    make_member(row[4], "陈建国")
    wife = make_member(row[4], "李桂芳", "妻", sex="f")
    later = split_household(row[4], {wife.pk: "户主"}, "0105", actor=SYSTEM, day=timezone.localdate())
    assert changes(adopted).come == [later.pk]
    assert rebalance_links(adopted, actor=cadre) == 1
    assert "0105" in numbers(adopted)


def test_a_village_lists_its_own_homes_only(row, neighbour_village, make_household):
    make_household(neighbour_village, "0001")
    assert [home.number for home in homes_of(neighbour_village)] == ["0001"]
    assert homes_of(Place.objects.get(pk=neighbour_village.pk))[0].longitude is None
