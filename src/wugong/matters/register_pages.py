"""Registers as a desk reads them: the catalogue with figures, one register as a table of its own columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.matters.clock_words import limit_said
from wugong.matters.desk_lists import A_PAGE
from wugong.matters.desk_sights import Sight
from wugong.matters.fact_words import value_said
from wugong.matters.models import Matter, MatterQuerySet
from wugong.matters.numbers import spoken
from wugong.matters.registers import Held
from wugong.rules.register_looks import LookAgain
from wugong.rules.register_parts import Clock, StateKind, Version

COLUMNS: Final = (
    *("pk", "number", "title", "version", "document_id", "state", "kind", "due_at", "opened_at"),
    *("place__name", "lead_unit__name", "facts"),
)


def grouped(registers: Iterable[Held]) -> list[tuple[str, list[Held]]]:
    """Return registers under the groups in which lists show them, in the order of the groups' names."""
    rows = sorted(registers, key=lambda held: (held.register.group, held.code))
    return [(group, list(found)) for group, found in groupby(rows, key=lambda held: held.register.group)]


@dataclass(frozen=True)
class Count3:
    """How many of a register run, are late, and are over."""

    running: int = 0
    late: int = 0
    over: int = 0


@dataclass(frozen=True)
class Catalogue:
    """台账目录 of a place: the registers by group, each with its figures there."""

    sight: Sight
    groups: Sequence[tuple[str, Sequence[tuple[Held, Count3]]]]


def catalogue(sight: Sight) -> Catalogue:
    """Return the registers that hold today with their figures: one query more than a page without."""
    counts = _counts(sight, timezone.now())
    groups = [
        (group, [(held, counts.get(held.code, Count3())) for held in found])
        for group, found in grouped(sight.shelf.registers.values())
    ]
    return Catalogue(sight, groups)


def _counts(sight: Sight, now: datetime) -> dict[str, Count3]:
    runs = Q(kind=StateKind.OPEN)
    late = runs & Q(due_at__lt=now, paused_at__isnull=True)
    rows = sight.matters().order_by().values_list("register")
    pk = {name: Count("pk", filter=kept) for name, kept in (("a", runs), ("b", late), ("c", ~runs))}
    found = rows.annotate(**pk)
    return {code: Count3(*counts) for code, *counts in found}


@dataclass(frozen=True, slots=True)
class Line:
    """一行: a matter with the values of its fields, in the order of the columns."""

    href: str
    number: str
    title: str
    state: str
    kind: str
    due: str
    place: str
    values: Sequence[str]


@dataclass(frozen=True)
class RegisterPage:
    """一本台账: its columns and a page of its lines."""

    sight: Sight
    held: Held
    columns: Sequence[str]
    lines: Sequence[Line]
    after: str
    state: str
    picks: Sequence[tuple[str, str, bool]]

    @property
    def clocks(self) -> list[tuple[str, list[str]]]:
        """Return each clock with its limits in words, and how often one looks again at what lasts."""
        version = self.held.version
        clocks = [(one.title, list(limits_said(one, version))) for one in version.clocks]
        looks = ((one.title, one.look_again) for one in version.states)
        again = [(title, [looks_said(look)]) for title, look in looks if look]
        return clocks + again

    @property
    def certificates(self) -> list[tuple[str, str]]:
        """Return what the county lets its villages certify, with the law it rests on."""
        return [(one.title, one.basis) for one in self.held.version.certificates]


def register_page(sight: Sight, held: Held, state: str = "", after: str = "") -> RegisterPage:
    """Return a page of a register at a place, the newest first: as few queries for any length."""
    known = {one.code: one.title for one in held.version.states}
    state = state if state in known else ""
    found = of_register(sight, held, state)
    try:
        found = found.filter(pk__lt=UUID(after)) if after else found
    except ValueError:
        after = ""
    rows = list(found.order_by("-pk").values_list(*COLUMNS)[: A_PAGE + 1])
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    above = reverse("matters_desk", args=[sight.code])
    picks = [
        (_("全部"), "?", not state),
        *((word, f"?state={code}", code == state) for code, word in known.items()),
    ]
    lines = [_line(one, sight, held, above) for one in rows]
    titles = [one.title for one in held.version.fields]
    return RegisterPage(sight, held, titles, lines, str(rows[-1][0]) if more else "", state, picks)


def of_register(sight: Sight, held: Held, state: str = "") -> MatterQuerySet:
    """Return the matters of a register that the visitor may read at the place, and within it."""
    if sight.reads and not held.version.publicity.restricted:
        found: MatterQuerySet = Matter.objects.under(sight.code).filter(register=held.code)
    else:
        found = sight.matters().filter(register=held.code)
    return found.filter(state=state) if state else found


def _line(one: tuple[Any, ...], sight: Sight, held: Held, above: str) -> Line:
    _pk, number, title, version, document, state, kind, due, _opened, place, _unit, facts = one
    told = sight.shelf.state(held.code, version, document, state).title
    values = [
        value_said(f, str(facts[f.code]), in_clear=False) if facts.get(f.code) else ""
        for f in held.version.fields
    ]
    return Line(f"{above}{number}/", spoken(number), title, told, kind, _day(due), place, values)


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d") if moment else ""


def looks_said(look: LookAgain) -> str:
    """Return in words how often what lasts is looked at again."""
    return _("每 %(n)s 个月回头看一次（%(article)s）") % {"n": look.months, "article": look.article}


def limits_said(clock: Clock, version: Version) -> Iterator[str]:
    """Yield each limit of a clock in words, with the condition under which it holds."""
    known = {one.code: one for one in version.fields}
    for limit in clock.limits:
        fits = [
            f"{known[code].title}为{'、'.join(known[code].called(value) for value in values)}"
            for code, values in limit.when.items()
        ]
        yield f"{'，'.join(fits)}：{limit_said(limit)}" if fits else limit_said(limit)
