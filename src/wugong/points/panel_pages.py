"""What the pages of panels show: to the cadre who sits and how far they are, to a seat what waits for her."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from wugong.access.verdicts import Verdict
from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.points.catalogues import catalogue_of, in_force_today
from wugong.points.models import Claim, ClaimPhoto, Panel, PanelScore, Seat
from wugong.points.panel_juries import Bench, scores_given, standing_panel, waiting_claims
from wugong.points.panel_permissions import can_enter, can_type
from wugong.points.panel_rules import Range, item_of, range_of
from wugong.points.panels import number_of
from wugong.points.permissions import can_keep
from wugong.points.queries import names_of
from wugong.registry.bindings import persons_of
from wugong.registry.masks import name_seen
from wugong.registry.models import Membership
from wugong.rules.points_catalogue import Item


@dataclass(frozen=True, slots=True)
class SeatSeen:
    """席位，按看的人的权限: who sits there, of which group, how many claims wait for her."""

    seat: Seat
    name: str
    group: str
    woman: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class Progress:
    """一件在评的: how many of its jury have scored; what they gave nobody sees before all have."""

    claim: Claim
    name: str
    done: int
    jury: int
    least: int

    @property
    def short(self) -> bool:
        """Say whether too few may judge it: it waits for another panel."""
        return self.jury < self.least


@dataclass(frozen=True)
class PanelPage:
    """The panel of a village as its desk sees it."""

    village: Place
    panel: Panel | None
    seats: Sequence[SeatSeen]
    claims: Sequence[Progress]
    keeps: bool
    few: bool = False  # so few sit that another panel is needed

    @property
    def women(self) -> int:
        return sum(row.woman for row in self.seats if not row.seat.is_reserve)

    @property
    def groups(self) -> int:
        """Return how many groups the seats come from."""
        return len({row.group for row in self.seats if not row.seat.is_reserve})

    @property
    def over(self) -> bool:
        """Say whether the panel's days have passed: it goes on until another is drawn."""
        return self.panel is not None and self.panel.until < timezone.localdate()

    @property
    def may_draw(self) -> bool:
        """Say whether the visitor may draw a panel now: none stands, or it is over or short."""
        short = self.few or any(row.short for row in self.claims)
        return self.keeps and (self.panel is None or self.over or short)


def panel_at(village: Place, user: User) -> PanelPage:
    """Return the village's panel with its claims; as many queries for one claim as for many."""
    panel, keeps = standing_panel(village), bool(can_keep(user, village))
    claims = waiting_claims(village)
    if panel is None:
        return PanelPage(village, None, [], [_unjudged(claim) for claim in claims], keeps)
    bench = Bench(panel)
    juries, given = bench.juries(claims), scores_given(claims)
    names = names_of([claim.household for claim in claims], in_clear=keeps)
    progress = [
        Progress(
            claim,
            names[claim.household_id],
            sum(seat.pk in given[claim.pk] for seat in juries[claim.pk]),
            len(juries[claim.pk]),
            _least(claim),
        )
        for claim in claims
    ]
    seats = _seats(bench, juries, given, in_clear=keeps)
    catalogue = in_force_today(village)
    few = catalogue is not None and len(bench.seats) < catalogue[1].panel_least
    return PanelPage(village, panel, seats, progress, keeps, few)


def _unjudged(claim: Claim) -> Progress:
    return Progress(claim, claim.household.number, 0, 0, _least(claim))


def _least(claim: Claim) -> int:
    return catalogue_of(claim.adoption).panel_least


def _seats(
    bench: Bench,
    juries: Mapping[UUID, Sequence[Seat]],
    given: Mapping[UUID, Mapping[UUID, int]],
    *,
    in_clear: bool,
) -> list[SeatSeen]:
    persons = [seat.person_id for seat in bench.seats]
    rows = Membership.objects.today().filter(person__in=persons).select_related("household__place")
    groups = {row.person_id: row.household.place.name for row in rows}
    return [
        SeatSeen(
            seat,
            name_seen(seat.person, in_clear=in_clear),
            groups.get(seat.person_id, ""),
            seat.person.sex == "f",
            sum(seat in jury and seat.pk not in given[claim] for claim, jury in juries.items()),
        )
        for seat in bench.seats
    ]


