"""What a change request says: what is registered now and what would be, in plain words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.access.verdicts import Visitor
from wugong.base.citizen_ids import masked_id, plain_id
from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.places.models import Place
from wugong.registry.household_pages import Spot
from wugong.registry.masks import birth_seen, id_seen, name_seen
from wugong.registry.models import ChangeRequest, Household, Person
from wugong.registry.queries import members_of, requests_in
from wugong.registry.register_pages import Desk, desk_of
from wugong.registry.requests import wanted_of
from wugong.registry.states import Papers, RequestKind, RequestState, Sex
from wugong.rules.ages import is_child
from wugong.rules.relations import relation_name

NOTHING = "—"


@dataclass(frozen=True)
class Step:
    """一处变动: what it is about, what stands now, what would stand."""

    about: str
    before: str
    after: str


@dataclass(frozen=True)
class Case:
    """变更申请的一页."""

    request: ChangeRequest
    spot: Spot
    steps: Sequence[Step]  # empty where the visitor may not see them
    locked: str  # why what is wanted cannot be opened
    tells: bool  # the reason and the answer are for this visitor

    @property
    def is_open(self) -> bool:
        return self.request.state == RequestState.ASKED

    @property
    def is_mine(self) -> bool:
        return self.request.asked_by_id == getattr(self.spot.desk.visitor, "pk", None)

    @property
    def may_decide(self) -> bool:
        return self.is_open and not self.is_mine and self.spot.desk.confirms


def request_at(code: str, key: UUID, visitor: Visitor) -> tuple[ChangeRequest, Spot]:
    """Return the request of this key for a household of this place; else there is none."""
    desk = desk_of(code, visitor)
    found = requests_in(desk.place).filter(pk=key).first()
    if found is None:
        raise Http404
    return found, Spot(found.household, Desk(found.household.place, visitor), desk.place)


def case_of(request: ChangeRequest, spot: Spot) -> Case:
    """Return the page of a request: its content for who asked and who may decide or register there."""
    desk = spot.desk
    mine = request.asked_by_id == getattr(desk.visitor, "pk", None)
    if not (mine or desk.confirms or desk.registers):
        return Case(request, spot, [], _("申请的内容只给提出的人和核定的人看。"), tells=False)
    try:
        wanted = wanted_of(request)
    except Refusal as refusal:
        return Case(request, spot, [], _(refusal.sentence) % refusal.facts, tells=True)
    steps = list(Telling(request, wanted, in_clear=mine or desk.registers).steps())
    return Case(request, spot, steps, "", tells=True)


class Telling:
    """Tells what a request wants, step by step; names stand in clear for who asked or registers there."""

    def __init__(self, request: ChangeRequest, wanted: Mapping[str, Any], *, in_clear: bool) -> None:
        self.request = request
        self.wanted = wanted
        self.in_clear = in_clear
        people = Person.objects.filter(pk__in=self._keys())
        self.people: dict[str, Person] = {str(one.pk): one for one in people}

    def steps(self) -> Iterator[Step]:
        """Yield what would change."""
        if day := self.wanted.get("day") or self.wanted.get("died"):
            yield Step(_("从哪天起"), NOTHING, str(day))
        yield from {
            RequestKind.CORRECT: self._correct,
            RequestKind.MOVE: self._move,
            RequestKind.SPLIT: self._split,
            RequestKind.MERGE: self._merge,
            RequestKind.DEATH: self._death,
        }[RequestKind(self.request.kind)]()
        yield from self._relations("remaining", _("留下的%(name)s与户主关系"))

    def _correct(self) -> Iterator[Step]:
        yield from self._relations("relations", _("%(name)s与户主关系"))
        person = self.request.person
        if person is None:
            return
        if name := self.wanted.get("name"):
            as_written = Person(name=str(name), born=person.born)
            yield Step(_("姓名"), self._name(str(person.pk)), name_seen(as_written, in_clear=self.in_clear))
        if born := self.wanted.get("born"):
            now, then = self._birth(person), self._birth(Person(born=date.fromisoformat(str(born))))
            yield Step(_("出生日期"), now or NOTHING, then)
        for name, label, words in FACTS:
            if wanted := self.wanted.get(name):
                yield Step(_(label), words(getattr(person, name)) or NOTHING, words(wanted))
        if number := self.wanted.get("id_number"):
            child = is_child(person.born, person.died or timezone.localdate())
            shown = _("已填写") if child else masked_id(plain_id(str(number)))
            yield Step(_("证件号"), id_seen(person.id_number), shown)

    def _move(self) -> Iterator[Step]:
        one = self.request.household
        if place := self._row(Place, "place"):
            yield Step(_("整户"), one.place.name, place.name)
            yield from self._words("number", _("户号"), one.number)
            yield from self._address(_("住址"))
            return
        to = self._row(Household, "to")
        where = _house(to) if to else self._written("whereabouts")
        alone = [str(self.request.person_id)] if self.request.person_id else []
        for key in alone or self.wanted.get("persons") or ():
            yield Step(self._name(key), _house(one), where)
        yield from self._relations("relations", _("%(name)s到那一户，与户主关系"))

    def _split(self) -> Iterator[Step]:
        one = self.request.household
        yield Step(_("分出新户"), _house(one), str(self.wanted.get("number") or NOTHING))
        yield from self._address(_("新户住址"))
        yield from self._relations("members", _("%(name)s在新户，与户主关系"))

    def _merge(self) -> Iterator[Step]:
        other = self._row(Household, "other")
        yield Step(_("并户"), _house(other) if other else NOTHING, _house(self.request.household))
        yield from self._relations("relations", _("%(name)s与户主关系"))

    def _death(self) -> Iterator[Step]:
        yield Step(self._name(str(self.request.person_id)), _("在册"), _("死亡登记"))

    def _words(self, name: str, about: str, before: str) -> Iterator[Step]:
        if wanted := self.wanted.get(name):
            yield Step(about, before or NOTHING, str(wanted))

    def _address(self, about: str) -> Iterator[Step]:
        """Yield where the household stood and would stand, to whoever may know."""
        before = self.request.household.address if self.in_clear else ""
        if self.wanted.get("address"):
            yield Step(about, before or NOTHING, self._written("address"))

    def _written(self, name: str) -> str:
        """Return what is written about where somebody is, or only that something is."""
        wanted = str(self.wanted.get(name) or "")
        return wanted if self.in_clear and wanted else _("已填写") if wanted else NOTHING

    def _birth(self, person: Person) -> str:
        return birth_seen(person, in_clear=self.in_clear)

    def _relations(self, name: str, about: str) -> Iterator[Step]:
        given = self.wanted.get(name) or {}
        now = self._now if given else {}
        for key, code in given.items():
            before = relation_name(now[key]) if key in now else NOTHING
            yield Step(about % {"name": self._name(key)}, before, relation_name(str(code)))

    @property
    def _now(self) -> dict[str, str]:
        households = [self.request.household, *([other] if (other := self._row(Household, "other")) else [])]
        return {str(one.person_id): one.relation for house in households for one in members_of(house)}

    def _name(self, key: str) -> str:
        person = self.people.get(key)
        return name_seen(person, in_clear=self.in_clear) if person else NOTHING

    def _row(self, table: Any, name: str) -> Any:
        return table.objects.filter(pk=self.wanted[name]).first() if self.wanted.get(name) else None

    def _keys(self) -> set[str]:
        groups = ("relations", "remaining", "members", "persons")
        named = {str(key) for name in groups for key in self.wanted.get(name) or ()}
        return named | ({str(self.request.person_id)} if self.request.person_id else set())


def _house(one: Household) -> str:
    return _("%(place)s %(number)s 户") % {"place": one.village.name, "number": one.number}


FACTS: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("sex", mark("性别"), lambda value: str(Sex(value).label) if value else ""),
    ("papers", mark("证件种类"), lambda value: str(Papers(value).label) if value else ""),
)
