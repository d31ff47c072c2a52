"""Reads of organisations: which body fills which line of a profile, who belongs to them, who to none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.body_states import BodyState, Standing
from wugong.registry.models import (
    Body,
    BodyMember,
    Charter,
    Holding,
    JoinRequest,
    Membership,
    Person,
)
from wugong.rules.body_catalogue import Catalogue, Profile
from wugong.rules.body_checks import PartFound, Rate, Seats, completeness, seats
from wugong.rules.body_parts import Slot


def bodies_at(place: Place) -> list[Body]:
    """Return the bodies that stand at the place itself: one query."""
    rows = Body.objects.standing().filter(place=place).select_related("parent", "place")
    return list(rows.order_by("pk"))


def body_here(place: Place, key: UUID) -> Body | None:
    """Return the body, standing or not, of this very place."""
    return Body.objects.filter(place=place, pk=key).select_related("place", "parent").first()


def fitted(profile: Profile, bodies: Sequence[Body]) -> Mapping[str, list[Body]]:
    """Return the bodies that fill each line of the profile.

    Those founded for it come first, then those of the same kind and field that were founded for another
    profile: one council of notables serves every profile that asks for one.
    """
    found: dict[str, list[Body]] = {slot.key: [] for slot in profile.version.slots}
    for body in bodies:
        if body.profile == profile.key and body.slot in found:
            found[body.slot].append(body)
    others = [body for body in bodies if body.profile != profile.key]
    taken: set[UUID] = set()
    for slot in profile.version.slots:
        for body in others:
            if body.pk not in taken and _fits(slot, body, found[slot.key]):
                found[slot.key].append(body)
                taken.add(body.pk)
    return found


def _fits(slot: Slot, body: Body, there: Sequence[Body]) -> bool:
    free = slot.wanted.most is None or len(there) < slot.wanted.most
    return free and body.kind == slot.kind and body.domain == slot.field


@dataclass(frozen=True, slots=True)
class BodyFound:
    """A body with its line, its offices as they are held, and what it lacks."""

    body: Body
    slot: Slot | None
    holders: Sequence[Holding]
    members: int
    lacks: Seats

    @property
    def overdue(self) -> bool:
        """Whether its term is over and nobody renewed it."""
        return self.body.term_until is not None and self.body.term_until < timezone.localdate()


def found_of(bodies: Sequence[Body], known: Catalogue) -> Mapping[UUID, BodyFound]:
    """Return each body with what it has and lacks: four queries, however many bodies."""
    keys = [body.pk for body in bodies]
    holders: dict[UUID, list[Holding]] = defaultdict(list)
    rows = Holding.objects.today().filter(body__in=keys).select_related("member__person")
    for one in rows.order_by("since", "pk").prefetch_related("dossier"):
        holders[one.body_id].append(one)
    sources: dict[UUID, list[str]] = defaultdict(list)
    members = BodyMember.objects.today().filter(body__in=keys).exclude(person__died__isnull=False)
    for key, source in members.values_list("body_id", "source"):
        sources[key].append(source)
    chartered = set(Charter.objects.filter(body__in=keys).values_list("body_id", flat=True))
    return {
        body.pk: _found(body, known, holders[body.pk], sources[body.pk], chartered=body.pk in chartered)
        for body in bodies
    }


def _found(
    body: Body, known: Catalogue, holders: Sequence[Holding], sources: Sequence[str], *, chartered: bool
) -> BodyFound:
    slot = known.slot(body.profile, body.slot)
    held: dict[str, int] = defaultdict(int)
    for one in holders:
        person = one.member.person
        if one.standing == Standing.HOLDER and (person is None or person.died is None):
            held[one.office] += 1
    lacks = seats(slot, held, sources, charter=chartered) if slot else Seats()
    order = [office.key for office in slot.offices] if slot else []
    ranked = sorted(holders, key=lambda one: order.index(one.office) if one.office in order else len(order))
    return BodyFound(body, slot, ranked, len(sources), lacks)


def parts_of(profile: Profile, bodies: Sequence[Body], papers: Iterable[str]) -> list[PartFound]:
    """Return each part of the profile beside what stands there."""
    counts = {key: len(found) for key, found in fitted(profile, bodies).items()}
    return completeness(profile.version, counts, set(papers))


def papers_at(place: Place) -> list[Charter]:
    """Return the newest version of each paper of the place itself: one query."""
    rows = Charter.objects.filter(place=place, body__isnull=True).order_by("paper", "version")
    return list({row.paper: row for row in rows}.values())


def joined(code: str) -> QuerySet[Person]:
    """Return the living persons registered within the place who belong to a standing body today."""
    seats_open = BodyMember.objects.today().exclude(body__state=BodyState.DISSOLVED)
    return registered(code).filter(pk__in=seats_open.filter(person__isnull=False).values("person"))


def registered(code: str) -> QuerySet[Person]:
    """Return the living persons who belong to a household within the place today."""
    found: QuerySet[Person] = Person.objects.living().within(code)
    return found


def unaffiliated(code: str) -> QuerySet[Person]:
    """Return those of them who belong to no body."""
    seats_open = BodyMember.objects.today().exclude(body__state=BodyState.DISSOLVED)
    return registered(code).exclude(pk__in=seats_open.filter(person__isnull=False).values("person"))


@dataclass(frozen=True, slots=True)
class GroupRate:
    """How many of a group (or of the village without a group) belong to a body."""

    code: str
    name: str
    rate: Rate


def rates(place: Place) -> tuple[Rate, list[GroupRate]]:
    """Return the rate of the place and of each group (in a town: village) within it: three queries."""
    width = Level.GROUP if place.level is Level.VILLAGE else Level.VILLAGE
    everyone, members = _counts(registered(place.code), width), _counts(joined(place.code), width)
    names = dict(Place.objects.under(place.code).values_list("code", "name"))
    groups = [
        GroupRate(code, names.get(code, code), Rate(members.get(code, 0), count))
        for code, count in sorted(everyone.items())
    ]
    return Rate(sum(members.values()), sum(everyone.values())), groups


def _counts(persons: QuerySet[Person], width: int) -> dict[str, int]:
    """Count the persons by the place of their household, cut to so many digits."""
    rows = Membership.objects.today().filter(person__in=persons.values("pk"))
    counts: dict[str, int] = defaultdict(int)
    for code, count in rows.values_list("household__place__code").annotate(count=Count("pk")):
        counts[code[:width]] += count
    return counts


def former_members(body: Body) -> QuerySet[BodyMember]:
    """Return who left the body, the latest first."""
    rows = BodyMember.objects.filter(body=body, until__isnull=False).select_related("person")
    return rows.order_by("-until", "-pk")


def members_of_body(body: Body) -> QuerySet[BodyMember]:
    """Return who belongs to the body today, in the order in which they came."""
    return BodyMember.objects.today().filter(body=body).select_related("person").order_by("since", "pk")


def waiting_to_join(body: Body) -> QuerySet[JoinRequest]:
    """Return the wishes to join that nobody has decided."""
    rows = JoinRequest.objects.filter(body=body, state="asked")
    return rows.select_related("person", "asked_by").order_by("asked_at")


def offices_ever(body: Body) -> QuerySet[Holding]:
    """Return every holder of every office of the body, the latest first."""
    rows = Holding.objects.filter(body=body).select_related("member__person", "after__member__person")
    return rows.order_by("-since", "-pk")


def gone(persons: Iterable[Person], code: str) -> set[UUID]:
    """Return the keys of those who died or are no longer registered within the place: one query."""
    asked = {person.pk for person in persons}
    here = registered(code).filter(pk__in=asked).values_list("pk", flat=True)
    return asked - set(here)
