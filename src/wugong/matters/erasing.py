"""The act that erases names, words and photos of matters past their years; that there was one stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.matters import acts, report_refusals
from wugong.matters.holding import hold_matters
from wugong.matters.lines import write_line
from wugong.matters.models import Asker, Evidence, Matter, NeighbourCall, Pause, Sending, Step
from wugong.matters.numbers import spoken
from wugong.matters.permissions import can_erase
from wugong.matters.registers import held_by
from wugong.matters.retention import ERASED, past_keeping
from wugong.matters.states import Shown, StepKind
from wugong.matters.texts import LINE, needed
from wugong.media.photos import erase_photos
from wugong.media.sounds import erase_sounds
from wugong.places.models import Place

KEPT_FACTS: Final = ("role",)  # of a line: as whom somebody acted, not who


@dataclass(frozen=True, slots=True)
class Past:
    """A matter past its years, as the list says it: nothing that somebody wrote."""

    matter: Matter
    register: str
    years: int


def past_at(place: Place, now: datetime) -> list[Past]:
    """Return the matters at this place and within it that are past their years, the earliest first."""
    rows = past_keeping(now).under(place.code).select_related("place", "document").order_by("moved_at", "pk")
    return [Past(one, held.register.title, held.version.years_kept) for one in rows if (held := held_by(one))]


@transaction.atomic
def erase_past(place: Place, keys: Iterable[UUID], basis: str, *, actor: User) -> list[Matter]:
    """Of these matters stay number, register, place, state and dates; names, words and photos are gone.

    `basis` is what the archive said of them. One that is not past its years is refused, and with it all.
    """
    can_erase(actor, place).or_refuse()
    words, now, wanted = needed("依据", basis, LINE), timezone.now(), set(keys)
    found = list(past_keeping(now).under(place.code).filter(pk__in=wanted))
    if not wanted or len(found) != len(wanted):
        raise report_refusals.NotPastYears
    held = hold_matters(found)
    for matter in held:
        _erase(matter, words, actor)
    return held


def _erase(matter: Matter, basis: str, actor: User) -> None:
    """Everything by which somebody could be known is gone from the matter and from its timeline."""
    users = set(Asker.objects.filter(matter=matter, user__isnull=False).values_list("user_id", flat=True))
    years = held_by(matter).version.years_kept
    _erase_evidence(matter, actor)
    _bare(matter)
    _forget_people(matter)
    _empty(matter)
    write_line(matter, StepKind.NOTED, actor=actor, text=ERASED)
    told = {"number": spoken(matter.number), "years": years, "basis": basis}
    record(acts.ERASED, actor=actor, at=matter.place.code, concerning=users, **told)


def _erase_evidence(matter: Matter, actor: User) -> None:
    rows = list(Evidence.objects.filter(matter=matter).select_related("photo__place", "sound__place"))
    Evidence.objects.filter(matter=matter).delete()
    erase_photos([one.photo for one in rows if one.photo], actor=actor)
    erase_sounds([one.sound for one in rows if one.sound], actor=actor)


def _bare(matter: Matter) -> None:
    """The lines of the timeline stand again with what was done and when, without words and without names."""
    lines: Sequence[Step] = list(Step.objects.filter(matter=matter).order_by("at", "pk"))
    Step.objects.filter(matter=matter).delete()
    Step.objects.bulk_create(
        Step(
            county_id=one.county_id,
            matter_id=one.matter_id,
            kind=one.kind,
            move=one.move,
            source=one.source,
            target=one.target,
            facts={name: one.facts[name] for name in KEPT_FACTS if name in one.facts},
            public=one.public,
            at=one.at,
            place_id=one.place_id,
        )
        for one in lines
    )


def _forget_people(matter: Matter) -> None:
    """How many asked stays, who they were does not."""
    Asker.objects.filter(matter=matter).update(
        user=None, person=None, shown=Shown.ANONYMOUS, code_hash="", wrong_tries=0, wrong_at=None
    )
    NeighbourCall.objects.filter(matter=matter).delete()
    Sending.objects.filter(matter=matter).delete()
    Pause.objects.filter(matter=matter).update(paused_by=None)


def _empty(matter: Matter) -> None:
    matter.title, matter.text, matter.where, matter.facts = ERASED, "", "", {}
    matter.latitude = matter.longitude = None
    matter.leader, matter.pause_reason = "", ""
    matter.handler = matter.opened_by = matter.moved_by = None
    matter.save()
