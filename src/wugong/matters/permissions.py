"""Who may open, see, move and list matters, and why not: role × place × state × what the register says."""

from collections.abc import Callable, Mapping
from typing import Final

from django.db.models import Q
from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.verdicts import YES, Verdict, Visitor, may, may_somewhere, refused
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.actors import System
from wugong.matters.models import Asker, Matter, NeighbourCall, UnitHand
from wugong.places.codes import Level, parent_code
from wugong.places.models import Place
from wugong.registry.bindings import persons_of
from wugong.registry.models import Body, BodyMember
from wugong.rules.event_categories import categories_on
from wugong.rules.register_parts import By, Move, Version

WORKING: Final = {
    Level.GROUP: Ability.VISIT,
    Level.VILLAGE: Ability.WORK_VILLAGE_DESK,
    Level.TOWN: Ability.PREPARE,
    Level.COUNTY: Ability.OVERSEE,
}
NOT_ASKER = mark("这一步要由提出的人来办。")
NOT_DRAWN = mark("这一步要由抽到的邻居来办。")
NOT_LEAD = mark("这一步要由责任单位或责任人员来办。")
NOT_BY_HAND = mark("这一步到时候由系统自动办，不用人来点。")
NOT_SHOWN = mark("这一件只给提出的人和经办的人看。")
SAME_HAND = mark("上一步是您办的，这一步要由另一个人来办。")
NOT_OPENED_HERE = mark("这本台账不从这里登记。")


def can_work(actor: Visitor, place: Place) -> Verdict:
    """Who does the desk of this level deals with the matters that lie here."""
    return may(actor, WORKING[place.level], place.code)


def can_read_lists(actor: Visitor, place: Place) -> Verdict:
    """Who works at this level reads its lists, and who reads the place."""
    here = can_work(actor, place)
    return here if here else may(actor, Ability.READ_PLACE, place.code)


def can_adopt(actor: Visitor, county: Place) -> Verdict:
    """The county's rule keeper says which registers there are and which days are worked."""
    return may(actor, Ability.ADOPT_RULES, county.code)


def can_sign(actor: Visitor, place: Place) -> Verdict:
    """A village's cadre signs the village's tables, the town's approver those of the town."""
    if place.level is Level.TOWN:
        return may(actor, Ability.APPROVE, place.code)
    return can_work(actor, place)


def asks(actor: Visitor, matter: Matter) -> bool:
    """Say whether the visitor is one of those who asked for this."""
    return isinstance(actor, User) and Asker.objects.filter(matter=matter, user=actor).exists()


def works_for(actor: Visitor, body: Body | None) -> bool:
    """Say whether the visitor's account works for the unit today, or is that of one of its members."""
    if body is None or not isinstance(actor, User):
        return False
    today = timezone.localdate()
    hands = UnitHand.objects.filter(body=body, user=actor, since__lte=today)
    if hands.filter(Q(until__isnull=True) | Q(until__gt=today)).exists():
        return True
    own = persons_of(actor, own=True).values("pk")
    return bool(BodyMember.objects.today().filter(body=body, person__in=own).exists())


def leads(actor: Visitor, matter: Matter) -> bool:
    """Say whether the visitor answers for the matter: it was given to her, or to her unit."""
    if isinstance(actor, User) and matter.handler_id == actor.pk:
        return True
    return works_for(actor, matter.lead_unit)


def can_open(actor: Visitor, version: Version, place: Place) -> Verdict:
    """A resident opens what residents ask for, a desk what it lists; anybody, where the register says so."""
    if isinstance(actor, System) or version.anonymous:
        return YES
    verdict = refused("matters.not_opened_here", NOT_OPENED_HERE)
    for by in version.opened_by:
        if verdict := _opens(actor, by, place):
            return YES
    return verdict


def _opens(actor: Visitor, by: By, place: Place) -> Verdict:
    if by is By.ASKER:
        return may_somewhere(actor, Ability.ASK)
    if by in OFFICES:
        return may(actor, OFFICES[by], place.code)
    if by is By.ABOVE:
        return _above(actor, place)
    return can_work(actor, place)


def can_see(actor: Visitor, matter: Matter, version: Version) -> Verdict:
    """All of a matter is seen by who asked, who answers for it and whose desk it lies on.

    Who reads the place sees it too, unless the register is restricted.
    """
    if isinstance(actor, System) or asks(actor, matter) or leads(actor, matter):
        return YES
    if can_work(actor, matter.lies_with):
        return YES
    if version.publicity.restricted:
        return refused("matters.not_shown", NOT_SHOWN)
    return may(actor, Ability.READ_PLACE, matter.place.code)


