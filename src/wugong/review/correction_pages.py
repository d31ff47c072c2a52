"""What a correction changes: scores, and each public run beside its new version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from wugong.access.verdicts import Verdict
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.review.models import Award, Correction, Figure, Run, Score
from wugong.review.objection_pages import NOTHING, inspections_of, points, title_in
from wugong.review.permissions import can_decide, can_withdraw
from wugong.review.states import CorrectionState, RunState


@dataclass(frozen=True)
class ScoreChange:
    """A score before and after."""

    village: str
    month: Period
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class FigureChange:
    """A village's figure before and after."""

    village: str
    score: tuple[str, str]
    rank: tuple[int | None, int | None]
    eligible: tuple[int | None, int | None]

    @property
    def moves(self) -> bool:
        """Say whether the rank, or the rank among the eligible, is another."""
        return self.rank[0] != self.rank[1] or self.eligible[0] != self.eligible[1]


@dataclass(frozen=True)
class RewardChange:
    """A public reward that comes, goes or becomes another; in fen, None for none."""

    village: str
    title: str
    before: int | None
    after: int | None
    reason: str


@dataclass(frozen=True)
class RunChange:
    """A public run and its new version: what differs between the two."""

    before: Run
    after: Run
    figures: Sequence[FigureChange]
    rewards: Sequence[RewardChange]
    followers: int
    silent: int


@dataclass(frozen=True)
class Deciding:
    """更正: what it changes, and what this user may do about it."""

    correction: Correction
    scores: Sequence[ScoreChange]
    runs: Sequence[RunChange]
    approving: Verdict
    withdrawing: Verdict

    @property
    def waits(self) -> bool:
        return self.correction.state == CorrectionState.PREPARED

    @property
    def is_stale(self) -> bool:
        """Say whether something it rests on has changed since."""
        return any(change.after.state == RunState.REPLACED for change in self.runs)

    @property
    def moves_rewards(self) -> bool:
        """Say whether a public reward becomes another."""
        return any(change.rewards for change in self.runs)


def deciding(correction: Correction, user: User) -> Deciding:
    """Return what the correction changes and whether this user may approve or withdraw it."""
    return Deciding(
        correction,
        score_changes(correction),
        run_changes(correction),
        can_decide(user, correction),
        can_withdraw(user, correction),
    )


def score_changes(correction: Correction) -> list[ScoreChange]:
    """Return the scores that the correction changes, with what counted before: a few queries."""
    scores = list(correction.scores.select_related("village").order_by("month", "village__code", "input"))
    kept = Score.objects.filter(village__in=[one.village_id for one in scores])
    earlier = kept.exclude(correction=correction).exclude(correction__state=CorrectionState.WITHDRAWN)
    rows = earlier.order_by("revision").values_list("village", "month", "input", "revision", "hundredths")
    known: dict[tuple[UUID, str, str], list[tuple[int, int]]] = {}
    for village, month, name, revision, hundredths in rows:
        known.setdefault((village, month, name), []).append((revision, hundredths))
    facts = inspections_of(correction.town, [Period.parse(one.month) for one in scores])
    return [
        ScoreChange(
            one.village.name,
            Period.parse(one.month),
            title_in(facts, one),
            _last_before(known.get((one.village_id, one.month, one.input), []), one.revision),
            points(one.hundredths),
        )
        for one in scores
    ]


def _last_before(versions: Iterable[tuple[int, int]], revision: int) -> str:
    before = [hundredths for number, hundredths in versions if number < revision]
    return points(before[-1]) if before else NOTHING


def run_changes(correction: Correction) -> list[RunChange]:
    """Return each new version beside the one it replaces, shorter and earlier ones first: three queries."""
    runs = list(correction.runs.select_related("replaces").order_by("level", "last_day"))
    keys = [run.pk for run in runs] + [run.replaces.pk for run in runs if run.replaces]
    figures: dict[UUID, dict[str, Figure]] = {}
    for one in Figure.objects.filter(run__in=keys).select_related("village").order_by("village__code"):
        figures.setdefault(one.run_id, {})[one.village.code] = one
    awards: dict[UUID, list[Award]] = {}
    for award in Award.objects.filter(run__in=keys).select_related("village").order_by("village__code"):
        awards.setdefault(award.run_id, []).append(award)
    return [_run_change(run.replaces, run, figures, awards) for run in runs if run.replaces]


def _run_change(
    before: Run,
    after: Run,
    figures: Mapping[UUID, Mapping[str, Figure]],
    awards: Mapping[UUID, Sequence[Award]],
) -> RunChange:
    one, two = figures.get(before.pk, {}), figures.get(after.pk, {})
    changed = [
        code for code in sorted(one.keys() | two.keys()) if _shown(one.get(code)) != _shown(two.get(code))
    ]
    rows = [_figure_change(one.get(code), two.get(code)) for code in changed]
    rows.sort(key=lambda row: (row.score[0] == row.score[1], row.rank[1] is None, row.rank[1] or 0))
    followers = [
        code
        for code in one.keys() & two.keys()
        if code not in changed and one[code].previous_rank != two[code].previous_rank
    ]
    was, now = awards.get(before.pk, []), awards.get(after.pk, [])
    rewards, silent = _rewards(was, now), _silent(was) ^ _silent(now)
    return RunChange(before, after, rows, rewards, len(followers), len(silent))


def _shown(figure: Figure | None) -> tuple[int | None, int | None, int | None] | None:
    return (figure.hundredths, figure.rank, figure.eligible_rank) if figure else None


def _figure_change(before: Figure | None, after: Figure | None) -> FigureChange:
    known = after or before
    assert known is not None
    return FigureChange(
        known.village.name,
        (points(before.hundredths if before else None), points(after.hundredths if after else None)),
        (before.rank if before else None, after.rank if after else None),
        (before.eligible_rank if before else None, after.eligible_rank if after else None),
    )


def _rewards(before: Iterable[Award], after: Iterable[Award]) -> list[RewardChange]:
    was = {(one.village.code, one.award): one for one in before if one.public}
    now = {(one.village.code, one.award): one for one in after if one.public}
    found = []
    for key in sorted(was.keys() | now.keys()):
        one, two = was.get(key), now.get(key)
        if (one and one.fen) != (two and two.fen):
            known = two or one
            assert known is not None
            sums = (one.fen if one else None, two.fen if two else None)
            found.append(RewardChange(known.village.name, known.title, *sums, known.reason))
    return found


def _silent(awards: Iterable[Award]) -> set[tuple[str, str, str]]:
    """Return what the approvers' file alone shows."""
    return {(one.village.code, one.award, one.recipient) for one in awards if not one.public}
