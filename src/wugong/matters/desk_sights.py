"""What somebody sees from a desk: the place, what she does there, which matters are hers to read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.access.verdicts import YES, Verdict, Visitor, may, refused, roles_of
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.codes import code_range
from wugong.matters.models import Matter, MatterQuerySet, UnitHand
from wugong.matters.permissions import WORKING, can_read_lists
from wugong.matters.registers import Held, registers_on
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.bindings import persons_of
from wugong.registry.models import BodyMember
from wugong.rules.register_parts import State

NO_LISTS: Final = mark("这里的事项不归您办，也没有分派给您的。")


@dataclass(frozen=True)
class Shelf:
    """台账架: the registers that hold today, and what a state of any matter is called."""

    registers: Mapping[str, Held]

    @cached_property
    def restricted(self) -> list[str]:
        """Return the registers whose matters only those read who work on them."""
        return [code for code, held in self.registers.items() if held.version.publicity.restricted]

    def title(self, register: str) -> str:
        """Return what a register is called; one that holds no more by its code."""
        held = self.registers.get(register)
        return held.register.title if held else register

    def state(self, register: str, version: str, document: UUID | None, code: str) -> State:
        """Return a state of the version a matter goes by, else of the one that holds, else by its code."""
        if held := self.registers.get(register):
            ours = held.document.pk if held.document else None
            versions = held.register.versions if ours == document else ()
            for one in (*(v for v in versions if v.name == version), held.version):
                if found := next((state for state in one.states if state.code == code), None):
                    return found
        return State(code, code)


def shelf() -> Shelf:
    """Return the registers of the county stood in, in the order of their groups: one query."""
    return Shelf(registers_on())


@dataclass(frozen=True)
class Sight:
    """一张办公桌: a place, who sits there, and what her roles and units open to her."""

    place: Place
    visitor: Visitor
    roles: tuple[Role, ...]
    shelf: Shelf

    @property
    def code(self) -> str:
        return self.place.code

    @cached_property
    def reads(self) -> bool:
        """Say whether she reads the lists of the place."""
        code = self.code
        return self.works or self._has(Ability.READ_PLACE, code)

    @cached_property
    def works(self) -> bool:
        """Say whether she deals with what lies at this very level."""
        return self._has(WORKING[self.place.level], self.code)

    def reveals_verdict(self) -> Verdict:
        """Say whether she may see in clear what lists hide, and why not."""
        return may(self.visitor, Ability.REVEAL, self.code)

    @cached_property
    def rules(self) -> bool:
        """Say whether she says which registers and which days there are."""
        return self._has(Ability.ADOPT_RULES, self.code[: Level.COUNTY])

    @cached_property
    def approves(self) -> bool:
        """Say whether she approves what others prepared here."""
        return self._has(Ability.APPROVE, self.code)

    @cached_property
    def units(self) -> list[UUID]:
        """Return the units that her account works for today, or of which she is a member: two queries."""
        if not isinstance(self.visitor, User):
            return []
        today = timezone.localdate()
        hands = UnitHand.objects.filter(user=self.visitor, since__lte=today)
        found = set(hands.exclude(until__lte=today).values_list("body_id", flat=True))
        own = persons_of(self.visitor, own=True).values("pk")
        found |= set(BodyMember.objects.today().filter(person__in=own).values_list("body_id", flat=True))
        return sorted(found)

    @cached_property
    def own(self) -> Q:
        """Return the condition of what she answers for."""
        given = Q(handler=getattr(self.visitor, "pk", None))
        return given | Q(lead_unit__in=self.units) if self.units else given

    def verdict(self) -> Verdict:
        """Say whether she has anything to see here: the lists of the place, or matters of her own."""
        if self.reads:
            return can_read_lists(self.visitor, self.place)
        if isinstance(self.visitor, User) and Matter.objects.under(self.code).filter(self.own).exists():
            return YES
        return refused("matters.no_lists", NO_LISTS)

    def matters(self) -> MatterQuerySet:
        """Return the matters of the place, and of all within it, that she may read: `can_see` as a query."""
        found = Matter.objects.under(self.code)
        return self.readable(found if self.reads else found.filter(self.own))

    def readable(self, matters: MatterQuerySet) -> MatterQuerySet:
        """Keep of these what is of no restricted register, hers, or on a desk where she works."""
        if not self.shelf.restricted:
            return matters
        open_here = ~Q(register__in=self.shelf.restricted) | self.own
        for condition in self._desks():
            open_here |= condition
        return matters.filter(open_here)

    def _desks(self) -> Iterator[Q]:
        """Yield a condition for each level and place whose desk she does."""
        for role in self.roles:
            for level, ability in WORKING.items():
                if role.place and level >= role.place.level and role.enables(ability):
                    first, after = code_range(role.place.code)
                    within = Place.objects.filter(code__gte=first, code__lt=after).at_level(level)
                    yield Q(lies_with__in=within.values("pk"))

    def _has(self, ability: Ability, code: str) -> bool:
        return any(role.enables(ability) and role.covers(code) for role in self.roles)


def sight_at(code: str, visitor: Visitor) -> Sight:
    """Return what the visitor sees from the desk of this place, or refuse who has nothing there."""
    place = Place.objects.select_related("county").filter(code=code).first()
    if place is None:  # of another county, or none at all: who could not read it is not told which
        may(visitor, Ability.READ_PLACE, code).or_refuse()
        raise Http404
    roles = tuple(roles_of(visitor)) if isinstance(visitor, User) and visitor.is_active else ()
    sight = Sight(place, visitor, roles, shelf())
    if not sight.reads:
        sight.verdict().or_refuse()
    return sight


def held_at(sight: Sight, register: str) -> Held:
    """Return a register that holds today, or 404."""
    if (held := sight.shelf.registers.get(register)) is None:
        raise Http404
    return held