def is_public(matter: Matter, version: Version) -> bool:
    """Say whether everybody may read the public side of this matter."""
    shown = version.publicity
    return shown.shown and (not shown.from_states or matter.state in shown.from_states)


def can_move(actor: Visitor, matter: Matter, move: Move) -> Verdict:
    """One of those whom the register names makes the move; another one, where it asks for a second person."""
    if isinstance(actor, System):
        return YES
    if move.second and isinstance(actor, User) and matter.moved_by_id == actor.pk:
        return refused("matters.same_hand", SAME_HAND)
    verdict = refused("matters.by_clock", NOT_BY_HAND)
    for by in move.by:
        if verdict := can_act_as(actor, by, matter):
            return YES
    return verdict


def can_move_by_code(move: Move) -> Verdict:
    """Who shows the code of a matter does what the register lets who asked do, and nothing else."""
    return YES if By.ASKER in move.by else refused("matters.not_asker", NOT_ASKER)


def acting_as(actor: Visitor, matter: Matter, move: Move) -> By:
    """Return as whom of those that the register names the actor makes the move."""
    if isinstance(actor, System):
        return By.CLOCK
    return next(by for by in move.by if can_act_as(actor, by, matter))


def can_assign(actor: Visitor, matter: Matter) -> Verdict:
    """Who deals with the matter, or works a level above, says who answers for it."""
    here = can_work(actor, matter.lies_with)
    return here if here else (YES if _above(actor, matter.lies_with) else here)


def can_tend(actor: Visitor, matter: Matter) -> Verdict:
    """Who deals with the matter and who answers for it write into it and let its clocks stand still."""
    return YES if leads(actor, matter) else can_work(actor, matter.lies_with)


def can_note(actor: Visitor, matter: Matter) -> Verdict:
    """Who asked adds to what she said; who deals with the matter notes what happened."""
    return YES if asks(actor, matter) else can_tend(actor, matter)


def is_showable(matter: Matter, version: Version) -> bool:
    """Say whether photos of the matter may ever be for all: neither register nor category is restricted."""
    category = categories_on(timezone.localdate()).get(matter.category)
    secret = version.publicity.restricted or (category is not None and category.restricted)
    return version.publicity.shown and not secret


def reads_all(actor: Visitor, matter: Matter, version: Version) -> Verdict:
    """All lines of a timeline are for who deals with the matter or reads the place, not for who asked."""
    verdict = can_tend(actor, matter)
    if verdict or version.publicity.restricted:
        return verdict
    return may(actor, Ability.READ_PLACE, matter.place.code)


def can_erase(actor: Visitor, place: Place) -> Verdict:
    """The town's approver says that what is past its years goes."""
    return may(actor, Ability.APPROVE, place.code)


def can_act_as(actor: Visitor, by: By, matter: Matter) -> Verdict:
    """Say whether the visitor stands where the register says, for this matter."""
    if by is By.ABOVE:
        return _above(actor, matter.lies_with)
    if by is By.DESK:
        return can_work(actor, matter.lies_with)
    if by in OFFICES:
        return may(actor, OFFICES[by], matter.place.code)
    held, code, sentence = PERSONAL[by]
    return YES if held(actor, matter) else refused(code, sentence)


def _drawn(actor: Visitor, matter: Matter) -> bool:
    if not isinstance(actor, User):
        return False
    if matter.done_at is None:
        return False
    open_calls = NeighbourCall.objects.filter(
        matter=matter, answer__isnull=True, drawn_at__gte=matter.done_at
    )
    return bool(open_calls.filter(person__in=persons_of(actor, own=True).values("pk")).exists())


def _above(actor: Visitor, place: Place) -> Verdict:
    code = parent_code(place.code)
    if code is None:
        return may(actor, Ability.OVERSEE, place.code)
    return may(actor, WORKING[Level(len(code))], code)


def _nobody(actor: Visitor, matter: Matter) -> bool:
    return False


OFFICES: Final = {By.APPROVER: Ability.APPROVE, By.SUPERVISOR: Ability.RECHECK}
PERSONAL: Final[Mapping[By, tuple[Callable[[Visitor, Matter], bool], str, str]]] = {
    By.ASKER: (asks, "matters.not_asker", NOT_ASKER),
    By.NEIGHBOUR: (_drawn, "matters.not_drawn", NOT_DRAWN),
    By.LEAD: (leads, "matters.not_lead", NOT_LEAD),
    By.CLOCK: (_nobody, "matters.by_clock", NOT_BY_HAND),
}
