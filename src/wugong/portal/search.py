"""查找: persons, households, bodies, places by name, pinyin, initials or number, as far as one may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat, Length
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.access.verdicts import roles_of
from wugong.accounts.models import User
from wugong.base.citizen_ids import comparable
from wugong.base.spelling import Typed, matches, spelt
from wugong.counties.codes import code_range
from wugong.places.codes import Level, lineage
from wugong.places.models import Place
from wugong.registry.masks import PersonSeen, seen
from wugong.registry.models import Body, Household, Membership, Person
from wugong.registry.queries import heads_of
from wugong.rules.ages import child_below

SHOWN: Final = 20  # of each kind; who finds more types more

spelling_of = lru_cache(maxsize=16_384)(spelt)


@dataclass(frozen=True)
class Hit:
    """一条: what was found, where it is, and where it is shown."""

    name: str
    detail: Sequence[str]
    href: str
    word: str = ""


@dataclass(frozen=True)
class Group:
    """一类: the first of what was found of a kind, and whether there is more."""

    title: str
    hits: Sequence[Hit]
    more: bool = False


@dataclass(frozen=True)
class Reach:
    """看得到的: where the roles of someone let her read the register, and where she sees names in clear."""

    roles: Sequence[Role]

    @property
    def reads(self) -> Sequence[str]:
        return _outermost(self.roles)

    @property
    def registers(self) -> Sequence[str]:
        return _outermost(role for role in self.roles if role.enables(Ability.REGISTER))

    def place_for(self, code: str) -> Place:
        """Return the place of hers as whose worker she sees most of what lies at that code."""
        covering = [role for role in self.roles if role.covers(code)]
        place = max(covering, key=lambda role: role.enables(Ability.REGISTER)).place
        assert place is not None, "administrators of the house read no register"
        return place


def _outermost(roles: Iterable[Role]) -> Sequence[str]:
    """Return the codes of the roles' places, none within another."""
    codes = {role.place.code for role in roles if role.place}
    return sorted(code for code in codes if not any(above in codes for above in lineage(code)[:-1]))


def reach_of(user: User) -> Reach:
    """Return where this user reads the register today: one query."""
    return Reach([role for role in roles_of(user) if role.place and role.enables(Ability.READ_REGISTER)])


def found(user: User, asked: Typed) -> list[Group]:
    """Return what was found of each kind; as many queries for a thousand as for one."""
    if asked.is_empty:
        return []
    reach = reach_of(user)
    people = [_persons(user, reach, asked), _households(user, reach, asked)]
    groups = [*people, _bodies(reach, asked), _places(reach, asked)]
    return [group for group in groups if group.hits]


# --- Persons ------------------------------------------------------------------------------------


def _persons(user: User, reach: Reach, asked: Typed) -> Group:
    """Return the living of her places who are called so, or whose number this is."""
    persons = Person.objects.living().alias(led=Concat(Value(" "), "spelt"))
    persons = persons.filter(_numbered(asked) if asked.private else _named(asked))
    persons = persons.filter(_within(reach)).order_by(Length("name"), "name", "pk")[: SHOWN + 1]
    order = {key: number for number, key in enumerate(persons.values_list("pk", flat=True))}
    rows = Membership.objects.today().filter(person__in=list(order))
    rows = rows.select_related("person", "household__place", "household__village")
    return _group(_("人"), _person_hits(user, reach, sorted(rows, key=lambda row: order[row.person_id])))


def _within(reach: Reach) -> Q:
    """Return the condition that the person belongs where she reads, and that she may know of a child.

    Asked of each person who fits, so that a register of a hundred thousand is read once.
    """
    if reach.registers == reach.reads:
        return Q(_belongs(reach.reads))
    guarded = Q(born__isnull=True) | Q(born__lte=grown(timezone.localdate()))
    return Q(_belongs(reach.registers)) | (Q(_belongs(reach.reads)) & guarded)


def _belongs(codes: Iterable[str]) -> Exists:
    members = Membership.objects.today().filter(person=OuterRef("pk"), household__until__isnull=True)
    return Exists(members.filter(_inside(codes, "household__place")))


def _inside(codes: Iterable[str], path: str) -> Q:
    inside = Q(pk__in=[])
    for code in codes:
        first, after = code_range(code)
        inside |= Q(**{f"{path}__code__gte": first, f"{path}__code__lt": after})
    return inside


def grown(day: date) -> date:
    """Return the last day of birth of those who are no children on that day."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - child_below(day), day=28 if leap else day.day)


def _numbered(asked: Typed) -> Q:
    """Return the condition that this is the ID or phone of the person; of half a number nobody's."""
    if asked.citizen_id:
        return Q(id_mark__in=_marks("id_number", comparable(asked.citizen_id)))
    return Q(phone_mark__in=_marks("phone", asked.phone)) if asked.phone else Q(pk__in=[])


