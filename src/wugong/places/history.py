"""What became of places: merged, split, given another code, closed, opened; by day, in a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext, gettext_lazy

from wugong.base.texts import mark
from wugong.counties.codes import code_range
from wugong.places.codes import Level, parent_code
from wugong.places.holding import A_DAY
from wugong.places.models import Place, PlaceCode, Succession


class Kind(Enum):
    """What happened; the sentences name who it happened to."""

    MERGED = mark("%(before)s合并为%(after)s")
    JOINED = mark("%(before)s并入%(after)s")
    SPLIT = mark("%(before)s拆分为%(after)s")
    PARTED = mark("从%(before)s划出%(after)s")
    FOLLOWED = mark("%(before)s撤销，由%(after)s接续")
    RECODED = mark("%(after)s的代码由 %(old)s 改为 %(new)s")
    CLOSED = mark("%(before)s撤销")
    OPENED = mark("新设%(after)s")


@dataclass(frozen=True, slots=True)
class Named:
    """A place in a change: its code of today is its address; `coded` is the code it had by the change."""

    pk: UUID
    code: str
    name: str
    coded: str


@dataclass(frozen=True, slots=True)
class Change:
    """变动: what happened to which places on a day, and who came of it."""

    day: date
    kind: Kind
    before: tuple[Named, ...]
    after: tuple[Named, ...]

    def __str__(self) -> str:
        facts = {
            "before": _names(self.before),
            "after": _names(self.after),
            "old": self.before[0].coded if self.before else "",
            "new": self.after[0].coded if self.after else "",
        }
        return gettext(self.kind.value) % facts

    @property
    def ended(self) -> list[Named]:
        """Return those whose records stand on pages of their own, as they did not go on themselves."""
        after = {one.pk for one in self.after}
        return [one for one in self.before if one.pk not in after]

    def concerns(self, key: UUID) -> bool:
        """Say whether the place has anything to do with it."""
        return any(one.pk == key for one in (*self.before, *self.after))


class _Row(NamedTuple):
    kind: str
    row: UUID
    day: date
    before: UUID
    before_code: str
    before_name: str
    before_until: date | None
    after: UUID
    after_code: str
    after_name: str
    after_since: date | None


SEPARATOR = gettext_lazy("、")


def changes_in(code: str, first: date, last: date) -> list[Change]:
    """Return what happened to the town or county of this code and to its villages: one query, by day."""
    rows: dict[str, list[_Row]] = defaultdict(list)
    for row in _rows(code_range(code), first, last):
        rows[row.kind].append(row)
    found = [
        *_successions(rows["succession"]),
        *(change for change in _recodings(rows["code"]) if change.day <= last),
        *_ends(rows["end"], rows["succession"]),
        *_beginnings(rows["begin"], rows["succession"]),
    ]
    return sorted(found, key=lambda change: (change.day, (*change.before, *change.after)[0].code))


def changes_of(place: Place) -> list[Change]:
    """Return what happened to this place, but for its beginning from nothing: one query, by day."""
    around = place.code[: Level.TOWN]
    found = changes_in(around, date.min + A_DAY, date.max)
    return [one for one in found if one.concerns(place.pk) and one.kind is not Kind.OPENED]


def _names(places: Iterable[Named]) -> str:
    return str(SEPARATOR).join(place.name for place in places)


def _rows(within: tuple[str, str], first: date, last: date) -> Iterator[_Row]:
    """Yield the rows of all four tables of what happened; codes up to now, so that chains are whole."""
    begins = Place.objects.filter(_in(within), since__range=(first, last))
    ends = Place.objects.filter(_in(within), until__gte=first - A_DAY, until__lt=last)
    codes = PlaceCode.objects.filter(_in(within) | _in(within, "place__code"), until__gte=first - A_DAY)
    successions = Succession.objects.filter(
        _in(within, "earlier__code") | _in(within, "later__code"), day__range=(first, last)
    )
    parts = [
        _shaped("begin", begins, "since", "", ""),
        _shaped("end", ends, "until", "", ""),
        _shaped("code", codes, "until", "place__", "place__", code="code"),
        _shaped("succession", successions, "day", "earlier__", "later__"),
    ]
    return map(_Row._make, parts[0].union(*parts[1:], all=True))


def _in(within: tuple[str, str], field: str = "code") -> Q:
    return Q(**{f"{field}__gte": within[0], f"{field}__lt": within[1]})


def _shaped(
    kind: str, rows: QuerySet[Any], day: str, before: str, after: str, *, code: str = ""
) -> QuerySet[Any, Any]:
    """Return the rows in the columns of `_Row`, groups left out."""
    columns = [f"{before}pk", code or f"{before}code", f"{before}name", f"{before}until"]
    columns += [f"{after}pk", f"{after}code", f"{after}name", f"{after}since"]
    named = {f"c{number}": F(column) for number, column in enumerate(["pk", day, *columns])}
    small: Any = LessThanOrEqual(Length(f"{after}code"), Level.VILLAGE)
    kinds = Value(kind, output_field=CharField())
    shaped: QuerySet[Any, Any] = rows.filter(small).order_by().annotate(c_kind=kinds, **named)
    return shaped.values_list("c_kind", *named)


def _before(row: _Row) -> Named:
    return Named(row.before, row.before_code, row.before_name, row.before_code)


def _after(row: _Row) -> Named:
    return Named(row.after, row.after_code, row.after_name, row.after_code)


def _unique(places: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(set(places), key=lambda place: place.code))


def _successions(rows: Sequence[_Row]) -> Iterator[Change]:
    """Yield mergers and splits: of one later place where several became it, or it was there before."""
    earlier: Mapping[tuple[date, UUID], int] = _counted((row.day, row.after) for row in rows)
    merging = [row for row in rows if earlier[row.day, row.after] > 1 or row.after_since != row.day]
    others = [row for row in rows if row not in merging]
    for (day, _), group in groupby(sorted(merging, key=_by_later), key=_by_later):
        edges = list(group)
        kind = Kind.MERGED if edges[0].after_since == day else Kind.JOINED
        yield Change(day, kind, _unique(map(_before, edges)), _unique(map(_after, edges)))
    for (day, _), group in groupby(sorted(others, key=_by_earlier), key=_by_earlier):
        edges = list(group)
        kind = Kind.SPLIT if len(edges) > 1 else Kind.FOLLOWED
        if edges[0].before_until is None or edges[0].before_until >= day:
            kind = Kind.PARTED
        yield Change(day, kind, _unique(map(_before, edges)), _unique(map(_after, edges)))


def _counted(keys: Iterable[tuple[date, UUID]]) -> Mapping[tuple[date, UUID], int]:
    counts: dict[tuple[date, UUID], int] = defaultdict(int)
    for key in keys:
        counts[key] += 1
    return counts


def _by_later(row: _Row) -> tuple[date, UUID]:
    return row.day, row.after


def _by_earlier(row: _Row) -> tuple[date, UUID]:
    return row.day, row.before


def _recodings(rows: Sequence[_Row]) -> Iterator[Change]:
    """Yield changes of code, each to the place's next one; not of places that moved with their parent."""
    moved = {(row.day, row.before_code) for row in rows}
    by_place = groupby(
        sorted(rows, key=lambda row: (row.before, row.day, row.row)), key=lambda row: row.before
    )
    for key, group in by_place:
        chain = list(group)
        nexts = [*(row.before_code for row in chain[1:]), chain[-1].after_code]
        for row, then in zip(chain, nexts, strict=True):
            if (row.day, parent_code(row.before_code)) not in moved:
                old, new = (
                    Named(key, row.after_code, row.before_name, one) for one in (row.before_code, then)
                )
                yield Change(row.day + A_DAY, Kind.RECODED, (old,), (new,))


def _ends(rows: Iterable[_Row], successions: Iterable[_Row]) -> Iterator[Change]:
    followed = {(one.day, one.before) for one in successions}
    for row in rows:
        if (row.day + A_DAY, row.before) not in followed:
            yield Change(row.day + A_DAY, Kind.CLOSED, (_before(row),), ())


def _beginnings(rows: Iterable[_Row], successions: Iterable[_Row]) -> Iterator[Change]:
    following = {(one.day, one.after) for one in successions}
    for row in rows:
        if (row.day, row.after) not in following:
            yield Change(row.day, Kind.OPENED, (), (_after(row),))
