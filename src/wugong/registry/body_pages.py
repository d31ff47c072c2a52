"""What the chart of organisations shows: the systems of a place, what they lack, who is in none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from wugong.access.verdicts import Visitor
from wugong.places.codes import Level
from wugong.registry.bodies import LEVELS
from wugong.registry.body_conflicts import offices_within
from wugong.registry.body_people import seat_name
from wugong.registry.body_reads import (
    BodyFound,
    GroupRate,
    bodies_at,
    fitted,
    found_of,
    papers_at,
    parts_of,
    rates,
)
from wugong.registry.body_states import Standing
from wugong.registry.body_templates import catalogue_on
from wugong.registry.models import (
    Body,
    Charter,
)
from wugong.registry.permissions import can_keep_bodies
from wugong.registry.register_pages import Desk, desk_of
from wugong.rules.body_catalogue import Catalogue, Profile
from wugong.rules.body_checks import PartFound, Rate, apart
from wugong.rules.body_parts import Paper, Slot, Together


@dataclass(frozen=True)
class Keeping:
    """A desk with what there may be at it: the catalogue of the day, and whether the visitor keeps bodies."""

    desk: Desk
    masked: bool = False  # whatever the visitor may see: for paper

    @cached_property
    def known(self) -> Catalogue:
        return catalogue_on()

    @cached_property
    def keeps(self) -> bool:
        return bool(can_keep_bodies(self.desk.visitor, self.desk.place))

    @property
    def in_clear(self) -> bool:
        """Whether names stand in clear here."""
        return not self.masked and self.desk.registers

    def profiles(self) -> list[Profile]:
        """Return the profiles that can stand at a place of this level."""
        level = self.desk.place.level
        return [
            one
            for one in self.known.profiles.values()
            if level in {LEVELS[word] for word in one.version.levels}
        ]


@dataclass(frozen=True, slots=True)
class Branch:
    """A body in the chart with those below it."""

    found: BodyFound
    holders: Sequence[str]
    below: Sequence["Branch"]

    @property
    def filled(self) -> bool:
        """Whether neither it nor a body below it lacks anything."""
        return self.found.lacks.complete and all(one.filled for one in self.below)

    def says(self) -> list[str]:
        """Return the line below its name: its field, who holds what, what is lacking."""
        lacks = self.found.lacks
        vacant = "、".join(f"{title} {count}" for title, count in lacks.vacant)
        words = [
            self.found.body.domain,
            "，".join(self.holders),
            _("空着：%(offices)s") % {"offices": vacant} if vacant else "",
            _("成员还差 %(count)s 人") % {"count": lacks.members_lacking} if lacks.members_lacking else "",
            _("没有来自%(sources)s的成员") % {"sources": "、".join(lacks.sources_lacking)}
            if lacks.sources_lacking
            else "",
            _("没有章程") if lacks.charter_lacking else "",
        ]
        return [word for word in words if word]


@dataclass(frozen=True, slots=True)
class System:
    """One profile as it stands here: its parts in figures, its bodies as a tree."""

    profile: Profile
    parts: Sequence[PartFound]
    roots: Sequence[Branch]

    @property
    def complete(self) -> bool:
        return all(part.complete for part in self.parts)

    @property
    def filled(self) -> bool:
        """Whether no body of it lacks an office, a member or a charter."""
        return all(branch.filled for branch in self.roots)

    @property
    def can_found(self) -> bool:
        """Whether bodies (not only papers) are lacking that one act would found."""
        papers = {paper.title for paper in self.profile.version.papers}
        return any(set(part.lacking) - papers for part in self.parts)


@dataclass(frozen=True, slots=True)
class Overview:
    """The organisations of a place: systems begun and those that could be, the rate, what is kept apart."""

    systems: Sequence[System]
    others: Sequence[Profile]
    loose: Sequence[Branch]
    papers: Sequence[Charter]
    rate: Rate
    groups: Sequence[GroupRate]
    apart: Sequence[Together]


def overview_of(keeping: Keeping) -> Overview:
    """Return what the organisations of the place are: the same number of queries however many there are."""
    place = keeping.desk.place
    bodies, papers = bodies_at(place), papers_at(place)
    found = found_of(bodies, keeping.known)
    begun, others = [], []
    placed: set[UUID] = set()
    written = {one.paper for one in papers}
    for profile in keeping.profiles():
        here = [body for some in fitted(profile, bodies).values() for body in some]
        if any(body.profile == profile.key for body in here):
            parts = parts_of(profile, bodies, written)
            begun.append(System(profile, parts, _tree(here, found, keeping)))
            placed.update(body.pk for body in here)
        else:
            others.append(profile)
    whole, groups = rates(place)
    return Overview(
        systems=begun,
        others=others,
        loose=_tree([body for body in bodies if body.pk not in placed], found, keeping),
        papers=papers,
        rate=whole,
        groups=groups,
        apart=apart(keeping.known.together, offices_within(place.code)) if _is_village(place.code) else [],
    )


def _is_village(code: str) -> bool:
    return len(code) == Level.VILLAGE


def _tree(bodies: Sequence[Body], found: Mapping[UUID, BodyFound], keeping: Keeping) -> list[Branch]:
    """Return the bodies as a tree; one whose parent stands elsewhere is a root."""
    here = {body.pk for body in bodies}
    below: dict[UUID | None, list[Body]] = {}
    for body in bodies:
        parent = body.parent_id if body.parent_id in here else None
        below.setdefault(parent, []).append(body)

    def grown(parent: UUID | None) -> list[Branch]:
        return [
            Branch(found[one.pk], _named(found[one.pk], keeping), grown(one.pk))
            for one in below.get(parent, ())
        ]

    return grown(None)


def _named(found: BodyFound, keeping: Keeping) -> list[str]:
    """Return who holds what, for a line of the chart."""
    return [
        f"{one.title} {seat_name(one.member, in_clear=keeping.in_clear)}"
        for one in found.holders
        if one.standing == Standing.HOLDER
    ]


def lacking_lines(keeping: Keeping, profile: Profile) -> list[tuple[Slot, Sequence[str]]]:
    """Return the lines of the profile that lack a body here, each with the names its kind goes by."""
    there = fitted(profile, bodies_at(keeping.desk.place))
    kinds = keeping.known.kinds
    return [
        (slot, kinds[slot.kind].names if slot.kind in kinds else ())
        for slot in profile.version.slots
        if slot.wanted.lacking(len(there[slot.key]))
    ]


def paper_of(keeping: Keeping, key: str) -> Paper | None:
    """Return the paper of that key that a profile of this level asks for."""
    papers = (paper for one in keeping.profiles() for paper in one.version.papers)
    return next((paper for paper in papers if paper.key == key), None)


def keeping_of(code: str, visitor: Visitor, *, masked: bool = False) -> Keeping:
    """Return the desk of the place of this code."""
    return Keeping(desk_of(code, visitor), masked)
