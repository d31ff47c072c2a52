"""Who of a panel judges which claim: nobody her own household, her kin, or what she put forward herself."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.points.catalogues import catalogue_of
from wugong.points.claim_holding import RELATED
from wugong.points.models import Claim, Panel, PanelScore, Seat, StepAside
from wugong.points.states import ClaimState
from wugong.registry.kinship import recused_from
from wugong.registry.models import Binding, Membership


def standing_panel(village: Place) -> Panel | None:
    """Return the village's panel of today, if any."""
    found: Panel | None = Panel.objects.filter(village=village, ended_at__isnull=True).first()
    return found


def waiting_claims(village: Place) -> list[Claim]:
    """Return the claims that a panel judges now, oldest first: one query."""
    found = Claim.objects.filter(village=village, state=ClaimState.CHECKED).select_related(*RELATED)
    return list(found.order_by("day", "pk"))


class Bench:
    """小组在席: the seats of a panel that are not left, in their order, and from what each is recused."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.every: Sequence[Seat] = list(
            Seat.objects.filter(panel=panel).select_related("person").order_by("order")
        )
        self.seats: Sequence[Seat] = [seat for seat in self.every if seat.left_at is None]
        self._kin: dict[UUID, set[UUID]] = {}

    @cached_property
    def users(self) -> Mapping[UUID, set[UUID]]:
        """The accounts that are each seat's person's own today."""
        today = timezone.localdate()
        return self._owned(lambda since, until: since <= today and (until is None or until >= today))

    @cached_property
    def hands(self) -> Mapping[UUID, set[UUID]]:
        """The accounts that are, or once were, each seat's person's own: what she did with them is hers."""
        return self._owned(lambda since, until: True)

    @cached_property
    def _bindings(self) -> Sequence[tuple[UUID, UUID, date, date | None]]:
        owned = Binding.objects.filter(person__in=[seat.person_id for seat in self.every], is_self=True)
        return list(owned.values_list("person_id", "user_id", "since", "until"))

    def _owned(self, counts: Callable[[date, date | None], bool]) -> Mapping[UUID, set[UUID]]:
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for person, user, since, until in self._bindings:
            if counts(since, until):
                found[person].add(user)
        return {seat.pk: found[seat.person_id] for seat in self.every}

    def kin_of(self, seat: Seat) -> set[UUID]:
        """Return whose matters the seat does not judge: asked once a seat."""
        if seat.pk not in self._kin:
            self._kin[seat.pk] = recused_from([seat.person])
        return self._kin[seat.pk]

    def seats_of(self, user: User) -> list[Seat]:
        """Return the seats that this account may speak for: its own person's."""
        return [seat for seat in self.seats if user.pk in self.users[seat.pk]]

    def juries(self, claims: Sequence[Claim]) -> Mapping[UUID, list[Seat]]:
        """Return who judges each claim: the regular seats that may, reserves where too few are left.

        Who scored a claim and left since still judges it, and nobody who moved up does so in her place: else
        a score would be gone with its seat.
        """
        homes, kept = _members([claim.household_id for claim in claims]), self._kept(claims)
        aside = _aside(claims)
        return {
            claim.pk: self._jury(claim, homes[claim.household_id], aside[claim.pk], kept[claim.pk])
            for claim in claims
        }

    def is_short(self, claims: Sequence[Claim], least: int) -> bool:
        """Say whether too few sit, or too few may judge one of these claims: then another panel is needed."""
        juries = self.juries(claims)
        few = (len(juries[claim.pk]) < catalogue_of(claim.adoption).panel_least for claim in claims)
        return len(self.seats) < least or any(few)

    def _jury(self, claim: Claim, home: set[UUID], aside: set[UUID], kept: Sequence[Seat]) -> list[Seat]:
        least = catalogue_of(claim.adoption).panel_least
        fit = [seat for seat in self.seats if self._fits(seat, claim, home, aside)]
        stay = [seat for seat in kept if self._fits(seat, claim, home, aside)]
        regular = sorted((seat for seat in fit if not seat.is_reserve), key=_chosen_first)
        chairs = sum(seat.moved_up_at is None and not seat.is_reserve for seat in self.every)
        jury = [*stay, *regular[: max(chairs - len(stay), 0)]]
        reserves = [seat for seat in fit if seat.is_reserve]
        return [*jury, *reserves[: max(least - len(jury), 0)]]

    def _kept(self, claims: Sequence[Claim]) -> Mapping[UUID, list[Seat]]:
        """Return the seats that scored these claims and were left since: a query where any was left."""
        found: dict[UUID, list[Seat]] = defaultdict(list)
        left = {seat.pk: seat for seat in self.every if seat.left_at is not None}
        rows = PanelScore.objects.filter(claim__in=[claim.pk for claim in claims], seat__in=list(left))
        for claim, seat in rows.values_list("claim_id", "seat_id") if left else ():
            found[claim].append(left[seat])
        return found

    def _fits(self, seat: Seat, claim: Claim, home: set[UUID], aside: set[UUID]) -> bool:
        if seat.pk in aside or seat.person_id in home or seat.person_id == claim.person_id:
            return False
        hands = {claim.claimed_by_id, claim.checked_by_id} - {None}
        whose = home | ({claim.person_id} if claim.person_id else set())
        return not (self.hands[seat.pk] & hands or self.kin_of(seat) & whose)


def _chosen_first(seat: Seat) -> tuple[bool, int]:
    return seat.moved_up_at is not None, seat.order


def scores_given(claims: Iterable[Claim]) -> Mapping[UUID, Mapping[UUID, int]]:
    """Return what was given to each claim, by seat: one query."""
    found: dict[UUID, dict[UUID, int]] = {claim.pk: {} for claim in claims}
    for claim, seat, points in PanelScore.objects.filter(claim__in=list(found)).values_list(
        "claim_id", "seat_id", "points"
    ):
        found[claim][seat] = points
    return found


def _members(households: Iterable[UUID]) -> Mapping[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Membership.objects.today().filter(household__in=set(households))
    for household, person in rows.values_list("household_id", "person_id"):
        found[household].add(person)
    return found


def _aside(claims: Iterable[Claim]) -> Mapping[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    rows = StepAside.objects.filter(claim__in=[claim.pk for claim in claims])
    for claim, seat in rows.values_list("claim_id", "seat_id"):
        found[claim].add(seat)
    return found
