"""What became of places, as boards and village pages tell it: mergers, splits, other codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wugong.base.periods import Period
from wugong.places.history import Change, Kind, Named, changes_in, changes_of
from wugong.places.models import Place
from wugong.portal.boards import TRENDS
from wugong.portal.queries import Public

PARTINGS = frozenset({Kind.MERGED, Kind.JOINED, Kind.SPLIT, Kind.FOLLOWED})


@dataclass(frozen=True, slots=True)
class Line:
    """A change in a sentence, and the pages where it is told further."""

    day: date
    what: str
    earlier: Sequence[Named]
    later: Sequence[Named]


def of_board(code: str, runs: Public, period: Period) -> list[Line]:
    """Return what happened to the town's places in the periods that the board shows: one query."""
    shown = sorted(one for one in runs.runs if one.level is period.level and one <= period)[-TRENDS:]
    return [_line(change) for change in changes_in(code, shown[0].first_day, period.last_day)]


def of_place(place: Place) -> list[Line]:
    """Return what happened to the place, each with the other places it happened to: one query."""
    return [_line(change, place) for change in changes_of(place)]


def _line(change: Change, here: Place | None = None) -> Line:
    """Return the change as it is told on the town's board, or on the page of one of its places."""
    if here is None:
        return Line(change.day, str(change), change.ended if change.kind in PARTINGS else [], [])
    came_of_it = any(one.pk == here.pk for one in change.after)
    earlier = [one for one in change.before if came_of_it and one.pk != here.pk]
    later = [one for one in change.after if one.pk != here.pk] if not came_of_it else []
    return Line(change.day, str(change), earlier, later)
