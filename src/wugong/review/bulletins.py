"""The bulletin (通报) of a run: what stands on it, and the acts that post it."""

from collections import defaultdict
from dataclasses import replace as with_changes

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.periods import Level
from wugong.places.codes import Level as PlaceLevel
from wugong.places.history import changes_in
from wugong.places.models import Place
from wugong.publish.bulletins import Bulletin, Notice, Sign
from wugong.publish.days import said
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN
from wugong.publish.permissions import can_post
from wugong.publish.postings import post, replace
from wugong.publish.queries import usual_words, wording_for
from wugong.publish.states import TableChoice
from wugong.review import acts, refusals
from wugong.review.bulletin_parts import (
    Outcome,
    Reward,
    Standing,
    how_of,
    in_order,
    notes_of,
    prizes_of,
    table_of,
)
from wugong.review.corrections import approve_correction
from wugong.review.models import Award, Correction, Figure, Run
from wugong.review.queries import posting_of, scheme_of
from wugong.review.runs import approve_run
from wugong.review.standing import hold
from wugong.review.states import RunState

LONGEST_REASON = Posting._meta.get_field("reason").max_length or 0


def address_of(run: Run) -> str:
    """Return the path of the public page: whoever shows the bulletin puts the house's name before it."""
    return f"/{run.town.code}/{run.period}/"


def bulletin_of(run: Run, address: str, *, bare: bool = False) -> Bulletin:
    """Return what the public reads of the run, with this address in the code: five queries.

    Rows about persons and consequences are not in it, nor any text that a row keeps as its reason; in a
    `bare` one nothing that anybody wrote.
    """
    with override("zh-hans"):  # it hangs in Chinese, whatever the officer reads
        return _bulletin(run, address, bare)


def _bulletin(run: Run, address: str, bare: bool) -> Bulletin:
    outcome, period = outcome_of(run), run.span
    words = wording_for(run.town, APPRAISAL_BULLETIN)
    if bare:
        usual = usual_words(run.town, APPRAISAL_BULLETIN, timezone.localdate())
        words = with_changes(usual, table=words.table)
    brief = words.table == TableChoice.BRIEF
    changes = changes_in(run.town.code, period.first_day, period.last_day)
    return Bulletin(
        heading=words.heading,
        place_line=_place_line(run.town),
        period_line=period.label,
        number_line="" if period.level is Level.YEAR else f"第 {period.number} 期",
        table=table_of(outcome, brief=brief),
        prizes_title="奖励" if outcome.rewards else "",
        prizes=tuple(prizes_of(outcome)),
        notes=(
            *notes_of(outcome, brief=brief),
            *(f"{said(change.day, year=True)}，{change}。" for change in changes),
        ),
        how_title="分数怎么来的",
        how=tuple(how_of(outcome)),
        notice=Notice(text=words.closing, phone=words.phone, where=words.where),
        qr_url=address,
        qr_caption="扫码看分数由来",
        sign=Sign(organ=words.organ),
        version_line=version_line(run, bare=bare),
    )


def outcome_of(run: Run) -> Outcome:
    """Return what the run came to for the villages: three queries."""
    found = Award.objects.filter(run=run, public=True, person=False, fen__gt=0)
    rewards = [
        Reward(code, award, title, fen or 0)
        for code, award, title, fen in found.order_by("-fen", "village__code").values_list(
            "village__code", "award", "title", "fen"
        )
    ]
    sums: dict[str, int] = defaultdict(int)
    for one in rewards:
        sums[one.code] += one.fen
    figures = Figure.objects.filter(run=run).annotate(code=F("village__code"), name=F("village__name"))
    rows = [
        Standing(
            code=code,
            name=name,
            hundredths=hundredths,
            rank=rank,
            eligible_rank=eligible,
            before=before,
            told=told,
            fen=sums[code],
        )
        for code, name, hundredths, rank, eligible, before, told in figures.values_list(
            "code", "name", "hundredths", "rank", "eligible_rank", "previous_rank", "explanation"
        )
    ]
    return Outcome(scheme_of(run.scheme), run.span, in_order(rows), rewards)


def version_line(run: Run, *, bare: bool = False) -> str:
    """Return which version it is and, if not `bare`, why there is another; nothing of the first one."""
    if run.correction is None:
        return ""
    which = f"第 {run.version} 版，更正第 {run.version - 1} 版"
    return which if bare else f"{which}：{run.correction.reason}"


def _place_line(town: Place) -> str:
    county = Place.objects.filter(code=town.code[: PlaceLevel.COUNTY]).first()
    return f"{county.name if county else ''}{town.name}"


@transaction.atomic
def post_bulletin(run: Run, *, actor: User, days: int | None = None) -> Posting:
    """The bulletin of the public run hangs; asked again, the one that hangs stays as it is."""
    can_post(actor, run.town).or_refuse()
    hold(run.town)
    now = _as_it_is(run)
    if now.state != RunState.APPROVED:
        raise refusals.NotInForce(period=now.span.label)
    before = posting_of(now)
    posting = post(
        now.town, APPRAISAL_BULLETIN, now.pk, bulletin_of(now, address_of(now)), actor=actor, days=days
    )
    if before is None or before.pk != posting.pk:
        _record(now, posting, actor)
    return posting


@transaction.atomic
def approve_and_post(run: Run, *, actor: User, days: int | None = None) -> Posting:
    """The run is public and its bulletin hangs, or neither."""
    return post_bulletin(approve_run(run, actor=actor), actor=actor, days=days)


@transaction.atomic
def approve_correction_and_post(correction: Correction, *, actor: User) -> list[Posting]:
    """The new versions are public and hang, each in the place of the one before, or nothing is changed."""
    return [_hang(run, correction.reason, actor) for run in approve_correction(correction, actor=actor)]


def _hang(run: Run, reason: str, actor: User) -> Posting:
    now = _as_it_is(run)
    standing = posting_of(now.replaces) if now.replaces else None
    if standing is None:
        return post_bulletin(now, actor=actor)
    why = reason if len(reason) <= LONGEST_REASON else f"{reason[: LONGEST_REASON - 1]}…"
    posting = replace(standing, bulletin_of(now, address_of(now)), now.pk, actor=actor, reason=why)
    _record(now, posting, actor)
    return posting


def _as_it_is(run: Run) -> Run:
    return Run.objects.select_related("town", "scheme", "correction", "replaces").get(pk=run.pk)


def _record(run: Run, posting: Posting, actor: User) -> None:
    town = run.town
    record(
        acts.BULLETIN_POSTED,
        actor=actor,
        at=town.code,
        town=town.name,
        period=run.span.label,
        until=posting.last_day,
    )