@dataclass(frozen=True, slots=True)
class Task:
    """待评的一件: what a seat is asked, and what she may give."""

    claim: Claim
    seat: Seat
    name: str
    item: Item
    range: Range
    photos: Sequence[UUID] = ()


def tasks_of(user: User) -> list[Task]:
    """Return what waits for the seats of this account, village by village, the oldest first."""
    return [
        task for bench in _benches(user) for seat in bench.seats_of(user) for task in tasks_for(bench, seat)
    ]


def sits(user: User) -> bool:
    """Say whether the account's own person sits on a panel today: one query."""
    return bool(_seats_of(user))


def tasks_for(bench: Bench, seat: Seat) -> list[Task]:
    """Return what waits for this seat."""
    claims = waiting_claims(bench.panel.village)
    juries, given = bench.juries(claims), scores_given(claims)
    mine = [one for one in claims if seat in juries[one.pk] and seat.pk not in given[one.pk]]
    names = names_of([claim.household for claim in mine], in_clear=True)
    photos = _photos(mine)
    return [
        Task(one, seat, names[one.household_id], item_of(one), range_of(one), photos.get(one.pk, ()))
        for one in mine
    ]


@dataclass(frozen=True, slots=True)
class Slip:
    """评分单: what this cadre may type for a seat, what another has to type, why she may type nothing."""

    seat: Seat
    name: str
    mine: Sequence[Task]
    others: Sequence[Task]
    verdict: Verdict


def slip_at(seat: Seat, user: User) -> Slip:
    """Return what waits for the seat, as the cadre who holds its paper sees it."""
    tasks = tasks_for(Bench(seat.panel), seat)
    mine = [task for task in tasks if can_enter(user, task.claim, seat)]
    name = name_seen(seat.person, in_clear=bool(can_keep(user, seat.panel.village)))
    return Slip(seat, name, mine, [task for task in tasks if task not in mine], can_type(user, seat))


def task_of(user: User, key: UUID) -> Task:
    """Return the claim that waits for a seat of this account, or 404."""
    found = next((task for task in tasks_of(user) if task.claim.pk == key), None)
    if found is None:
        raise Http404
    return found


def numbers_of(user: User) -> list[str]:
    """Return under which numbers those for whom the account acts stand on the rolls of today's panels."""
    persons = list(persons_of(user).values_list("pk", flat=True))
    homes = Membership.objects.today().filter(person__in=persons).values("household__village")
    panels = Panel.objects.filter(village__in=homes, ended_at__isnull=True)
    return [number for panel in panels for number in number_of(panel, persons)]


def given_by(user: User) -> int:
    """Return how many claims the account's seats have scored: one query."""
    return PanelScore.objects.filter(seat__in=_seats_of(user)).count()


def _seats_of(user: User) -> list[UUID]:
    today = timezone.localdate()
    mine = Seat.objects.filter(
        left_at__isnull=True, panel__ended_at__isnull=True, person__bindings__user=user
    )
    own = mine.filter(person__bindings__is_self=True, person__bindings__since__lte=today)
    return list(own.exclude(person__bindings__until__lt=today).values_list("pk", flat=True))


def _benches(user: User) -> list[Bench]:
    panels = Panel.objects.filter(seats__in=_seats_of(user)).select_related("village__county")
    return [Bench(panel) for panel in panels.distinct()]


def _photos(claims: Sequence[Claim]) -> Mapping[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    rows = ClaimPhoto.objects.filter(claim__in=[claim.pk for claim in claims]).order_by("pk")
    for claim, photo in rows.values_list("claim_id", "photo_id"):
        found.setdefault(claim, []).append(photo)
    return found