def _marks(name: str, number: str) -> list[str]:
    field: Any = Person._meta.get_field(name)
    marks: list[str] = field.marks(number)
    return marks


def _named(asked: Typed) -> Q:
    """Return the condition that each word, or all as one, is in the name or begins a part of its spelling."""
    each = Q()
    for word in asked.words:
        each &= _has(word)
    return each | _has("".join(asked.words)) if len(asked.words) > 1 else each


def _has(word: str) -> Q:
    led = Q(led__contains=f" {word}")
    return led if word.isascii() and word.isalpha() else led | Q(name__contains=word)


def _person_hits(user: User, reach: Reach, rows: Sequence[Membership]) -> list[Hit]:
    """Return a hit for each member, in their order; the rights are asked once for each place of hers."""
    places = {row.pk: reach.place_for(row.household.place.code) for row in rows}
    shown: dict[UUID, PersonSeen] = {}
    for place in set(places.values()):
        here = [row for row in rows if places[row.pk] == place]
        shown |= {row.pk: one for row, one in zip(here, seen(here, user, place), strict=True)}
    return [_person_hit(row, shown[row.pk]) for row in rows]


def _person_hit(row: Membership, person: PersonSeen) -> Hit:
    household = row.household
    detail = [
        person.relation,
        person.sex,
        _where(household),
        _("户号 %(number)s") % {"number": household.number},
    ]
    href = reverse("person", args=[household.village.code, person.pk])
    return Hit(person.name, [one for one in detail if one], href, person.residence)


# --- Households ---------------------------------------------------------------------------------


def _households(user: User, reach: Reach, asked: Typed) -> Group:
    """Return the standing households of her places with this number or address."""
    rows = Household.objects.standing().filter(_inside(reach.reads, "place"))
    for word in asked.words:
        rows = rows.filter(Q(number__icontains=word) | Q(address__icontains=word))
    chosen = list(
        rows.select_related("place", "village").order_by(Length("number"), "number", "pk")[: SHOWN + 1]
    )
    heads = heads_of(chosen)
    members = [heads[one.pk] for one in chosen if one.pk in heads]
    for member in members:
        member.household = next(one for one in chosen if one.pk == member.household_id)
    names = {
        row.household_id: hit.name
        for row, hit in zip(members, _person_hits(user, reach, members), strict=True)
    }
    return _group(_("户"), [_household_hit(one, names.get(one.pk, _("没有户主"))) for one in chosen])


def _household_hit(household: Household, head: str) -> Hit:
    href = reverse("household", args=[household.village.code, household.pk])
    detail = [_("户号 %(number)s") % {"number": household.number}, _where(household), household.address]
    return Hit(head, [one for one in detail if one], href)


def _where(household: Household) -> str:
    """Return the name of the group with that of its village, where it does not begin so already."""
    village, place = household.village.name, household.place.name
    return place if place.startswith(village) else village + place


# --- Bodies and places, few enough to be spelt here ----------------------------------------------


def _bodies(reach: Reach, asked: Typed) -> Group:
    """Return the standing organisations of her places that are called so."""
    rows = Body.objects.standing().filter(_inside(reach.reads, "place")).select_related("place")
    hits = (
        _body_hit(one) for one in rows.order_by("place__code", "name", "pk") if _is_called(one.name, asked)
    )
    return _group(_("组织"), list(islice(hits, SHOWN + 1)))


def _body_hit(body: Body) -> Hit:
    href = reverse("body", args=[body.place.code[: Level.VILLAGE], body.pk])
    return Hit(body.name, [body.place.name], href, body.get_state_display())


def _is_called(name: str, asked: Typed) -> bool:
    return matches(spelling_of(name), name, asked.words)


def _places(reach: Reach, asked: Typed) -> Group:
    """Return the places of the county of today that are called so, or whose code begins so."""
    today = dict(Place.objects.in_force(timezone.localdate()).order_by("code").values_list("code", "name"))
    hits = (_place_hit(code, today, reach) for code, name in today.items() if _is_meant(code, name, asked))
    return _group(_("地点"), list(islice(hits, SHOWN + 1)))


def _is_meant(code: str, name: str, asked: Typed) -> bool:
    return code.startswith("".join(asked.words)) or _is_called(name, asked)


def _place_hit(code: str, names: dict[str, str], reach: Reach) -> Hit:
    """Return a place with those above it; where she reads its register, it leads there."""
    mine = any(code.startswith(one) for one in reach.reads)
    href = reverse("register_home", args=[code]) if mine else reverse("place", args=[code[: Level.VILLAGE]])
    above = [names[one] for one in lineage(code)[:-1] if one in names]
    return Hit(names[code], above, href, str(Level(len(code)).label))


def _group(title: str, hits: Sequence[Hit]) -> Group:
    return Group(title, hits[:SHOWN], len(hits) > SHOWN)
