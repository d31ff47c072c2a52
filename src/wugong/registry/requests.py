"""Change requests: asked for by one, decided by another, carried out as they are decided."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.access.verdicts import Visitor
from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.masking import personal_in
from wugong.counties.actors import SYSTEM
from wugong.registry import acts, refusals, request_refusals
from wugong.registry.holding import hold
from wugong.registry.households import of
from wugong.registry.key_refusals import KeyBroken, KeyLost, SealBroken
from wugong.registry.kinship import users_recused_from
from wugong.registry.models import ChangeRequest, Household, Person
from wugong.registry.permissions import can_confirm, can_register
from wugong.registry.queries import belongs_to, members_of_all
from wugong.registry.right_refusals import NumberInRequest
from wugong.registry.signals import change_asked, change_decided
from wugong.registry.states import RequestKind, RequestState
from wugong.registry.wanted import Wanted, carry_out, wait_for_all

LONGEST = 200
REVISION = "revision"  # of the household when the request was made


class _Tried(Exception):
    """Undoes a trial."""


@transaction.atomic
def ask_change(
    kind: RequestKind | str,
    household: Household,
    wanted: Wanted,
    reason: str,
    *,
    actor: User,
    person: Person | None = None,
) -> ChangeRequest:
    """The request waits for somebody else; it would be carried out as things stand, or is refused at once."""
    if kind not in RequestKind.values:
        raise refusals.UnknownChoice(what="申请事项", value=kind)
    sort, words = RequestKind(kind), _words("理由", reason)
    wait_for_all(sort, household, wanted)
    one = hold(household)
    _refuse_asker(actor, one)
    waiting = ChangeRequest.objects.filter(household=one, kind=sort, person=person, state=RequestState.ASKED)
    if waiting.exists():
        raise request_refusals.AskedAlready(number=one.number, kind=sort.label)
    _try_for(actor, sort, one, person, wanted)
    request = ChangeRequest.objects.create(
        kind=sort,
        village=one.village,
        household=one,
        person=person,
        wanted=_written(wanted, one.revision),
        reason=words,
        asked_by=actor,
    )
    record(acts.CHANGE_ASKED, actor=actor, at=one.place.code, kind=sort.label, **of(one))
    change_asked.send(ChangeRequest, request=request, actor=actor)
    return request


@transaction.atomic
def decide_change(request: ChangeRequest, *, actor: User, approve: bool, answer: str = "") -> ChangeRequest:
    """The request is carried out, or refused with an answer, by somebody other than who asked."""
    if approve and request.state == RequestState.ASKED:
        wait_for_all(RequestKind(request.kind), request.household, wanted_of(request))
    now = _held(request)
    if now.asked_by_id == actor.pk:
        raise request_refusals.DecidedByAsker
    can_confirm(actor, now.household.place).or_refuse()
    _refuse_kin(actor, now)
    words = _words("答复", answer) if answer.strip() or not approve else ""
    if approve:
        _carry_out(now, actor)
    state = RequestState.DONE if approve else RequestState.REFUSED
    _decided(now, state, actor, words)
    facts: dict[str, Any] = {"kind": RequestKind(now.kind).label, "outcome": state.label, **of(now.household)}
    at, asker = now.household.place.code, now.asked_by_id
    record(acts.CHANGE_DECIDED, actor=actor, at=at, concerning=[asker], **facts)
    change_decided.send(ChangeRequest, request=now, actor=actor)
    return now


@transaction.atomic
def withdraw_change(request: ChangeRequest, *, actor: User) -> ChangeRequest:
    """The request is taken back by who asked, and nobody decides it any more."""
    now = _held(request)
    if now.asked_by_id != actor.pk:
        raise request_refusals.NotYourRequest
    _decided(now, RequestState.WITHDRAWN, actor, "")
    facts: dict[str, Any] = {"kind": RequestKind(now.kind).label, **of(now.household)}
    record(acts.CHANGE_WITHDRAWN, actor=actor, at=now.household.place.code, **facts)
    change_decided.send(ChangeRequest, request=now, actor=actor)
    return now


def can_ask(actor: Visitor, household: Household) -> bool:
    """Say whether the actor may ask for changes of this household: who registers there, or lives in it."""
    return bool(can_register(actor, household.place)) or (
        isinstance(actor, User) and belongs_to(actor, household)
    )


def wanted_of(request: ChangeRequest) -> dict[str, Any]:
    """Return what the request wants; it holds names and numbers, so only who decides is shown them."""
    wanted: dict[str, Any] = json.loads(request.wanted.clear())
    wanted.pop(REVISION)
    return wanted


def _refuse_asker(actor: User, household: Household) -> None:
    if not can_ask(actor, household):
        raise request_refusals.NotYourHousehold


def _refuse_kin(actor: User, request: ChangeRequest) -> None:
    """Refuse who is near to somebody of a household that it touches, or to the person: nobody is told how."""
    households = [request.household, *_others(request)]
    touched = [one.person for members in members_of_all(households).values() for one in members]
    if actor.pk in users_recused_from([*touched, *([request.person] if request.person else [])]):
        raise request_refusals.MustRecuse


def _others(request: ChangeRequest) -> list[Household]:
    """Return the other households that it touches; of one that does not open nothing is known, or done."""
    try:
        wanted = json.loads(request.wanted.clear())
    except (KeyLost, KeyBroken, SealBroken):
        return []
    keys = [wanted[name] for name in ("to", "other") if wanted.get(name)]
    return list(Household.objects.filter(pk__in=keys))


def _try_for(
    actor: User, kind: RequestKind, household: Household, person: Person | None, wanted: Wanted
) -> None:
    """Try it; who does not register there is not told whose number it is that stands with another."""
    try:
        _try(kind, household, person, wanted)
    except refusals.RegisteredAlready:
        if can_register(actor, household.place):
            raise
        raise refusals.NumberOfAnother from None


def _try(kind: RequestKind, household: Household, person: Person | None, wanted: Wanted) -> None:
    """Carry it out and undo it, so that it is refused for the same reasons as when it is decided."""
    try:
        with transaction.atomic():
            carry_out(kind, household, person, wanted, actor=SYSTEM)
            raise _Tried
    except _Tried:
        return


def _carry_out(request: ChangeRequest, actor: User) -> None:
    wanted = json.loads(request.wanted.clear())
    one = hold(request.household)
    if one.revision != wanted.pop(REVISION):
        raise request_refusals.StaleRequest(number=one.number)
    carry_out(RequestKind(request.kind), one, request.person, wanted, actor=actor)


def _held(request: ChangeRequest) -> ChangeRequest:
    """Return the request as it is now, nobody else's till the end; refuse one decided."""
    rows = ChangeRequest.objects.select_related(
        "household__place", "household__village", "person", "asked_by"
    )
    now = rows.select_for_update(of=("self",), no_key=True).get(pk=request.pk)
    if now.state != RequestState.ASKED:
        raise request_refusals.DecidedAlready(state=RequestState(now.state).label)
    return now


def _decided(request: ChangeRequest, state: RequestState, actor: User, answer: str) -> None:
    request.state, request.answer = state, answer
    request.decided_by, request.decided_at = actor, timezone.now()
    request.save(update_fields=["state", "answer", "decided_by", "decided_at"])


def _written(wanted: Wanted, revision: int) -> str:
    plain = {str(key): _plain(value) for key, value in wanted.items()}
    return json.dumps({**plain, REVISION: revision}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Return the value as JSON keeps it: keys of rows and days as text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, UUID | date) else value


def _words(what: str, text: str) -> str:
    words = text.strip()
    if not 0 < len(words) <= LONGEST:
        raise refusals.NoReason(what=what)
    if personal_in(words):
        raise NumberInRequest(what=what)
    return words
