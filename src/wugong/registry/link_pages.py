"""What the pages of links show: the plans of a village, the clusters of one, its map, what is amiss."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry import link_queries
from wugong.registry.link_maps import Map, draw
from wugong.registry.link_states import PlanState
from wugong.registry.links import review_of
from wugong.registry.masks import name_seen, seen
from wugong.registry.models import Household, LinkPlan
from wugong.registry.permissions import can_keep_bodies
from wugong.registry.queries import heads_of
from wugong.registry.register_pages import Desk
from wugong.rules.ten_links import Figures, figures_on, heads_needed
from wugong.rules.ten_links_changes import Seating
from wugong.rules.ten_links_homes import Home


@dataclass(frozen=True)
class VillageLine:
    """一个村: how many households it has, and how many its plan in force links."""

    village: Place
    households: int
    linked: int

    @property
    def left(self) -> int:
        return self.households - self.linked


def village_lines(town: Place) -> list[VillageLine]:
    """Return the villages of a town: three queries."""
    below = Place.objects.under(town.code).at_level(Level.VILLAGE).filter(until__isnull=True)
    lived = Household.objects.standing().within(town.code).order_by()
    linked = lived.filter(linked_by__until__isnull=True, linked_by__plan__state=PlanState.ADOPTED)
    all_of = dict(lived.values_list("village").annotate(Count("pk")))
    linked_of = dict(linked.values_list("village").annotate(Count("pk", distinct=True)))
    return [
        VillageLine(one, all_of.get(one.pk, 0), linked_of.get(one.pk, 0)) for one in below.order_by("code")
    ]


@dataclass(frozen=True)
class Overview:
    """联户的首页: a village, the heads it needs, its plans."""

    village: Place
    households: int
    needed: int
    figures: Figures
    plans: Sequence[LinkPlan]
    keeps: bool


def village_of(place: Place) -> Place:
    """Return the village of this village or group."""
    return get_object_or_404(Place, code=place.code[: Level.VILLAGE])


def overview_of(desk: Desk) -> Overview:
    """Return the links of the village of this desk."""
    village, figures = village_of(desk.place), figures_on(timezone.localdate())
    households = Household.objects.standing().filter(village=village).count()
    open_links = Count("links", filter=Q(links__until__isnull=True), distinct=True)
    open_heads = Count("links__head", filter=Q(links__until__isnull=True), distinct=True)
    plans = LinkPlan.objects.filter(village=village).select_related("made_by", "adopted_by")
    return Overview(
        village=village,
        households=households,
        needed=heads_needed(households, figures),
        figures=figures,
        plans=list(plans.annotate(homes=open_links, heads=open_heads)),
        keeps=bool(can_keep_bodies(desk.visitor, village)),
    )


@dataclass(frozen=True)
class Linked:
    """一户: its number, whose it is as the viewer may know, why it matters here."""

    household: Household
    name: str
    care: bool


@dataclass(frozen=True)
class Cluster:
    """一个中心户和它联的户: numbered, as on the map."""

    number: int
    head: Linked
    others: Sequence[Linked]


@dataclass(frozen=True)
class Sheet:
    """联户方案的一页: who links whom, on list and map, what is missing and what has changed."""

    desk: Desk
    plan: LinkPlan
    homes: Sequence[Home]
    heads: Mapping[UUID, UUID]
    masked: bool = False

    @cached_property
    def keeps(self) -> bool:
        """Say whether the visitor may change the plan."""
        may = can_keep_bodies(self.desk.visitor, self.plan.village)
        return bool(may) and self.plan.state != PlanState.REPLACED

    @cached_property
    def figures(self) -> Figures:
        return figures_on(timezone.localdate())

    @cached_property
    def households(self) -> dict[UUID, Household]:
        """Return the households of the village and those that are linked, by their keys."""
        rows = Household.objects.filter(village=self.plan.village).select_related("place")
        return {one.pk: one for one in rows if one.until is None or one.pk in self.heads}

    @cached_property
    def names(self) -> dict[UUID, str]:
        """Return whose each household is, as the visitor may know."""
        found = heads_of(self.households.values())
        if self.masked:
            return {key: name_seen(row.person, in_clear=False) for key, row in found.items()}
        shown = seen(found.values(), self.desk.visitor, self.plan.village)
        return {key: person.name for key, person in zip(found, shown, strict=True)}

    @cached_property
    def cares(self) -> set[UUID]:
        return {home.id for home in self.homes if home.care}

    def linked(self, key: UUID) -> Linked:
        """Return a household as the page shows it."""
        return Linked(self.households[key], self.names.get(key, ""), key in self.cares)

    @cached_property
    def numbers(self) -> dict[UUID, int]:
        """Return the number of each cluster, by its head, in the order of the heads' groups and numbers."""
        heads = sorted({head for head in self.heads.values() if head in self.households}, key=self._order)
        return {head: number for number, head in enumerate(heads, start=1)}

    @cached_property
    def clusters(self) -> list[Cluster]:
        """Return the clusters that the visitor's place has a part in."""
        return [self._cluster(head, number) for head, number in self.numbers.items() if self._here(head)]

    @cached_property
    def uncovered(self) -> list[Linked]:
        """Return the households without a head."""
        left = review_of(self.homes, self.heads, self.figures).uncovered
        return [self.linked(key) for key in sorted(left, key=self._order) if self._here(key)]

    @cached_property
    def map(self) -> Map | None:
        homes = [home for home in self.homes if home.group.startswith(self.desk.place.code)]
        return draw(homes, self.heads, self.numbers)

    @cached_property
    def stale(self) -> list[tuple[str, list[Linked]]]:
        """Return what the register has changed here since: (came, gone or moved; the households)."""
        if self.plan.state == PlanState.REPLACED:
            return []
        found = link_queries.stale(self.plan, self.heads, self.homes)
        kinds = {"come": found.come, "gone": found.gone, "moved": found.moved}
        listed = {kind: self._listed(keys) for kind, keys in kinds.items()}
        return [(kind, homes) for kind, homes in listed.items() if homes]

    def choices_for(self, key: UUID) -> list[tuple[UUID, str, float | None, int]]:
        """Return the heads that may link this household: (head, number, metres, links), the nearest first."""
        seating = Seating(self.homes, self.figures, across=self.plan.across)
        placed = {home.id for home in self.homes if home.longitude is not None}
        load = {head: sum(own == head for own in self.heads.values()) - 1 for head in self.numbers}
        found = [
            (
                head,
                self.households[head].number,
                seating.apart(key, head) if {head, key} <= placed else None,
                load[head],
            )
            for head in self.numbers
            if head in seating.homes
            and seating.may_link(head, key)
            and head not in {key, self.heads.get(key)}
        ]
        return sorted(
            found, key=lambda one: (one[3] >= self.figures.links, one[2] is None, one[2] or 0, one[1])
        )

    def _cluster(self, head: UUID, number: int) -> Cluster:
        others = [home for home, own in self.heads.items() if own == head and home != head]
        return Cluster(number, self.linked(head), self._listed(others))

    def _listed(self, keys: Iterable[UUID]) -> list[Linked]:
        """Return those of these households that are of the visitor's place."""
        known = [key for key in keys if key in self.households]
        return [self.linked(key) for key in sorted(known, key=self._order) if self._here(key)]

    def _here(self, key: UUID) -> bool:
        """Say whether the household is of the visitor's place, where that is but a group."""
        place = self.desk.place
        return place.level < Level.GROUP or self.households[key].place_id == place.pk

    def _order(self, key: UUID) -> tuple[str, int, str]:
        one = self.households.get(key)
        return (one.place.code, len(one.number), one.number) if one else ("", 0, "")


def sheet_of(desk: Desk, key: UUID, *, masked: bool = False) -> Sheet:
    """Return the plan of this key if it is of a village here; names masked for all where asked."""
    plan = LinkPlan.objects.select_related("village", "made_by", "adopted_by").filter(pk=key).first()
    if plan is None or not _belongs(plan.village.code, desk.place.code):
        raise Http404
    homes = link_queries.homes_of(plan.village)
    return Sheet(desk, plan, homes, link_queries.heads_by_home(plan), masked)


def _belongs(village: str, code: str) -> bool:
    return village.startswith(code) or code.startswith(village)
