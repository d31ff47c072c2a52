"""The acts on postings: put up, correct by another version, take down."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.publish import acts, refusals
from wugong.publish.bulletins import OFFICE_PHONE, Bulletin
from wugong.publish.gate import refuse_personal, refuse_unprintable
from wugong.publish.models import Posting
from wugong.publish.notice_periods import last_day_of, reason_of
from wugong.publish.permissions import can_post
from wugong.publish.queries import template_of
from wugong.publish.states import PostingState


@transaction.atomic
def post(
    place: Place,
    kind: str,
    subject: UUID,
    bulletin: Bulletin,
    *,
    actor: User | System,
    days: int | None = None,
) -> Posting:
    """The bulletin hangs from today, as long as the rule says or longer; asked again, that one hangs on.

    `days` may lengthen the period. The texts pass the gate. What hangs is `posting.bulletin`: the period
    and the check code are written into it.
    """
    can_post(actor, place).or_refuse()
    _hold(place)
    _gate(bulletin.texts())
    if (standing := _standing(kind, subject, bulletin)) is not None:
        return standing
    _refuse_taken_back(kind, subject, bulletin)
    posting = _new(place, kind, subject, bulletin, actor=actor, days=days)
    posting.save()
    record(
        acts.POSTED,
        actor=actor,
        at=place.code,
        title=posting.title,
        last_day=posting.last_day,
        digest=posting.digest,
    )
    return posting


@transaction.atomic
def replace(
    posting: Posting,
    bulletin: Bulletin,
    subject: UUID,
    *,
    actor: User | System,
    reason: str,
    days: int | None = None,
) -> Posting:
    """A corrected bulletin hangs for a whole period of its own; the one before stays and leads to it."""
    can_post(actor, posting.place).or_refuse()
    if not (why := reason.strip()):
        raise refusals.NoReason
    before = _held(posting)
    _gate([*bulletin.texts(), ("更正理由", why)])
    if subject != before.subject:
        _refuse_standing(before.kind, subject)
    after = _new(before.place, before.kind, subject, bulletin, actor=actor, days=days)
    _end(before, PostingState.REPLACED, why, actor=actor, replaced_by=after)
    after.save()
    record(
        acts.REPLACED,
        actor=actor,
        at=after.place.code,
        title=after.title,
        before=before.digest,
        digest=after.digest,
        last_day=after.last_day,
        why=why,
    )
    return after


@transaction.atomic
def forget_reason(subjects: Collection[UUID], kind: str, words: str, *, actor: User | System) -> None:
    """What was posted about these keeps these words instead of the reason for which it was corrected."""
    for posting in Posting.objects.filter(kind=kind, subject__in=subjects, state=PostingState.REPLACED):
        can_post(actor, posting.place).or_refuse()
        _hold(posting.place)
        Posting.objects.filter(pk=posting.pk).update(reason=words)
        record(
            acts.REASON_FORGOTTEN,
            actor=actor,
            at=posting.place.code,
            title=posting.title,
            digest=posting.digest,
        )


@transaction.atomic
def take_down(posting: Posting, *, actor: User | System, reason: str) -> Posting:
    """The posting hangs no more: its days are over, or it gave personal data away and nobody reads it again.

    What gave personal data away is hidden also where it hangs no more. `reason` is a key of
    notice_periods.yaml.
    """
    can_post(actor, posting.place).or_refuse()
    why = reason_of(reason)
    held = _readable(posting) if why.hides else _held(posting)
    if not why.early and not held.is_over(timezone.localdate()):
        raise refusals.StillUp(title=held.title, last_day=held.last_day)
    state = PostingState.DOWN if held.state == PostingState.UP else PostingState(held.state)
    _end(held, state, why.title, actor=actor, hidden=why.hides, replaced_by=held.replaced_by)
    record(
        acts.TAKEN_DOWN, actor=actor, at=held.place.code, title=held.title, digest=held.digest, why=why.title
    )
    return held


def _gate(texts: Iterable[tuple[str, str]]) -> None:
    """Pass where the public may read all of it, and a poster can show it."""
    known = list(texts)
    refuse_personal(known, office_phones=[OFFICE_PHONE])
    refuse_unprintable(known)


def _hold(place: Place) -> None:
    """What hangs at the place is this transaction's alone till its end."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)


def _readable(posting: Posting) -> Posting:
    """Return the posting as it is now, held; refuse where nobody reads it any more."""
    _hold(posting.place)
    now = Posting.objects.select_related("place", "replaced_by").get(pk=posting.pk)
    if now.hidden:
        raise refusals.Down(title=now.title)
    return now


def _held(posting: Posting) -> Posting:
    """Return the posting as it hangs now, held; refuse where it hangs no more."""
    _hold(posting.place)
    now = Posting.objects.select_related("place", "replaced_by").get(pk=posting.pk)
    if now.state == PostingState.REPLACED:
        raise refusals.Replaced(title=now.title)
    if now.state == PostingState.DOWN:
        raise refusals.Down(title=now.title)
    return now


def _standing(kind: str, subject: UUID, bulletin: Bulletin) -> Posting | None:
    """Return the posting that hangs already with the same words; refuse others, and what was corrected."""
    last = Posting.objects.filter(kind=kind).about(subject).first()
    if last is None or last.state == PostingState.DOWN:
        return None
    if last.state == PostingState.UP and last.digest == bulletin.sealed(last.first_day, last.last_day).digest:
        return last
    refusal = refusals.Replaced if last.state == PostingState.REPLACED else refusals.PostedAlready
    raise refusal(title=last.title, last_day=last.last_day)


def _refuse_taken_back(kind: str, subject: UUID, bulletin: Bulletin) -> None:
    """Refuse the words of what was hidden, as long as nobody has changed any of them."""
    hidden = Posting.objects.filter(kind=kind, hidden=True).about(subject)
    if any(one.bulletin.own_words == bulletin.own_words for one in hidden):
        raise refusals.TakenBack


def _refuse_standing(kind: str, subject: UUID) -> None:
    """Refuse where this hangs already."""
    if standing := Posting.objects.filter(kind=kind).about(subject).up().first():
        raise refusals.PostedAlready(title=standing.title, last_day=standing.last_day)


def _new(
    place: Place, kind: str, subject: UUID, bulletin: Bulletin, *, actor: User | System, days: int | None
) -> Posting:
    today = timezone.localdate()
    last_day: date = last_day_of(kind, today, days)
    sealed = bulletin.sealed(today, last_day)
    return Posting(
        county=place.county,
        place=place,
        kind=kind,
        subject=subject,
        title=_title(sealed),
        first_day=today,
        last_day=last_day,
        posted_by=actor.pk,
        digest=sealed.digest,
        body=sealed.to_json(),
        template=template_of(place, kind, today),
    )


def _title(bulletin: Bulletin) -> str:
    return f"{bulletin.period_line}{bulletin.heading}"[:120]


def _end(
    posting: Posting,
    state: PostingState,
    reason: str,
    *,
    actor: User | System,
    hidden: bool = False,
    replaced_by: Posting | None = None,
) -> None:
    posting.state, posting.reason, posting.hidden = state, reason, hidden
    posting.taken_down_at, posting.taken_down_by = timezone.now(), actor.pk
    posting.replaced_by = replaced_by
    posting.save()
