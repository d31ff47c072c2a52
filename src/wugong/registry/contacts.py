"""The phone number of a resident, changed by herself or, for a child, by a guardian."""

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.registry import acts, refusals
from wugong.registry.bindings import persons_of
from wugong.registry.consents import child_needs_consent, has_consent, wards_of
from wugong.registry.facts import checked_phone
from wugong.registry.histories import note
from wugong.registry.holding import hold_person, touch
from wugong.registry.households import of
from wugong.registry.masks import name_told
from wugong.registry.models import Person
from wugong.registry.purposes import CHILD_DATA
from wugong.registry.queries import membership_of, users_bound_to
from wugong.registry.right_refusals import GuardianHasNotAgreed, NotHers
from wugong.rules.ages import child_below

FIELDS = "手机号"


@transaction.atomic
def change_own_phone(person: Person, phone: str, *, actor: User) -> Person:
    """The person is reached by this number from now on; empty takes it away."""
    one = hold_person(person)
    mine = persons_of(actor)
    if not mine.filter(pk=one.pk).exists() and not wards_of(mine).filter(pk=one.pk).exists():
        raise NotHers
    member = membership_of(one)
    if member is None:
        raise refusals.InNoHousehold(name=one.name)
    number = checked_phone(phone)
    today = timezone.localdate()
    if number and child_needs_consent(one.born, today) and not has_consent(one, CHILD_DATA, today):
        raise GuardianHasNotAgreed(name=one.name, age=child_below(today))
    if number == one.phone.shown(str):
        raise refusals.NothingToChange
    one.phone = number
    one.phone_mark = one.phone.mark()
    one.save(update_fields=["phone", "phone_mark"])
    touch(one)
    facts = {**of(member.household), "name": name_told(one), "fields": FIELDS}
    at = member.household.place.code
    record(acts.CONTACT_CHANGED, actor=actor, at=at, concerning=users_bound_to([one]), **facts)
    note(acts.CONTACT_CHANGED, actor=actor, household=member.household, person=one, fields=FIELDS)
    return one
