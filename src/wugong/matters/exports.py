"""Hands a register out, as JSON Lines or as a workbook, while it is read: masked unless told why not."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache, partial
from itertools import islice
from typing import Any, Final, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.matters import desk_acts as acts
from wugong.matters import desk_refusals as refusals
from wugong.matters.desk_sights import Sight
from wugong.matters.fact_words import value_said
from wugong.matters.models import Asker, MatterQuerySet
from wugong.matters.numbers import spoken
from wugong.matters.publicity import blanked
from wugong.matters.register_pages import of_register
from wugong.matters.registers import Held
from wugong.matters.sheets import MOST_ROWS, sheet_of
from wugong.matters.texts import needed
from wugong.matters.timelines import shown_as
from wugong.rules.register_parts import Field, FieldType

AT_ONCE: Final = 2_000
MANY_DIGITS: Final = re.compile(r"\d(?:\D{0,3}\d){10}")  # as many as the shortest number of a person has
ZONE: Final = ZoneInfo("Asia/Shanghai")
MASKED: Final = frozenset({FieldType.TEXT, FieldType.LONG, FieldType.PERSON})
COLUMNS: Final = (
    *("pk", "number", "version", "document_id", "title", "text", "where", "place__code", "place__name"),
    *("lies_with__name", "category", "state", "kind", "lead_unit__name", "leader", "handler__display_name"),
    *("channel", "opened_at", "due_at", "done_at", "solved_at", "reopened", "facts"),
)
KEYS: Final = (
    *("number", "title", "text", "where", "place_code", "place", "lies_with", "category", "state"),
    *("state_title", "kind", "lead_unit", "leader", "handler", "channel", "askers"),
    *("opened_at", "due_at", "done_at", "solved_at", "reopened"),
)
Told = tuple[Any, ...]

ASKED: Final = (
    *("matter_id", "shown", "person_id", "person__name", "person__born", "person__died"),
    "user__display_name",
)


@dataclass(frozen=True, slots=True)
class _Named:
    """What the name of a person is told from, without the rest of her row."""

    name: str
    born: date | None
    died: date | None


@dataclass(frozen=True, slots=True)
class _Account:
    display_name: str


@dataclass(frozen=True, slots=True)
class _Asked:
    shown: str
    person: _Named | None
    user: _Account | None


@dataclass(frozen=True)
class Export:
    """一份导出: the register, its rows as they will be read, and how they are shown."""

    county: County
    sight: Sight
    held: Held
    matters: MatterQuerySet
    in_clear: bool

    def lines(self) -> Iterator[bytes]:
        """Yield the rows as JSON Lines, many at a time: codes and values as they are kept."""
        dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        fields = self._fields(_kept)
        for rows in self._read():
            told = (dict(zip(KEYS, known, strict=True)) for known, _facts in rows)
            facts = (self._facts(found, fields) for _known, found in rows)
            yield "".join(
                f"{dump({**one, 'facts': more})}\n" for one, more in zip(told, facts, strict=True)
            ).encode()

    def book(self) -> Iterator[bytes]:
        """Yield the rows as a workbook: what a person reads."""
        titles = [*map(str, HEADS), *(one.title for one in self.held.version.fields)]
        return sheet_of(self.held.register.title, titles, self._cells())

    def _cells(self) -> Iterator[Sequence[str | int]]:
        fields = self._fields(value_said)
        codes = [one.code for one in self.held.version.fields]
        for rows in self._read():
            for known, facts in rows:
                values = self._facts(facts, fields)
                yield [spoken(known[0]), *map(_cell, known[1:]), *(values.get(code, "") for code in codes)]

    def _read(self) -> Iterator[list[tuple[Told, Mapping[str, Any]]]]:
        """Yield the rows in the order in which they were opened, so many at a time: one query more each."""
        with standing_in(self.county):
            found = iter(self.matters.order_by("pk").values_list(*COLUMNS).iterator(AT_ONCE))
        while rows := list(islice(found, AT_ONCE)):
            with standing_in(self.county):
                askers = self._askers([row[0] for row in rows])
            yield [self._told(row, askers) for row in rows]

    def _askers(self, keys: Sequence[UUID]) -> Mapping[UUID, str]:
        """Return who asked for each of these, as they chose to be called."""
        rows = Asker.objects.filter(matter__in=keys).order_by("pk").values_list(*ASKED)
        found: dict[UUID, str] = {}
        for matter, shown, person, name, born, died, user in rows:
            who = _Named(name, born, died) if person else None
            told = shown_as(cast(Asker, _Asked(shown, who, _Account(user) if user else None)), self.held)
            found[matter] = f"{found[matter]}、{told}" if matter in found else told
        return found

    def _told(self, row: Told, askers: Mapping[UUID, str]) -> tuple[Told, Mapping[str, Any]]:
        pk, number, version, document, title, text, where, code, place, level, category = row[:11]
        state, kind, unit, leader, handler, channel, *moments, reopened, facts = row[11:]
        said = self._state(version, document, state)
        words = (title, text, where) if self.in_clear else map(_blanked, (title, text, where))
        known = (number, *words, code, place, level, category, state, said, kind)
        who = (unit or "", leader, handler or "", channel, askers.get(pk, ""))
        return (*known, *who, *map(_moment, moments), reopened), facts

    @cached_property
    def _state(self) -> Callable[[str, UUID | None, str], str]:
        """Return what a state is called, each looked up once."""

        def called(version: str, document: UUID | None, state: str) -> str:
            return self.sight.shelf.state(self.held.code, version, document, state).title

        return lru_cache(maxsize=1024)(called)

    def _fields(self, say: Callable[..., str]) -> Mapping[str, Callable[[str], str]]:
        """Return how the value of each field is told."""
        return {one.code: self._say(one, say) for one in self.held.version.fields}

    def _say(self, field: Field, say: Callable[..., str]) -> Callable[[str], str]:
        told = partial(say, field, in_clear=self.in_clear)
        if self.in_clear or field.type not in MASKED:
            return told
        return lambda value: _blanked(told(value))

    def _facts(self, facts: Mapping[str, Any], fields: Mapping[str, Callable[[str], str]]) -> dict[str, str]:
        return {code: fields[code](str(value)) for code, value in facts.items() if value and code in fields}


HEADS: Final = (
    *(
        "编号",
        "事项",
        "说明",
        "具体位置",
        "地点代码",
        "地点",
        "在哪一级办",
        "类别",
        "状态代码",
        "状态",
        "状态种类",
    ),
    *("责任单位", "责任领导", "责任人员", "来源", "提出人", "提出时间", "到期", "办结", "销号", "重开次数"),
)


def _kept(field: Field, value: str, *, in_clear: bool) -> str:
    return (
        value_said(field, value, in_clear=False) if field.type is FieldType.PERSON and not in_clear else value
    )


def _blanked(text: str) -> str:
    return blanked(text) if MANY_DIGITS.search(text) else text


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(ZONE).isoformat(timespec="seconds") if moment else ""


def _cell(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


@transaction.atomic
def export_register(
    sight: Sight, held: Held, *, actor: User, in_clear: bool = False, reason: str = "", book: bool = False
) -> Export:
    """That the register of the place was handed out, to whom and how, is on record; returns what is sent."""
    sight.verdict().or_refuse()
    if in_clear:
        sight.reveals_verdict().or_refuse()
        reason = needed(_("用途"), reason, 100)
    matters = of_register(sight, held)
    if (count := matters.count()) > MOST_ROWS and book:
        raise refusals.TooManyForASheet(limit=MOST_ROWS, count=count)
    how = "不隐名" if in_clear else "隐名"
    facts: dict[str, Any] = {
        "place_name": sight.place.name,
        "title": held.register.title,
        "count": count,
        "how": how,
    }
    record(acts.REGISTER_EXPORTED, actor=actor, at=sight.code, reason=reason, **facts)
    return Export(sight.place.county, sight, held, matters, in_clear)
