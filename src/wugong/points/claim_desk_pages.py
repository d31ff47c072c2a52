"""What the village's desk shows of points: what waits, whom a list can name, which ways there are."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wugong.access.verdicts import Visitor
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.points.catalogues import in_force_today
from wugong.points.claim_pages import Told
from wugong.points.claim_permissions import own_households
from wugong.points.models import Card, Claim, Event, SignIn
from wugong.points.permissions import can_approve_claims, can_keep
from wugong.points.queries import claims_in, names_of
from wugong.points.states import ClaimState
from wugong.registry.household_lists import listed
from wugong.registry.models import Household
from wugong.registry.permissions import can_register
from wugong.rules.points_catalogue import Catalogue

A_PAGE: Final = 50
SHOWN: Final = (
    *(ClaimState.CLAIMED, ClaimState.SENT_BACK, ClaimState.CHECKED, ClaimState.DECIDED),
    *(ClaimState.LISTED, ClaimState.BOOKED, ClaimState.REFUSED),
)
# Pages of the desk in the order of the work; those of rooms that are not installed are left out.
PAGES: Final[Sequence[tuple[str, Promise, str]]] = (
    ("points_batch", _("勾名单代报"), "checkbox"),
    ("points_chain", _("贴接龙"), "message-circle"),
    ("points_table", _("交表格"), "table"),
    ("events", _("活动签到"), "calendar"),
    ("points_cards", _("户卡"), "home-2"),
    ("panel", _("评议小组"), "users"),
    ("listings", _("公示和入账"), "speakerphone"),
    ("points_objections", _("异议"), "help-circle"),
    ("points_rules", _("积分细则"), "book"),
    ("points_fund", _("积分池和资金"), "scale"),
    ("points_households", _("各户对账"), "list-details"),
    ("rechecks", _("监委会抽查"), "shield-check"),
    ("points_hints", _("线索"), "eye"),
)
READ: Final = tuple(one for one in PAGES[5:] if one[0] != "points_fund")  # by who keeps no points


@dataclass(frozen=True)
class Desk:
    """村里的积分: which village, what the visitor may do there, by which catalogue."""

    village: Place
    place: Place  # the village, or the group in which a grid keeper or cluster head assists
    visitor: Visitor
    keeps: bool
    checks: bool
    in_clear: bool
    catalogue: Catalogue | None

    @property
    def links(self) -> list[tuple[str, str, str]]:
        """Return the other pages of the desk: address, name, icon."""
        return list(_links(self.village.code, PAGES if self.keeps else READ))


def desk_at(code: str, visitor: Visitor) -> Desk:
    """Return the desk of a village, or of one of its groups; towns and counties have none."""
    if len(code) < Level.VILLAGE:
        raise Http404
    village = get_object_or_404(Place.objects, code=code[: Level.VILLAGE])
    place = village if code == village.code else get_object_or_404(Place.objects, code=code)
    found = in_force_today(village)
    return Desk(
        village=village,
        place=place,
        visitor=visitor,
        keeps=bool(can_keep(visitor, village)),
        checks=bool(can_approve_claims(visitor, village)),
        in_clear=bool(can_register(visitor, place)),
        catalogue=found[1] if found else None,
    )


def _links(code: str, pages: Sequence[tuple[str, Promise, str]]) -> Iterable[tuple[str, str, str]]:
    for name, label, icon in pages:
        try:
            yield reverse(name, args=[code]), str(label), icon
        except NoReverseMatch:
            continue


@dataclass(frozen=True)
class Waiting:
    """The claims of one state, those that the visitor steps aside for marked."""

    state: ClaimState
    picks: Sequence[tuple[str, str, bool]]  # word with its count, address, current
    page: "Page[Claim]"
    rows: Sequence[tuple[Told, bool]]  # and whether she may check it
    marked: bool  # with which of them she may check
    checkable: bool


def waiting_at(desk: Desk, wanted: str | None, number: str | None) -> Waiting:
    """Return the claims in a state, else those that wait for the first check: always as few queries."""
    state = ClaimState(wanted) if wanted in set(ClaimState) else ClaimState.CLAIMED
    counted = Claim.objects.filter(village=desk.village).order_by().values_list("state")
    counts: Mapping[str, int] = Counter(dict(counted.annotate(n=Count("pk"))))
    page = Paginator(claims_in(desk.village).filter(state=state), A_PAGE).get_page(number)
    shown = list(page)
    names = names_of([one.household for one in shown], in_clear=desk.in_clear)
    own = own_households(desk.visitor, shown)
    open_now = desk.checks and state == ClaimState.CLAIMED
    free = {one.pk for one in shown if open_now and _free(one, desk, own)}
    rows = [(Told(one, names[one.household_id]), one.pk in free) for one in shown]
    picks = [
        (f"{one.label} {counts[one]}", f"?state={one}", one == state)
        for one in SHOWN
        if counts[one] or one == state
    ]
    return Waiting(state, picks, page, rows, open_now, bool(free))


def _free(claim: Claim, desk: Desk, own: Container[object]) -> bool:
    """Say whether the visitor may check the claim: she did not make it, and it is of no kin of hers."""
    return claim.household_id not in own and claim.claimed_by_id != getattr(desk.visitor, "pk", None)


@dataclass(frozen=True, slots=True)
class Home:
    """一户 in a list to tick: its number, its head, where it stands."""

    household: Household
    name: str
    ticked: bool = False


def homes_at(desk: Desk, words: str = "", ticked: Iterable[str] = ()) -> list[tuple[str, list[Home]]]:
    """Return the village's households by group of houses, or those that the words find: two queries."""
    asked = {"q": words} if words else {}
    found = list(listed(desk.place, asked, in_clear=desk.in_clear).select_related("place", "village"))
    names, chosen = names_of(found, in_clear=desk.in_clear), set(ticked)
    groups: dict[str, list[Home]] = {}
    for one in found:
        groups.setdefault(one.place.name, []).append(Home(one, names[one.pk], str(one.pk) in chosen))
    return list(groups.items())


def came_to(event: Event) -> set[str]:
    """Return the keys of the households that signed in."""
    return {str(key) for key in SignIn.objects.filter(event=event).values_list("household_id", flat=True)}


def cards_at(desk: Desk) -> dict[object, Card]:
    """Return the cards that are out in the village, by household."""
    out = Card.objects.filter(household__village=desk.village, ended_at__isnull=True)
    return {one.household_id: one for one in out}
