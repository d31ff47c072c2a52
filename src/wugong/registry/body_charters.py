"""Acts on what organisations go by and do: charters and pacts in versions, activities and reports."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from wugong.audit.actions import record
from wugong.places.models import Place
from wugong.registry import body_acts as acts
from wugong.registry.bodies import Keeper, checked, held, hold_place, refuse_day
from wugong.registry.body_states import ActivityKind
from wugong.registry.models import Activity, Body, Charter
from wugong.registry.permissions import can_keep_bodies

CHARTER = "charter"
LONGEST_TEXT = 20000


@transaction.atomic
def adopt_charter(body: Body, title: str, text: str, *, actor: Keeper, since: date, decided: str) -> Charter:
    """The body goes by this charter from that day on; the versions before it stay."""
    one = held(body, actor)
    refuse_day("起用之日", since)
    charter = Charter(
        place=one.place, body=one, paper=CHARTER, title=title, text=text, since=since, decided=decided
    )
    return _adopted(charter, actor)


@transaction.atomic
def adopt_paper(
    place: Place, paper: str, title: str, text: str, *, actor: Keeper, since: date, decided: str
) -> Charter:
    """The place goes by this paper (such as its pact) from that day on; the versions before it stay."""
    can_keep_bodies(actor, place).or_refuse()
    hold_place(place)
    refuse_day("起用之日", since)
    kind = checked(paper, "文种", 40)
    charter = Charter(place=place, paper=kind, title=title, text=text, since=since, decided=decided)
    return _adopted(charter, actor)


@transaction.atomic
def note_activity(
    body: Body,
    title: str,
    *,
    actor: Keeper,
    day: date,
    people: int | None = None,
    kind: ActivityKind = ActivityKind.ACTIVITY,
) -> Activity:
    """What the body did that day, or reported, is on its record."""
    one = held(body, actor)
    refuse_day("日期", day, one.since or one.proposed)
    words = checked(title, "内容", 120)
    activity = Activity.objects.create(
        body=one, kind=kind, day=day, title=words, people=people, noted_by_id=actor.pk
    )
    said: dict[str, Any] = {"body": one.name, "day": day, "kind": kind.label}
    record(acts.ACTIVITY_NOTED, actor=actor, at=one.place.code, **said)
    return activity


def _adopted(charter: Charter, actor: Keeper) -> Charter:
    """The charter is the next version of its paper, once what it says is there."""
    earlier = Charter.objects.filter(place=charter.place, body=charter.body, paper=charter.paper)
    charter.version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    charter.title = checked(charter.title, "标题", 120)
    charter.text = checked(charter.text, "全文", LONGEST_TEXT)
    charter.decided = checked(charter.decided, "由谁通过", 120)
    charter.written_by_id = actor.pk
    charter.save()
    record(
        acts.CHARTER_ADOPTED,
        actor=actor,
        at=charter.place.code,
        title=charter.title,
        version=charter.version,
        since=charter.since,
        decided=charter.decided,
    )
    return charter
