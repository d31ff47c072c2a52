"""Children are registered with the consent of a guardian; a newborn's parents are hers."""

from dataclasses import replace

from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.registry import refusals
from wugong.registry.consents import give_consent, has_consent
from wugong.registry.facts import Facts
from wugong.registry.kinship import note_kin
from wugong.registry.models import Person
from wugong.registry.purposes import CHILD_DATA
from wugong.registry.states import Channel, Kin, Sex
from wugong.rules.ages import child_below, is_adult, is_child


def refuse_unguarded(facts: Facts) -> None:
    """Refuse a child for whom no guardian of age agrees; who has neither birth nor ID may be one."""
    today = timezone.localdate()
    if facts.born is None and not facts.id_number:
        raise refusals.NoBirth
    if not is_child(facts.born, today):
        return
    if facts.channel not in Channel.values:
        raise refusals.UnknownChoice(what="同意的方式", value=facts.channel)
    if facts.guardian is None:
        raise refusals.NoGuardian(name=facts.name, age=child_below(today))
    if not is_adult(facts.guardian.born, today) or facts.guardian.died:
        raise refusals.NotOfAge(name=facts.guardian.name)


def take_consent(person: Person, facts: Facts, *, actor: User | System) -> None:
    """The child's guardian, who is of the household or noted as kin, agrees to what is kept of the child."""
    if is_child(facts.born, timezone.localdate()) and not has_consent(person, CHILD_DATA):
        channel = Channel(facts.channel)
        give_consent(person, CHILD_DATA, actor=actor, channel=channel, guardian=facts.guardian)


def parents_of(facts: Facts, mother: Person | None, father: Person | None) -> Facts:
    """Return the newborn's facts, a parent being the guardian where no other is; refuse no parent."""
    parents = [(one, sex) for one, sex in ((mother, Sex.FEMALE), (father, Sex.MALE)) if one is not None]
    if not parents:
        raise refusals.NoParent
    for parent, sex in parents:
        _refuse_parent(parent, sex, facts)
    today = timezone.localdate()
    grown = next((one for one, _ in parents if is_adult(one.born, today) and not one.died), None)
    return replace(facts, guardian=facts.guardian or grown)


def note_parents(
    child: Person, mother: Person | None, father: Person | None, *, actor: User | System
) -> None:
    """The newborn is kept as kin of its parents."""
    for parent in (mother, father):
        if parent is not None:
            note_kin(child, parent, Kin.PARENT, actor=actor)


def _refuse_parent(parent: Person, sex: Sex, facts: Facts) -> None:
    relation = "母亲" if sex is Sex.FEMALE else "父亲"
    why = ""
    if parent.sex and parent.sex != sex:
        why = "登记的性别不是这样"
    elif parent.born and facts.born and parent.born >= facts.born:
        why = "登记的出生日期晚于孩子"
    if why:
        raise refusals.NotTheParent(name=parent.name, relation=relation, why=why)
