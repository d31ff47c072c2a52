"""What must come with a move: reason, answer, photos, unit, day, signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wugong.matters import refusals
from wugong.matters.models import Evidence, Matter
from wugong.matters.states import EvidenceKind
from wugong.matters.texts import STEP, is_placeholder, needed, words_of
from wugong.media.models import Photo
from wugong.media.pictures import Picture
from wugong.registry.body_states import BodyState
from wugong.registry.models import Body
from wugong.rules.register_parts import Move, Need

BEFOREHAND = (EvidenceKind.BEFORE, EvidenceKind.SHOWS)


@dataclass(frozen=True)
class Brought:
    """What somebody brings with a move."""

    reason: str
    answer: str
    photos: Sequence[Photo | Picture]
    before: Sequence[Photo | Picture]
    day: date | None
    unit: Body | None
    signature: Sequence[Photo | Picture]
    shown: bool = False  # everybody is to see the photos


def refuse_needs(matter: Matter, move: Move, brought: Brought) -> str:
    """Return the words of the move; refuse where something that it needs is missing."""
    if Need.PHOTO in move.needs and not brought.photos:
        raise refusals.NeedsPhoto(move=move.title)
    if Need.BEFORE_AFTER in move.needs:
        _refuse_no_pair(matter, move, brought)
    if Need.UNIT in move.needs:
        _refuse_no_unit(matter, move, brought)
    if Need.DAY in move.needs and brought.day is None:
        raise refusals.NeedsDay(move=move.title)
    if Need.SIGNATURE in move.needs and not brought.signature:
        raise refusals.NeedsSignature(move=move.title)
    if brought.unit is not None and brought.unit.state == BodyState.DISSOLVED:
        raise refusals.BodyGone(body=brought.unit.name)
    return _words(move, brought)


def _words(move: Move, brought: Brought) -> str:
    reason = needed if Need.REASON in move.needs else words_of
    answer = needed if Need.ANSWER in move.needs else words_of
    said = [reason("原因", brought.reason, STEP), answer("答复", brought.answer, STEP)]
    return words_of("说明", "\n".join(words for words in said if words), STEP)


def _refuse_no_pair(matter: Matter, move: Move, brought: Brought) -> None:
    """What was photographed as it was asked for, or at any step before, shows how it was."""
    known = bool(brought.before) or Evidence.objects.filter(matter=matter, kind__in=BEFOREHAND).exists()
    missing = [word for word, there in (("办理前", known), ("办理后", bool(brought.photos))) if not there]
    if missing:
        raise refusals.NeedsBeforeAfter(move=move.title, missing="、".join(missing))


def _refuse_no_unit(matter: Matter, move: Move, brought: Brought) -> None:
    unit = brought.unit or matter.lead_unit
    if unit is None:
        raise refusals.NeedsUnit(move=move.title)
    for what, text in (("责任单位", unit.name), ("责任领导", matter.leader)):
        if is_placeholder(text):
            raise refusals.StillBlank(what=what)
