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
    own = here.pk if here else None
    ended = change.ended if change.kind in PARTINGS else change.before if own else []
    earlier = [one for one in ended if one.pk != own]
    later = [one for one in change.after if own and one.pk != own]
    return Line(change.day, str(change), earlier, later)
