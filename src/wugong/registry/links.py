"""Acts on links (一户十联): a plan is proposed, changed by hand, adopted, and kept in order."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.registry import link_acts, link_refusals
from wugong.registry.holding import hold_village
from wugong.registry.link_queries import heads_by_home, homes_of, plan_in_force, stale
from wugong.registry.link_states import PlanState
from wugong.registry.models import Household, Link, LinkPlan, LinkQuerySet
from wugong.registry.permissions import can_keep_bodies
from wugong.rules.ten_links import Figures, Review, figures_on, review
from wugong.rules.ten_links_changes import rebalance
from wugong.rules.ten_links_homes import Home
from wugong.rules.ten_links_plan import propose

NAMED = 5  # households that a sentence names


@transaction.atomic
def propose_links(
    place: Place, *, actor: User | System, heads: Collection[str] | None = None, across: bool = False
) -> LinkPlan:
    """The village has a draft of its links, in place of the draft before.

    `heads` are the numbers of the households that link; without them heads are proposed too, those of the
    plan in force before others.
    """
    village = hold_village(place)
    can_keep_bodies(actor, village).or_refuse()
    homes = homes_of(village)
    if not homes:
        raise link_refusals.NoHouseholds(place=village.name)
    given = None if heads is None else _numbered(village, homes, heads)
    found = propose(
        homes, figures_on(timezone.localdate()), heads=given, wished=_heads_now(village), across=across
    )
    plan = _draft(village, actor, across=across)
    _write(plan, found.heads)
    facts: dict[str, Any] = {"heads": len(set(found.heads.values())), "uncovered": len(found.uncovered)}
    record(link_acts.LINKS_PROPOSED, actor=actor, at=village.code, place=village.name, **facts)
    return plan


@transaction.atomic
def change_link(
    plan: LinkPlan,
    household: Household,
    head: Household,
    *,
    actor: User | System,
    revision: int | None = None,
) -> LinkPlan:
    """The household is linked by that head, or, where it is the same one, becomes a head itself."""
    one = _hold(plan, actor, revision)
    homes, heads = {home.id: home for home in homes_of(one.village)}, heads_by_home(one)
    for wanted in (household, head):
        if wanted.pk not in homes:
            raise link_refusals.NotOfTheVillage(number=wanted.number, place=one.village.name)
    if heads.get(household.pk) == head.pk:
        raise link_refusals.LinkedAlready(number=household.number)
    if count := sum(own == household.pk for home, own in heads.items() if home != household.pk):
        raise link_refusals.HeadHasLinks(number=household.number, count=count)
    if household.pk != head.pk:
        _refuse_head(one, homes[household.pk], homes[head.pk], heads)
    _write(one, {**heads, household.pk: head.pk})
    _touch(one)
    facts: dict[str, Any] = {"place": one.village.name, "number": household.number}
    if household.pk == head.pk:
        record(link_acts.HEAD_HOUSEHOLD_NAMED, actor=actor, at=one.village.code, **facts)
    else:
        record(link_acts.LINK_CHANGED, actor=actor, at=one.village.code, head=head.number, **facts)
    return one


@transaction.atomic
def adopt_links(plan: LinkPlan, *, actor: User | System, revision: int | None = None) -> LinkPlan:
    """The draft is the village's plan from today on, in place of the one before; it must be complete."""
    one = _hold(plan, actor, revision)
    if one.state == PlanState.ADOPTED:
        raise link_refusals.PlanIsAdopted
    homes, heads, today = homes_of(one.village), heads_by_home(one), timezone.localdate()
    _refuse_faults(review_of(homes, heads, figures_on(today)), homes, heads, figures_on(today))
    if before := plan_in_force(one.village):
        Link.objects.open().filter(plan=before).update(until=today)
        before.state = PlanState.REPLACED
        before.save(update_fields=["state"])
    Link.objects.open().filter(plan=one).update(since=today)
    one.state, one.adopted_at = PlanState.ADOPTED, timezone.now()
    one.adopted_by = actor if isinstance(actor, User) else None
    one.save(update_fields=["state", "adopted_at", "adopted_by"])
    _touch(one)
    facts: dict[str, Any] = {"heads": len(set(heads.values())), "households": len(heads)}
    record(link_acts.LINKS_ADOPTED, actor=actor, at=one.village.code, place=one.village.name, **facts)
    return one


@transaction.atomic
def rebalance_links(plan: LinkPlan, *, actor: User | System, revision: int | None = None) -> int:
    """The plan links the households that stand now; returns how many (few) have another head than before."""
    one = _hold(plan, actor, revision)
    homes, before = homes_of(one.village), heads_by_home(one)
    changed = stale(one, before, homes)
    figures = figures_on(timezone.localdate())
    found = rebalance(before, homes, figures, moved=changed.moved, across=one.across)
    _write(one, found.heads)
    _touch(one, balanced=True)
    count = sum(before.get(home) != found.heads.get(home) for home in {*before, *found.heads})
    record(link_acts.LINKS_REBALANCED, actor=actor, at=one.village.code, place=one.village.name, count=count)
    return count


