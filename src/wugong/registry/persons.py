"""Acts on persons: registered, born, reached by another phone, living elsewhere."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.base.refusals import Refusal
from wugong.base.spelling import spelt
from wugong.counties.actors import System
from wugong.registry import acts, refusals
from wugong.registry.duplicates import refuse_twin, registered_under
from wugong.registry.facts import LONGEST_WHEREABOUTS, Facts, checked_bank, checked_facts, checked_phone
from wugong.registry.guardians import note_parents, parents_of, refuse_unguarded, take_consent
from wugong.registry.histories import note
from wugong.registry.holding import hold, hold_person, refuse_day, touch
from wugong.registry.households import of
from wugong.registry.masks import name_told
from wugong.registry.memberships import members_held, relation_code
from wugong.registry.models import HEAD, Household, Membership, Person
from wugong.registry.permissions import can_register
from wugong.registry.queries import membership_of, users_bound_to
from wugong.registry.states import Entry, Residence
from wugong.registry.steps import enter, go_on

__all__ = ["Facts", "change_contact", "note_residence", "register_birth", "register_person"]

FIELDS = {"phone": "手机号", "bank": "银行账号"}


@transaction.atomic
def register_person(
    household: Household,
    facts: Facts,
    relation: str,
    *,
    actor: User | System,
    entry: Entry = Entry.FOUND,
    since: date | None = None,
    residence: Residence | str = Residence.HERE,
    whereabouts: str = "",
    revision: int | None = None,
) -> Membership:
    """The person belongs to the household from that day on; one who left the register earlier is back."""
    one = hold(household, revision)
    can_register(actor, one.place).or_refuse()
    known = checked_facts(facts)
    if since:
        refuse_day("登记之日", since, ("出生日期", known.born), ("立户之日", one.since))
    refuse_unguarded(known)
    lived = checked_residence(residence, whereabouts)
    person = _known_or_new(known, one, relation)
    member = _entered(one, person, relation, since=since, entry=entry, lived=lived)
    take_consent(person, known, actor=actor)
    touch(one)
    facts_said = {"relation": member.relation, "entry": str(entry)}
    _tell(acts.PERSON_REGISTERED, member, actor, said=facts_said, day=since)
    return member


@transaction.atomic
def register_birth(
    household: Household,
    facts: Facts,
    relation: str,
    *,
    actor: User | System,
    mother: Person | None = None,
    father: Person | None = None,
    revision: int | None = None,
) -> Membership:
    """The child belongs to the household from the day of birth on, and is kept as kin of its parents.

    A parent agrees to the registration where no other guardian is named.
    """
    one = hold(household, revision)
    can_register(actor, one.place).or_refuse()
    known = checked_facts(facts)
    if known.born is None:
        raise refusals.NoBirth
    refuse_day("出生日期", known.born, ("立户之日", one.since))
    guarded = parents_of(known, mother, father)
    refuse_unguarded(guarded)
    person = _known_or_new(guarded, one, relation)
    member = _entered(one, person, relation, since=known.born, entry=Entry.BORN)
    note_parents(person, mother, father, actor=actor)
    take_consent(person, guarded, actor=actor)
    touch(one)
    _tell(acts.PERSON_BORN, member, actor, said={"relation": member.relation}, day=known.born)
    return member


@transaction.atomic
def change_contact(
    person: Person,
    *,
    actor: User | System,
    phone: str | None = None,
    bank: str | None = None,
    revision: int | None = None,
) -> Person:
    """The person is reached by this phone, or paid to this account; empty takes it away, None leaves it."""
    one = hold_person(person, revision)
    member = _belonging(one)
    can_register(actor, member.household.place).or_refuse()
    given = {"phone": phone and checked_phone(phone), "bank": bank and checked_bank(bank)}
    changed = {name: text for name, text in given.items() if text is not None and not _same(one, name, text)}
    if not changed:
        raise refusals.NothingToChange
    for name, text in changed.items():
        setattr(one, name, text)
    one.phone_mark = one.phone.mark() if one.phone else ""
    one.save(update_fields=[*changed, "phone_mark"])
    touch(one)
    fields = "、".join(FIELDS[name] for name in changed)
    _tell(acts.CONTACT_CHANGED, member, actor, said={"fields": fields}, told={"fields": fields})
    return one


@transaction.atomic
def note_residence(
    member: Membership,
    residence: Residence | str,
    whereabouts: str = "",
    *,
    actor: User | System,
    day: date | None = None,
    revision: int | None = None,
) -> Membership:
    """The member lives here, is away, or is registered elsewhere from that day on (today)."""
    one = hold(member.household, revision)
    can_register(actor, one.place).or_refuse()
    now = next((row for row in members_held(one) if row.person_id == member.person_id), None)
    if now is None:
        raise refusals.NotAMember(name=member.person.name, number=one.number)
    lives, where = checked_residence(residence, whereabouts)
    if (now.residence, now.whereabouts) == (lives, where):
        raise refusals.NothingToChange
    on = day or timezone.localdate()
    refuse_day("变更之日", on, ("加入这户之日", now.since))
    before = str(now.residence)
    later = go_on(now, on, residence=lives, whereabouts=where)
    touch(one)
    said = {"before": before, "residence": lives.value}
    _tell(acts.RESIDENCE_NOTED, later, actor, said=said, told={"residence": lives.label}, day=on)
    return later


def checked_residence(residence: Residence | str, whereabouts: str) -> tuple[Residence, str]:
    """Return how somebody lives, as it is kept; refuse a way that there is not."""
    if residence not in Residence.values:
        raise refusals.UnknownChoice(what="居住情况", value=residence)
    where = whereabouts.strip()
    if len(where) > LONGEST_WHEREABOUTS:
        raise refusals.TooLong(what="去向或户籍地", most=LONGEST_WHEREABOUTS)
    lives = Residence(residence)
    return lives, "" if lives is Residence.HERE else where


def write_facts(person: Person, facts: Facts) -> None:
    """The person is what the checked facts say, with the marks by which she is found."""
    person.name, person.sex, person.born, person.papers = facts.name, facts.sex, facts.born, facts.papers
    person.spelt = spelt(facts.name)
    person.id_number = facts.id_number
    person.id_mark = person.id_number.mark() if facts.id_number else ""
    if facts.phone:
        person.phone = facts.phone
        person.phone_mark = person.phone.mark()
    if facts.bank:
        person.bank = facts.bank
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:  # somebody registered the same number at this moment
        raise refusals.RegisteredAtOnce from None


def _known_or_new(facts: Facts, household: Household, relation: str) -> Person:
    person = registered_under(facts)
    if person is None:
        refuse_twin(facts, household)
        person = Person()
    write_facts(person, facts)
    return person


def _entered(
    household: Household,
    person: Person,
    relation: str,
    *,
    since: date | None,
    entry: Entry,
    lived: tuple[Residence, str] = (Residence.HERE, ""),
) -> Membership:
    code = relation_code(relation, person)
    if code == HEAD and Membership.objects.today().heads().filter(household=household).exists():
        raise refusals.HeadExists(number=household.number)
    lives, where = lived
    return enter(household, person, code, since, entry, residence=lives, whereabouts=where)


def _belonging(person: Person) -> Membership:
    member = membership_of(person)
    if member is None:
        raise refusals.InNoHousehold(name=person.name)
    return member


def _same(person: Person, name: str, text: str) -> bool:
    """Say whether that is what is kept already; what cannot be opened is another."""
    secret = getattr(person, name)
    if not secret or not text:
        return bool(secret) == bool(text)
    try:
        return bool(secret.clear() == text)
    except Refusal:
        return False


def _tell(
    what: Act,
    member: Membership,
    actor: User | System,
    *,
    said: dict[str, Any],
    told: dict[str, Any] | None = None,
    day: date | None = None,
) -> None:
    """The record and the history know it; the name stands only where erasure finds it."""
    household, person = member.household, member.person
    facts: dict[str, Any] = {**of(household), "name": name_told(person), **(told or {})}
    if what is acts.PERSON_BORN:
        facts["day"] = day
    record(what, actor=actor, at=household.place.code, concerning=users_bound_to([person]), **facts)
    note(what, actor=actor, household=household, person=person, day=day, **said)
