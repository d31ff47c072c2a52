"""How a run stands before the public: its version, its posting, and what became of objections to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from wugong.base.periods import Period
from wugong.portal.queries import Public
from wugong.publish.bulletins import Bulletin, Notice, check_code
from wugong.publish.days import said
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN, last_day_of
from wugong.publish.states import PostingState
from wugong.review.bulletins import address_of, bulletin_of
from wugong.review.models import Objection, Run
from wugong.review.states import ObjectionState

TAKEN_BACK = "公示里有一部分文字已经撤回。"


@dataclass(frozen=True)
class Publication:
    """公布: one version of a run, with what hangs about it and the other versions of its period.

    While what hung last is `taken_back`, its figures are public and nothing that anybody wrote.
    """

    run: Run
    posting: Posting | None
    taken_back: bool
    versions: Mapping[int, UUID]
    objections: int
    answered: Sequence[tuple[str, str, str]]
    chose_brief: bool

    @property
    def in_force(self) -> int:
        """Return the number of the newest version."""
        return max(self.versions)

    @property
    def is_in_force(self) -> bool:
        return self.run.version == self.in_force

    @property
    def earlier(self) -> list[int]:
        """Return the versions before this one, newest first."""
        return sorted((number for number in self.versions if number < self.run.version), reverse=True)

    @property
    def why_new(self) -> str:
        """Return why there is this version; nothing of the first one."""
        return self.run.correction.reason if self.run.correction and not self.taken_back else ""

    @property
    def hangs(self) -> bool:
        """Say whether the posting is up and its days are not over."""
        one = self.posting
        return one is not None and one.state == PostingState.UP and not one.is_over(timezone.localdate())

    @property
    def until(self) -> date:
        """Return the last day on which one may object."""
        if self.posting and self.posting.state == PostingState.UP:
            return self.posting.last_day
        return last_day_of(APPRAISAL_BULLETIN, self.approved_on)

    @property
    def is_open(self) -> bool:
        """Say whether one may still object to it."""
        return self.is_in_force and timezone.localdate() <= self.until

    @cached_property
    def bulletin(self) -> Bulletin:
        """Return what hung; of a run that never was posted what would, without a notice."""
        if self.posting:
            return self.posting.bulletin
        plain = bulletin_of(self.run, address_of(self.run), bare=self.taken_back)
        sign = replace(plain.sign, day=said(self.approved_on, year=True))
        notice = Notice(title="已公布", text=f"{sign.day}批准公布。")
        notes = (*plain.notes, *([TAKEN_BACK] if self.taken_back else []))
        told = replace(plain, notes=notes, notice=notice, sign=sign)
        return replace(told, digest=check_code(told))

    @property
    def approved_on(self) -> date:
        """Return the day on which it became public."""
        assert self.run.approved_at is not None
        return timezone.localdate(self.run.approved_at)

    def is_brief(self, villages: int) -> bool:
        """Say whether the public sees the first three and who moved up, and not this whole ranking."""
        return len(self.bulletin.table.rows) < villages if self.posting else self.chose_brief


def publication_of(public: Public, period: Period, version: int | None = None) -> Publication:
    """Return a version of a public period, else the one in force: two queries, and one where answers are."""
    versions = public.versions[period]
    key = versions.get(max(versions) if version is None else version)
    if key is None:
        raise Http404
    run = Run.objects.select_related("town", "scheme", "correction").get(pk=key)
    counts = [public.objections[one] for one in versions.values() if one in public.objections]
    last = Posting.objects.about(key).first() if key in public.posted else None
    taken_back = last is not None and last.hidden
    answered = _answered(versions.values()) if any(answered for _, answered in counts) else []
    return Publication(
        run=run,
        posting=None if taken_back else last,
        taken_back=taken_back,
        versions=versions,
        objections=sum(raised + answered for raised, answered in counts),
        answered=[(village, state, "") for village, state, _ in answered] if taken_back else answered,
        chose_brief=public.brief,
    )


def _answered(runs: Iterable[UUID]) -> list[tuple[str, str, str]]:
    """Return village, outcome and answer of each answered objection; never its text, nor who raised it."""
    found = Objection.objects.filter(run__in=runs).exclude(state=ObjectionState.RAISED)
    rows = found.order_by("answered_at").values_list("village__name", "state", "answer")
    return [(village, str(ObjectionState(state).label), answer) for village, state, answer in rows]
