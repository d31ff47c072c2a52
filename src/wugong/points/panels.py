"""Acts on panels (评议小组): drawn from the register by a seed that was public before, replaced in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.points import panel_acts as acts
from wugong.points import panel_notices as notices
from wugong.points import panel_refusals as refusals
from wugong.points.catalogues import in_force
from wugong.points.decisions import decide_ready
from wugong.points.models import Panel, Seat
from wugong.points.panel_juries import Bench, standing_panel, waiting_claims
from wugong.points.panel_permissions import can_unseat
from wugong.points.permissions import can_keep
from wugong.points.pools import hold_village
from wugong.points.texts import words_of
from wugong.publish.models import Posting
from wugong.registry.masks import name_told
from wugong.registry.models import Membership, Person
from wugong.registry.queries import users_bound_to
from wugong.registry.shuffling import in_hidden_order
from wugong.registry.states import Residence
from wugong.rules.ages import is_adult
from wugong.rules.points_fairness import drawn, fairness_on


@dataclass(frozen=True, slots=True)
class OnTheRoll:
    """名册上的一位: a number that tells no name, and who it is."""

    number: str
    person: Person


def roll_of(village: Place, day: date) -> list[OnTheRoll]:
    """Return the grown-ups who live in the village, each with a number that tells nothing: two queries.

    The numbers run in an order that the register's key makes: nobody can choose it, nor read a house from it.
    """
    rows = Membership.objects.today().filter(household__village=village, household__until__isnull=True)
    found = rows.filter(residence=Residence.HERE, person__died__isnull=True).select_related("person")
    grown = {row.person_id: row.person for row in found if is_adult(row.person.born, timezone.localdate())}
    ordered = in_hidden_order(grown.values(), f"panel {village.code} {day}")
    return [OnTheRoll(f"{number:03d}", person) for number, person in enumerate(ordered, 1)]


def seed_of(village: Place, day: date) -> str:
    """Return the seed of a draw of that day: the check code of what hung last in the county before it."""
    hung = Posting.objects.filter(first_day__lt=day, hidden=False).order_by("-posted_at", "-pk").first()
    return f"{village.code}/{day}/{hung.digest if hung else '0000-0000'}"


@transaction.atomic
def draw_panel(village: Place, until: date, *, actor: User | System) -> Panel:
    """A panel stands from today till `until`, and the one before, which was over or short, has ended.

    As many are drawn as the catalogue says at most, and as many reserves. Nobody chooses: whoever has the
    seed and the numbers on the page draws the same. What the old panel had not decided, the new one scores.
    """
    can_keep(actor, village).or_refuse()
    hold_village(village)
    today = timezone.localdate()
    _refuse_days(until, today)
    _, catalogue = in_force(village, today)
    day = _end_standing(village, catalogue.panel_least)
    roll, seed = roll_of(village, day), seed_of(village, day)
    if len(roll) < catalogue.panel_least:
        raise refusals.TooFewForAPanel(village=village.name, count=len(roll), least=catalogue.panel_least)
    panel = Panel.objects.create(
        village=village,
        since=today,
        until=until,
        seed=seed,
        roll=[one.number for one in roll],
        people=[str(one.person.pk) for one in roll],
        drawn_by_id=actor.pk,
    )
    _seat(panel, roll, catalogue.panel_most, actor)
    return panel


def number_of(panel: Panel, persons: Iterable[UUID]) -> list[str]:
    """Return the numbers under which these people stood on the panel's roll."""
    asked = {str(key) for key in persons}
    return [number for number, key in zip(panel.roll, panel.people, strict=False) if key in asked]


def drawn_again(panel: Panel) -> list[str]:
    """Return the numbers in the order in which the seed draws them, as anybody can do again."""
    return drawn(panel.roll, panel.seed, Seat.objects.filter(panel=panel).count())


@transaction.atomic
def leave_seat(seat: Seat, reason: str, *, actor: User | System) -> Seat | None:
    """The seat is empty and the first reserve, if there is one, has moved up and is returned."""
    words = words_of("原因", reason, 100)
    panel = Panel.objects.select_for_update().select_related("village__county").get(pk=seat.panel_id)
    can_unseat(actor, panel.village).or_refuse()
    one = Seat.objects.select_for_update().select_related("person").get(pk=seat.pk)
    if one.left_at or panel.ended_at:
        raise refusals.SeatGone
    one.left_at = timezone.now()
    one.save(update_fields=["left_at"])
    record(
        acts.SEAT_LEFT,
        actor=actor,
        at=panel.village.code,
        concerning=users_bound_to([one.person]),
        village=panel.village.name,
        name=name_told(one.person),
        reason=words,
    )
    following = None if one.is_reserve else _moved_up(panel, actor)
    decide_ready(panel.village, actor=actor)
    return following


def _moved_up(panel: Panel, actor: User | System) -> Seat | None:
    waiting = Seat.objects.select_for_update().filter(panel=panel, is_reserve=True, left_at__isnull=True)
    first: Seat | None = waiting.select_related("person").order_by("order").first()
    if first is not None:
        first.is_reserve, first.moved_up_at = False, timezone.now()
        first.save(update_fields=["is_reserve", "moved_up_at"])
        notices.seated(panel, [first], actor=actor)
    return first


def _refuse_days(until: date, today: date) -> None:
    days = fairness_on(today)["panel"]["days"]
    least = today + timedelta(days=days - 1)
    if until < least:
        raise refusals.PanelDays(days=days, least=least)


def _end_standing(village: Place, least: int) -> date:
    """End the panel that stands and return of which day the seed of the next is.

    One that is neither over nor short stays, else a cadre might draw till it suits. The seed after one that
    is over is of the day after its last, so that nothing is to be had by waiting.
    """
    standing, today = standing_panel(village), timezone.localdate()
    if standing is None:
        return today
    over = standing.until < today
    if not over and not Bench(standing).is_short(waiting_claims(village), least):
        raise refusals.PanelStands(until=standing.until)
    if standing.since == today:
        raise refusals.PanelDrawnToday
    standing.ended_at = timezone.now()
    standing.save(update_fields=["ended_at"])
    return standing.until + timedelta(days=1) if over else today


def _seat(panel: Panel, roll: Sequence[OnTheRoll], most: int, actor: User | System) -> None:
    """Seat the first drawn, the next as reserves, and tell them."""
    persons = {one.number: one.person for one in roll}
    chosen = drawn(persons, panel.seed, 2 * most)
    seats = [
        Seat(panel=panel, person=persons[number], number=number, order=place, is_reserve=place > most)
        for place, number in enumerate(chosen, 1)
    ]
    Seat.objects.bulk_create(seats)
    record(
        acts.PANEL_DRAWN,
        actor=actor,
        at=panel.village.code,
        concerning=users_bound_to([seat.person for seat in seats]),
        village=panel.village.name,
        seats=min(most, len(seats)),
        reserves=max(len(seats) - most, 0),
        until=panel.until,
    )
    notices.seated(panel, [seat for seat in seats if not seat.is_reserve], actor=actor)