def review_of(homes: Iterable[Home], heads: Mapping[UUID, UUID], figures: Figures) -> Review[UUID]:
    """Return what is wrong with these links of these homes."""
    chosen = {head for home, head in heads.items() if home == head}
    links = [(head, home) for home, head in heads.items() if home != head]
    return review([home.id for home in homes], chosen, links, figures)


def _hold(plan: LinkPlan, actor: User | System, revision: int | None) -> LinkPlan:
    """The plan and its village are this transaction's alone; refuse who may not, and what is out of date."""
    village = hold_village(plan.village)
    can_keep_bodies(actor, village).or_refuse()
    one: LinkPlan = LinkPlan.objects.select_related("village").get(pk=plan.pk)
    if one.state == PlanState.REPLACED:
        raise link_refusals.PlanIsReplaced
    if revision is not None and one.revision != revision:
        raise link_refusals.PlanChangedMeanwhile
    return one


def _refuse_head(plan: LinkPlan, home: Home, head: Home, heads: Mapping[UUID, UUID]) -> None:
    """Refuse to link the home by that head."""
    most = figures_on(timezone.localdate()).links
    if heads.get(head.id) != head.id:
        raise link_refusals.NotAHead(head=head.number)
    if home.group != head.group and not plan.across:
        raise link_refusals.CrossesBorder(number=home.number, head=head.number)
    if sum(own == head.id for own in heads.values()) > most:
        raise link_refusals.HeadIsFull(head=head.number, most=most)


def _refuse_faults(
    found: Review[UUID], homes: Collection[Home], heads: Mapping[UUID, UUID], figures: Figures
) -> None:
    """Refuse links that are not complete, and say what is missing."""
    numbers = {home.id: home.number for home in homes}
    if gone := [home for home in heads if home not in numbers]:
        closed = Household.objects.filter(pk__in=gone).order_by("number")
        raise link_refusals.LinksStale(numbers=_some(closed.values_list("number", flat=True)))
    if found.uncovered:
        named = _some(numbers[home] for home in found.uncovered)
        raise link_refusals.LinksUncovered(count=len(found.uncovered), numbers=named)
    if found.overfull:
        named = _some(numbers[head] for head in found.overfull)
        raise link_refusals.LinksOverfull(numbers=named, most=figures.links)
    assert found, "links are written head by head, none twice"


def _some(numbers: Iterable[str]) -> str:
    named = list(numbers)
    return "、".join(named[:NAMED]) + ("……" if len(named) > NAMED else "")


def _numbered(village: Place, homes: Iterable[Home], numbers: Collection[str]) -> set[UUID]:
    """Return the homes of these numbers; refuse numbers that no household has."""
    known = {home.number: home.id for home in homes}
    wanted = [number.strip() for number in numbers if number.strip()]
    if missing := [number for number in wanted if number not in known]:
        raise link_refusals.UnknownHeads(place=village.name, numbers=_some(missing))
    return {known[number] for number in wanted}


def _heads_now(village: Place) -> set[UUID]:
    plan = plan_in_force(village)
    return {home for home, head in heads_by_home(plan).items() if home == head} if plan else set()


def _draft(village: Place, actor: User | System, *, across: bool) -> LinkPlan:
    """Return the draft of the village, as if it were made now."""
    plan = LinkPlan.objects.filter(village=village, state=PlanState.DRAFT).first() or LinkPlan(
        village=village
    )
    plan.across, plan.made_at, plan.balanced_at = across, timezone.now(), timezone.now()
    plan.made_by = actor if isinstance(actor, User) else None
    plan.revision += 1
    plan.save()
    return plan


def _touch(plan: LinkPlan, *, balanced: bool = False) -> None:
    plan.revision += 1
    if balanced:
        plan.balanced_at = timezone.now()
    plan.save(update_fields=["revision", "balanced_at"])


def _write(plan: LinkPlan, heads: Mapping[UUID, UUID]) -> None:
    """The plan links so from today on; what an adopted plan linked before is kept with its last day."""
    today, before = timezone.localdate(), heads_by_home(plan)
    ended = [home for home, head in before.items() if heads.get(home) != head]
    _end(Link.objects.open().filter(plan=plan, household__in=ended), plan, today)
    Link.objects.bulk_create(
        Link(plan=plan, household_id=home, head_id=head, since=today)
        for home, head in heads.items()
        if before.get(home) != head
    )


def _end(links: LinkQuerySet, plan: LinkPlan, today: date) -> None:
    if plan.state == PlanState.DRAFT:
        links.delete()
        return
    links.filter(since=today).delete()
    links.update(until=today)
