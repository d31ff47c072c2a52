"""What a run proposes, as its preview shows it: rows in rank order, rewards, and what is not public."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from wugong.base.amounts import written
from wugong.base.periods import Period
from wugong.review.models import Award, Figure, Run
from wugong.review.queries import scheme_of
from wugong.review.states import RunState
from wugong.rules.scheme import Version
from wugong.web.periods import short_label

NOTHING = "—"
FLAG = re.compile(r"【([^】]+)】([^【]*)")


@dataclass(frozen=True)
class Row:
    """A village in the preview; `moved` is by how much its score differs from the period before."""

    key: UUID
    code: str
    name: str
    hundredths: int | None
    rank: int | None
    before: int | None
    eligible_rank: int | None
    parts: Sequence[str]
    steps: Sequence[str]
    moved: int | None
    fen: int

    @property
    def gain(self) -> str:
        """Return how much the score moved, with its sign."""
        if self.moved is None:
            return NOTHING
        sign = "+" if self.moved > 0 else "−" if self.moved < 0 else ""
        return f"{sign}{points(abs(self.moved))}"

    @property
    def score(self) -> str:
        return points(self.hundredths)

    @property
    def lacking(self) -> str:
        """Return what is missing where there is no score."""
        return "" if self.rank is not None or not self.steps else self.steps[0]


@dataclass(frozen=True)
class Line:
    """An award or consequence with its reason, its article and what to beware of: (word, sentence)."""

    award: str
    code: str
    name: str
    title: str
    recipient: str
    person: bool
    public: bool
    fen: int | None
    reason: str
    article: str
    flags: Sequence[tuple[str, str]] = field(default=())


@dataclass(frozen=True)
class Preview:
    """预览: everything that a run says."""

    run: Run
    rows: Sequence[Row]
    heads: Sequence[str]
    lines: Sequence[Line]

    @property
    def prizes(self) -> list[Line]:
        """Return the rewards of villages, the greatest first."""
        return sorted((one for one in self.lines if one.public), key=lambda one: -(one.fen or 0))

    @property
    def kept(self) -> list[Line]:
        """Return what is never public: consequences, and whatever is about a person."""
        return [one for one in self.lines if not one.public]

    @property
    def total(self) -> int:
        return sum(one.fen or 0 for one in self.prizes)

    @cached_property
    def has_before(self) -> bool:
        """Say whether there is a period before to compare with."""
        return any(row.before is not None or row.moved is not None for row in self.rows)

    @cached_property
    def has_eligible(self) -> bool:
        return any(row.eligible_rank for row in self.rows)


def points(hundredths: int | None) -> str:
    """Return a score with two decimals, or a dash."""
    return NOTHING if hundredths is None else written(hundredths, 2)


def version_of(run: Run) -> Version | None:
    """Return the version of the scheme that the run's period goes by."""
    return scheme_of(run.scheme).version_for(run.span)


def preview_of(run: Run) -> Preview:
    """Return what the run says: three queries."""
    lines = list(_lines(run))
    won: dict[str, int] = {}
    for line in lines:
        if line.public:
            won[line.code] = won.get(line.code, 0) + (line.fen or 0)
    before = scores_before(run)
    figures = list(Figure.objects.filter(run=run).select_related("village"))
    rows = [_row(figure, before.get(figure.village.pk), won) for figure in figures]
    rows.sort(key=lambda row: (row.rank is None, row.rank or 0, row.code))
    heads = [_head(title, key) for title, _, key in figures[0].explanation["inputs"]] if figures else []
    return Preview(run, rows, heads, lines)


def scores_before(run: Run) -> Mapping[UUID, int | None]:
    """Return the public scores of the period before, by village."""
    earlier = {"run__town": run.town, "run__period": str(run.span.plus(-1)), "run__state": RunState.APPROVED}
    return dict(Figure.objects.filter(**earlier).values_list("village", "hundredths"))


def _row(figure: Figure, before: int | None, won: Mapping[str, int]) -> Row:
    told: Mapping[str, Any] = figure.explanation
    now = figure.hundredths
    return Row(
        key=figure.village.pk,
        code=figure.village.code,
        name=figure.village.name,
        hundredths=now,
        rank=figure.rank,
        before=figure.previous_rank,
        eligible_rank=figure.eligible_rank,
        parts=[NOTHING if value is None else value for _, value, _ in told["inputs"]],
        steps=told["steps"],
        moved=None if now is None or before is None else now - before,
        fen=won.get(figure.village.code, 0),
    )


def _lines(run: Run) -> list[Line]:
    version = version_of(run)
    articles = {name: award.article for name, award in version.awards.items()} if version else {}
    rows = (
        Award.objects.filter(run=run)
        .select_related("village")
        .order_by("village__code", "award", "recipient")
    )
    return [_line(one, run.span, articles.get(one.award, "")) for one in rows]


def _line(one: Award, period: Period, article: str) -> Line:
    return Line(
        award=one.award,
        code=one.village.code,
        name=one.village.name,
        title=one.title,
        recipient=one.recipient if one.person else one.village.name,
        person=one.person,
        public=one.public,
        fen=one.fen,
        reason=_bare(one, period),
        article=article,
        flags=FLAG.findall(one.reason),
    )


def _bare(one: Award, period: Period) -> str:
    """Return the reason without what stands before it on the page: the village and the period."""
    reason = one.reason.partition("【")[0].removeprefix(one.village.name).removeprefix(period.label)
    return reason.removeprefix("：").removesuffix("。")


def _head(title: str, key: str) -> str:
    """Return the head of a column: 7月 for a period of its own, else the inspection's title."""
    try:
        return short_label(Period.parse(key.rpartition(" ")[2]))
    except ValueError:
        return title
