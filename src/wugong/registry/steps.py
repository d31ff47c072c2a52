"""What moves, splits, mergers and deaths are made of: who leaves, who enters, who is what to the head.

Memberships are closed and opened, never overwritten, so that every day's household can be told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.counties.actors import System
from wugong.registry import acts, refusals
from wugong.registry.histories import Line, note_all
from wugong.registry.holding import refuse_day
from wugong.registry.households import close, of
from wugong.registry.masks import name_told
from wugong.registry.memberships import Relations, settled
from wugong.registry.models import HEAD, CareMark, Household, Lineage, Membership, Person
from wugong.registry.queries import users_bound_to
from wugong.registry.states import Entry, Leaving, Residence

# What is noted of each member who leaves or enters; splits and mergers are recorded once for all.
LEFT: Mapping[Leaving, Act] = {
    Leaving.DIED: acts.PERSON_DIED,
    Leaving.SPLIT: acts.HOUSEHOLD_SPLIT,
    Leaving.MERGED: acts.HOUSEHOLDS_MERGED,
}
ENTERED: Mapping[Entry, Act] = {Entry.SPLIT: acts.HOUSEHOLD_SPLIT, Entry.MERGED: acts.HOUSEHOLDS_MERGED}
ONCE_FOR_ALL = frozenset({acts.HOUSEHOLD_SPLIT, acts.HOUSEHOLDS_MERGED})


def leave(members: Iterable[Membership], day: date, leaving: Leaving) -> None:
    """These members belong to their households no longer, from that day on."""
    left = list(members)
    Membership.objects.filter(pk__in=[one.pk for one in left]).update(until=day, leaving=leaving)
    for one in left:
        one.until, one.leaving = day, leaving


def enter(
    household: Household,
    person: Person,
    relation: str,
    day: date | None,
    entry: Entry,
    *,
    residence: str = Residence.HERE,
    whereabouts: str = "",
) -> Membership:
    """The person belongs to the household from that day on."""
    return Membership.objects.create(
        household=household,
        person=person,
        relation=relation,
        residence=residence,
        whereabouts=whereabouts,
        since=day,
        entry=entry,
    )


def go_on(member: Membership, day: date, **other: str) -> Membership:
    """The member goes on in the same household from that day on, as something else."""
    kept = {"relation": member.relation, "residence": member.residence, "whereabouts": member.whereabouts}
    facts = kept | other
    leave([member], day, Leaving.CHANGED)
    return enter(
        member.household,
        member.person,
        facts["relation"],
        day,
        Entry.CHANGED,
        residence=facts["residence"],
        whereabouts=facts["whereabouts"],
    )


def recode(members: Iterable[Membership], codes: Relations, day: date) -> list[Membership]:
    """Each member is to the head what the codes say, from that day on; returns what is opened so.

    All are closed before one is opened: a household never has two heads.
    """
    changing = [one for one in members if codes[one.person_id] != one.relation]
    leave(changing, day, Leaving.CHANGED)
    return [
        enter(
            one.household,
            one.person,
            codes[one.person_id],
            day,
            Entry.CHANGED,
            residence=one.residence,
            whereabouts=one.whereabouts,
        )
        for one in changing
    ]


@dataclass(frozen=True)
class Step:
    """一步: what happens to one household, which is held, on a day, by somebody's decision."""

    household: Household
    day: date
    actor: User | System

    def left(
        self,
        members: Sequence[Membership],
        going: Sequence[Membership],
        leaving: Leaving,
        remaining: Relations,
        **facts: Any,
    ) -> list[Membership]:
        """Those who go belong here no longer; `remaining` says who is the head after him.

        Returns those who stay.
        """
        gone = {one.person_id for one in going}
        rest = [one for one in members if one.person_id not in gone]
        headless = any(one.relation == HEAD for one in going)
        codes = settled(self.household, rest, remaining) if rest and (headless or remaining) else {}
        leave(going, self.day, leaving)
        if codes:
            self.recoded(rest, codes)
        self._noted(LEFT.get(leaving, acts.PERSON_MOVED_OUT), going, {"leaving": str(leaving), **facts})
        return rest

    def joined(
        self, staying: Sequence[Membership], coming: Sequence[Membership], given: Relations, entry: Entry
    ) -> None:
        """Those who come, and left where they were, belong here, each being to the head what is given."""
        if missing := [one.person.name for one in coming if one.person_id not in given]:
            raise refusals.RelationsMissing(names="、".join(missing))
        codes = settled(self.household, [*staying, *coming], given)
        if staying:
            self.recoded(staying, codes)
        entered = [self._entered(one, codes[one.person_id], entry) for one in coming]
        self._noted(ENTERED.get(entry, acts.PERSON_MOVED_IN), entered, {"entry": str(entry)})
        if staying:
            self._headed(entered)

    def recoded(self, members: Sequence[Membership], codes: Relations) -> bool:
        """The members are to the head what the codes say; says whether anything changed."""
        before = {one.person_id: one.relation for one in members}
        changed = recode(members, codes, self.day)
        note_all(
            (
                Line(
                    acts.RELATIONS_RECODED,
                    self.household,
                    one.person,
                    self.day,
                    {"before": before[one.person_id], "relation": one.relation},
                )
                for one in changed
            ),
            actor=self.actor,
        )
        if changed and not self._headed(changed):
            self._record(acts.RELATIONS_RECODED)
        return bool(changed)

    def goes_on_in(self, later: Household) -> None:
        """The household, left by all, is closed, and goes on in another one; its care marks go with it."""
        cares = list(CareMark.objects.filter(household=self.household, until__isnull=True))
        close(self.household, self.day, actor=self.actor)
        Lineage.objects.create(earlier=self.household, later=later, day=self.day)
        held = set(
            CareMark.objects.filter(household=later, until__isnull=True).values_list("care", flat=True)
        )
        CareMark.objects.bulk_create(
            CareMark(household=later, care=one.care, since=self.day) for one in cares if one.care not in held
        )

    def _entered(self, left: Membership, relation: str, entry: Entry) -> Membership:
        lived = {"residence": left.residence, "whereabouts": left.whereabouts}
        return enter(self.household, left.person, relation, self.day, entry, **lived)

    def _headed(self, members: Sequence[Membership]) -> bool:
        """Record who of these is the head now; says whether one is."""
        head = next((one for one in members if one.relation == HEAD), None)
        if head is None:
            return False
        self._record(acts.HEAD_CHANGED, [head], name=name_told(head.person), day=self.day)
        note_all([Line(acts.HEAD_CHANGED, self.household, head.person, self.day)], actor=self.actor)
        return True

    def _noted(self, what: Act, members: Sequence[Membership], facts: Mapping[str, Any]) -> None:
        lines = [Line(what, self.household, one.person, self.day, facts) for one in members]
        note_all(lines, actor=self.actor)
        if what not in ONCE_FOR_ALL:
            for one in members:
                said = {"name": name_told(one.person)} | (
                    {"day": self.day} if what is not acts.PERSON_DIED else {}
                )
                self._record(what, [one], **said)

    def _record(self, what: Act, members: Sequence[Membership] = (), **facts: Any) -> None:
        at, told = self.household.place.code, users_bound_to(one.person for one in members) if members else []
        record(what, actor=self.actor, at=at, concerning=told, **of(self.household), **facts)


def step(household: Household, day: date, *, actor: User | System) -> Step:
    """Return what can happen to the household, which is held, on that day."""
    return Step(household, day, actor)


def refuse_early(day: date, members: Sequence[Membership], what: str = "变动之日") -> None:
    """Refuse a day to come, and one before any of these members came into the household."""
    since = max((one.since for one in members if one.since), default=None)
    refuse_day(what, day, ("加入这户之日", since))
