"""The act that corrects what is registered of a person: name, sex, birth, papers and their number."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.registry import acts, refusals
from wugong.registry.duplicates import refuse_number_of_another
from wugong.registry.facts import Facts, checked_facts
from wugong.registry.histories import note
from wugong.registry.holding import hold, hold_person, touch
from wugong.registry.households import of
from wugong.registry.masks import name_told
from wugong.registry.memberships import relation_code
from wugong.registry.models import Person
from wugong.registry.permissions import can_confirm
from wugong.registry.persons import write_facts
from wugong.registry.queries import membership_of, users_bound_to

FIELDS = {"name": "姓名", "sex": "性别", "born": "出生日期", "papers": "证件种类", "id_number": "证件号"}
PLAIN = ("name", "sex", "born", "papers")


@transaction.atomic
def correct_person(
    person: Person,
    *,
    actor: User | System,
    name: str | None = None,
    sex: str | None = None,
    born: date | None = None,
    papers: str | None = None,
    id_number: str | None = None,
) -> Person:
    """The person is registered so; what is not given stays. Birth and sex follow a new ID number.

    The history keeps what was registered before, but of the number only that it changed.
    """
    member = membership_of(person)
    if member is None:
        raise refusals.InNoHousehold(name=person.name)
    household = hold(member.household)
    one = hold_person(person)
    can_confirm(actor, household.place).or_refuse()
    given = {"name": name, "sex": sex, "born": born, "papers": papers, "id_number": id_number}
    facts = _corrected(one, {key: value for key, value in given.items() if value is not None})
    refuse_number_of_another(facts.id_number, one)
    relation_code(member.relation, Person(name=facts.name, sex=facts.sex))
    before = {key: str(getattr(one, key) or "") for key in PLAIN if getattr(one, key) != getattr(facts, key)}
    same = facts.id_number == one.id_number.clear()
    changed = [FIELDS[key] for key in (*before, *([] if same else ["id_number"]))]
    if not changed:
        raise refusals.NothingToChange
    write_facts(one, facts)
    touch(household, one)
    _tell(one, household, before, "、".join(changed), actor)
    return one


def _corrected(person: Person, given: dict[str, Any]) -> Facts:
    """Return what is registered with what is given instead, checked as at the registration."""
    kept = Facts(
        name=person.name,
        sex=person.sex,
        born=person.born,
        papers=person.papers,
        id_number=person.id_number.clear(),
    )
    facts = replace(kept, **given)
    if given.get("id_number"):  # they are drawn from the new number unless they were given too
        facts = replace(facts, sex=given.get("sex", ""), born=given.get("born"))
    return checked_facts(facts)


def _tell(person: Person, household: Any, before: dict[str, str], fields: str, actor: User | System) -> None:
    said = {**of(household), "name": name_told(person), "fields": fields}
    concerned = users_bound_to([person])
    record(acts.PERSON_CORRECTED, actor=actor, at=household.place.code, concerning=concerned, **said)
    note(
        acts.PERSON_CORRECTED,
        actor=actor,
        household=household,
        person=person,
        fields=fields,
        before=before,
    )
