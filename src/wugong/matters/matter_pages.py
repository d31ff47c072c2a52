"""What the desk shows of a matter: what it says, who asked and answers for it, what runs, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from wugong.matters.clock_words import ClockSaid, clocks_said
from wugong.matters.clocks import can_extend
from wugong.matters.desk_lists import light_said
from wugong.matters.desk_sights import Sight
from wugong.matters.fact_words import value_said
from wugong.matters.lights import light
from wugong.matters.likely import Likely, likely_same
from wugong.matters.models import Asker, Evidence, Matter, MatterUnit
from wugong.matters.moving import Offered, moves_for
from wugong.matters.numbers import spoken
from wugong.matters.permissions import can_see, can_work, leads
from wugong.matters.registers import Held, held_by
from wugong.matters.states import Part
from wugong.matters.timelines import Line, shown_as, timeline
from wugong.matters.trios import TRIO, held_facts, trio_of
from wugong.rules.event_categories import categories_on
from wugong.rules.register_parts import StateKind

RELATED: Final = ("place", "lies_with", "lead_unit", "handler", "document", "merged_into", "part_of")
ENOUGH: Final = 3  # likely duplicates


@dataclass(frozen=True)
class MatterPage:
    """一件事项 at a desk."""

    sight: Sight
    matter: Matter
    held: Held

    @property
    def number(self) -> str:
        return spoken(self.matter.number)

    @property
    def state(self) -> str:
        return self.held.version.state(self.matter.state).title

    @cached_property
    def status(self) -> tuple[str, str]:
        """Return the light of a matter that runs, else its state: status and words."""
        now, kind = timezone.now(), self.matter.kind
        if kind == StateKind.OPEN:
            return light_said(light(self.matter, now), self.matter.due_at, now)
        return "go" if kind in (StateKind.SOLVED, StateKind.LASTING) else "plain", self.state

    @cached_property
    def works(self) -> bool:
        """Say whether the visitor's desk deals with it where it lies."""
        return bool(can_work(self.sight.visitor, self.matter.lies_with))

    @cached_property
    def handles(self) -> bool:
        """Say whether the visitor works on it, at its desk or in its unit."""
        return self.works or leads(self.sight.visitor, self.matter)

    @cached_property
    def askers(self) -> list[tuple[str, str]]:
        """Return who asked, named as far as they chose, and which number each first had: one query."""
        found = Asker.objects.filter(matter=self.matter).select_related("person", "user", "first_matter")
        return [(shown_as(one, self.held), self._first(one)) for one in found]

    def _first(self, one: Asker) -> str:
        return "" if one.first_matter_id == self.matter.pk else spoken(one.first_matter.number)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Return what is written into the fields of the register, but for the trio, which stands above."""
        facts = held_facts(self.matter, self.held.version)
        fields = (one for one in self.held.version.fields if facts.get(one.code) and one.code not in TRIO)
        return [(one.title, value_said(one, str(facts[one.code]))) for one in fields]

    @property
    def trio(self) -> list[tuple[str, str]]:
        """Return who leads, which unit, who does it, each with its title."""
        return trio_of(self.matter)

    @property
    def category(self) -> str:
        found = categories_on(timezone.localdate()).get(self.matter.category)
        return found.title if found else ""

    @cached_property
    def units(self) -> list[MatterUnit]:
        """Return the units that support, and those of a group: one query."""
        return list(MatterUnit.objects.filter(matter=self.matter).select_related("body"))

    @property
    def supporting(self) -> list[str]:
        """Return the keys of the units that support."""
        return [str(one.body_id) for one in self.units if one.part == Part.SUPPORT]

    @property
    def runs(self) -> bool:
        """Say whether it is not over."""
        return self.matter.kind == StateKind.OPEN and self.matter.merged_into_id is None

    @cached_property
    def clocks(self) -> list[ClockSaid]:
        """Return what runs and ran, each with the reason why it is due then."""
        return clocks_said(self.matter, self.held.version)

    @cached_property
    def extendable(self) -> list[tuple[str, str]]:
        """Return the running clocks that may be put off, by whom the register names: code and title."""
        running = {one.code: one.extensions for one in self.clocks if one.running}
        return [
            (one.code, one.title)
            for one in self.held.version.clocks
            if running.get(one.code, one.extensions) < one.extensions
            and can_extend(self.sight.visitor, self.matter, one)
        ]

    @cached_property
    def lines(self) -> Sequence[Line]:
        return timeline(self.matter, self.sight.visitor)

    @cached_property
    def offered(self) -> list[Offered]:
        """Return the next moves that the visitor may make."""
        return [one for one in moves_for(self.matter, self.sight.visitor) if one.verdict]

    @cached_property
    def refused(self) -> list[Offered]:
        """Return the next moves that are somebody else's, each with the reason."""
        return [one for one in moves_for(self.matter, self.sight.visitor) if not one.verdict]

    @cached_property
    def likely(self) -> list[Likely]:
        """Return other open matters that are perhaps the same, with the reason."""
        one = self.matter
        if not self.works or one.kind != StateKind.OPEN or one.merged_into_id:
            return []
        point = None if one.latitude is None or one.longitude is None else (one.latitude, one.longitude)
        prints = [shown.photo.print for line in self.lines for shown in line.photos if shown.photo]
        found = likely_same(one.place, category=one.category, text=_words(one), point=point, prints=prints)
        return [like for like in found if like.matter.pk != one.pk][:ENOUGH]


def _words(matter: Matter) -> str:
    return f"{matter.title} {matter.text}"


def matter_page(sight: Sight, number: str) -> MatterPage:
    """Return the page of a matter of this desk; 404 for another's, refused for who may not see it."""
    code = sight.code
    here = Q(place__code__startswith=code) | Q(lies_with__code__startswith=code)
    found = Matter.objects.filter(here, number=number).select_related(*RELATED).first()
    if found is None:
        raise Http404
    held = held_by(found)
    can_see(sight.visitor, found, held.version).or_refuse()
    return MatterPage(sight, found, held)


def evidence_of(page: MatterPage, key: UUID) -> Evidence:
    """Return a photo or a voice note of this matter, or 404."""
    found = Evidence.objects.filter(matter=page.matter, pk=key).select_related("photo", "sound").first()
    if found is None:
        raise Http404
    return found
