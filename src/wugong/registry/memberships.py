"""Who belongs to a household, and what each is to its head: checked before anything changes."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from wugong.base.masking import masked_name
from wugong.registry import refusals
from wugong.registry.models import HEAD, Household, Membership, Person
from wugong.registry.queries import members_of
from wugong.registry.states import Sex
from wugong.rules import relations

Relations = Mapping[UUID, str]  # a person's key → the code of what she is to the head


def members_held(household: Household) -> list[Membership]:
    """Return who belongs to the household, which is held, with their persons."""
    return list(members_of(household))


def chosen(members: Sequence[Membership], keys: Iterable[UUID], household: Household) -> list[Membership]:
    """Return the memberships of these persons; refuse when there are none or one is not of the household."""
    wanted = set(keys)
    if not wanted:
        raise refusals.NobodyChosen
    found = [member for member in members if member.person_id in wanted]
    if len(found) < len(wanted):
        strangers = Person.objects.filter(pk__in=wanted - {member.person_id for member in found})
        name = "、".join(map(masked_name, strangers.values_list("name", flat=True))) or "—"
        raise refusals.NotAMember(name=name, number=household.number)
    return found


def relation_code(written: str, person: Person) -> str:
    """Return the code of a relation; refuse an unknown one, and one that only the other sex can have."""
    code = relations.code_of(written)
    if code is None:
        raise refusals.UnknownRelation(relation=written or "—")
    implied = relations.sex_of(code)
    if implied and person.sex and implied != person.sex:
        label = Sex(person.sex).label
        raise refusals.RelationOfOtherSex(name=person.name, sex=label, relation=relations.relation_name(code))
    return code


def settled(household: Household, members: Sequence[Membership], given: Relations) -> dict[UUID, str]:
    """Return what each member is to the head when these relations hold; refuse unless just one is the head.

    Where the head is another one than before, everybody's relation must be given.
    """
    asked = chosen(members, given, household) if given else []
    codes = {one.person_id: one.relation for one in members}
    codes |= {one.person_id: relation_code(given[one.person_id], one.person) for one in asked}
    heads = [key for key, code in codes.items() if code == HEAD]
    if len(heads) != 1:
        raise refusals.WhoIsHead(number=household.number, count=len(heads))
    before = next((one.person_id for one in members if one.relation == HEAD), None)
    missing = [one.person.name for one in members if one.person_id not in given]
    if before != heads[0] and missing:
        raise refusals.RelationsMissing(names="、".join(missing))
    return codes
