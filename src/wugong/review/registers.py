"""Acts on the registers: villages that hold an award, cadres posted to villages, populations."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.codes import Level, parent_code
from wugong.places.models import Place
from wugong.review import acts, refusals
from wugong.review.models import Holder, Population, Post
from wugong.review.permissions import can_prepare
from wugong.review.queries import adopted_for, scheme_of
from wugong.review.standing import hold, set_aside_since

LONGEST_SOURCE = 120
MOST_PEOPLE = 999_999


@transaction.atomic
def register_holder(village: Place, level: str, *, actor: User | System, since: date) -> Holder:
    """The village holds an award of this level since that day."""
    town = _town_of(village)
    can_prepare(actor, town).or_refuse()
    hold(town)
    _refuse_unknown(town, since, "holders", "level", level)
    if Holder.objects.filter(village=village, level=level).exists():
        raise refusals.HolderExists(village=village.name)
    holder = Holder.objects.create(village=village, level=level, since=since)
    record(
        acts.HOLDER_REGISTERED, actor=actor, at=village.code, village=village.name, level=level, since=since
    )
    set_aside_since(town, since, actor=actor)
    return holder


@transaction.atomic
def post_cadre(
    village: Place,
    role: str,
    name_code: str,
    *,
    actor: User | System,
    since: date,
    until: date | None = None,
    user: User | None = None,
) -> Post:
    """The person of this code is posted to the village in this role, from one day (to another)."""
    town = _town_of(village)
    can_prepare(actor, town).or_refuse()
    hold(town)
    _refuse_unknown(town, since, "posts", "role", role)
    if Post.objects.filter(village=village, role=role, name_code=name_code, since=since).exists():
        raise refusals.PostExists(name_code=name_code, village=village.name)
    post = Post.objects.create(
        village=village, role=role, name_code=name_code, user=user, since=since, until=until
    )
    record(
        acts.CADRE_POSTED,
        actor=actor,
        at=village.code,
        concerning=[user.pk] if user else [],
        village=village.name,
        role=role,
        name_code=name_code,
        since=since,
    )
    set_aside_since(town, since, actor=actor)
    return post


@transaction.atomic
def record_populations(
    town: Place, people: Mapping[Place, int], *, actor: User | System, since: date, source: str
) -> int:
    """The villages have so many people from that day on; returns how many entries are new or other.

    What was entered for the same day before stays as an earlier entry and no longer counts.
    """
    can_prepare(actor, town).or_refuse()
    words = source.strip()
    if not 0 < len(words) <= LONGEST_SOURCE:
        raise refusals.NoWords(what="人口的出处", most=LONGEST_SOURCE)
    hold(town)
    for village, count in people.items():
        if village.level is not Level.VILLAGE or not village.code.startswith(town.code):
            raise refusals.NotAVillageOf(place=village.name)
        if not 0 < count <= MOST_PEOPLE:
            raise refusals.NoPeople(village=village.name, most=MOST_PEOPLE)
    stands = _populations_of(people, since)
    new = [
        Population(
            village=village,
            since=since,
            revision=stands[village].revision + 1 if village in stands else 1,
            people=count,
            source=words,
        )
        for village, count in people.items()
        if village not in stands or (stands[village].people, stands[village].source) != (count, words)
    ]
    Population.objects.bulk_create(new)
    _record_populations(town, new, stands, actor=actor, since=since)
    return len(new)


def _populations_of(villages: Iterable[Place], day: date) -> dict[Place, Population]:
    """Return the entry of that day that counts, by village: one query."""
    known = Population.objects.filter(village__in=villages, since=day).select_related("village")
    return {one.village: one for one in known.order_by("revision")}


def _record_populations(
    town: Place,
    new: Sequence[Population],
    before: Mapping[Place, Population],
    *,
    actor: User | System,
    since: date,
) -> None:
    """The record tells how many were entered, and of each that takes the place of another what it was."""
    first = [one for one in new if one.village not in before]
    others = [one for one in new if one.village in before]
    if first:
        record(
            acts.POPULATION_RECORDED,
            actor=actor,
            at=town.code,
            town=town.name,
            count=len(first),
            since=since,
        )
    if others:
        record(
            acts.POPULATION_CHANGED,
            actor=actor,
            at=town.code,
            town=town.name,
            count=len(others),
            since=since,
            changes="、".join(_change(before[one.village], one) for one in others),
        )


def _change(old: Population, new: Population) -> str:
    if old.people == new.people:
        return f"{new.village.name} {new.people}（只改出处）"
    return f"{new.village.name} {old.people}→{new.people}"


def _town_of(village: Place) -> Place:
    if village.level is not Level.VILLAGE:
        raise refusals.NotAVillageOf(place=village.name)
    return Place.objects.get(code=parent_code(village.code))


def _refuse_unknown(town: Place, day: date, register: str, column: str, value: str) -> None:
    """Refuse a value that the register of the town's scheme does not have; any is taken before a scheme."""
    adopted = adopted_for(town, day)
    scheme = scheme_of(adopted) if adopted else None
    found = scheme.registers.get(register) if scheme else None
    choices = found.columns[column].choices if found and column in found.columns else ()
    if scheme and found and choices and value not in choices:
        known = "、".join(choices)
        raise refusals.UnknownChoice(scheme=scheme.title, register=found.title, value=value, known=known)
