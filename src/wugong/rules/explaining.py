"""Says in Chinese how a figure came about: the rule, the inputs, the steps."""

from dataclasses import dataclass

from wugong.base.amounts import written
from wugong.base.periods import Period
from wugong.rules.appraisal import Appraisal, Figure
from wugong.rules.calendar import Slot
from wugong.rules.expressions import series_in
from wugong.rules.wording import Wording


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rule that made a figure, what went in, and the steps in order."""

    rule: str
    inputs: dict[str, str | None]
    steps: list[str]


class Explainer:
    """Explains the figures of one appraisal."""

    def __init__(self, appraisal: Appraisal) -> None:
        self.appraisal = appraisal
        self.plan = appraisal.plan
        subject = appraisal.scheme.subject
        assert subject is not None
        self.subject = subject
        self.base = appraisal.scheme.base
        self.wording = Wording(appraisal)
        self.named = {slot.period: self._sources(slot) for slot in appraisal.calendar.slots}

    def explain(self, slot: Slot, figure: Figure) -> Explanation:
        """The explanation of a figure of this slot."""
        inputs = {key: self.wording.text(row, figure.place) for key, _, row in self.named[slot.period]}
        if figure.score is None:
            steps = [self._incomplete(slot, figure)]
        else:
            steps = [self._computed(slot, figure), *self._ranked(slot, figure)]
        return Explanation(f"{slot.version.name}/{slot.period.level.word}", inputs, steps)

    def _sources(self, slot: Slot) -> list[tuple[str, str, int | None]]:
        """(key, Chinese name, row) of everything that the score reads."""
        found: dict[str, tuple[str, str, int | None]] = {}
        for series in series_in(slot.score.expression):
            for name, period in self.wording.parts(series, slot.period):
                key = name if slot.period.level is self.base and period == slot.period else f"{name} {period}"
                found[key] = (key, self._title(name, period, slot), self.wording.row(name, period))
        return list(found.values())

    def _title(self, name: str, period: Period, slot: Slot) -> str:
        title = self.wording.title(name, period)
        return title if period == slot.period else f"{period.label}{title}"

    def _incomplete(self, slot: Slot, figure: Figure) -> str:
        lacking = [
            title
            for _, title, row in self.named[slot.period]
            if self.appraisal.value(row, figure.place) is None
        ]
        return f"缺{'、'.join(lacking)}，{slot.period.label}不出成绩，也不参加排名"

    def _computed(self, slot: Slot, figure: Figure) -> str:
        formula = self.wording.say(slot.score.expression, slot.period, figure.place)
        score = written(figure.score or 0, figure.decimals)
        kept = "" if slot.score.decimals is None else f"（四舍五入到 {slot.score.decimals} 位小数）"
        return f"{formula} = {score}{kept}"

    def _ranked(self, slot: Slot, figure: Figure) -> list[str]:
        if figure.rank is None:
            return []
        ranking = self.plan.ranks[slot.period]
        others = self.appraisal.ranked(ranking, figure.place)
        score = self.plan.scores[slot.period]
        same = self.appraisal.tied(score, figure.place)
        steps = []
        where = f"全{self.subject.pool_name} {others} 个有成绩的{self.subject.name}"
        if same > 1:
            steps.append(self._tie(slot, figure, same))
        steps.append(f"{where}由高到低，列第 {figure.rank} 名")
        if slot.period in self.plan.eligible:
            steps.append(self._eligible(slot, figure))
        return steps

    def _tie(self, slot: Slot, figure: Figure, same: int) -> str:
        said = f"{same} 个{self.subject.name}同为 {written(figure.score or 0, figure.decimals)} 分"
        if slot.score.last_tie_by_code:
            return f"{said}，按代码先后"
        values = [
            f"{tie.title} {self.wording.text(row, figure.place)}"
            for tie, row in zip(slot.score.ties, self.plan.ties[slot.period], strict=False)
        ]
        alike = self.appraisal.tied(self.plan.ranks[slot.period], figure.place)
        if not values:
            return f"{said}，并列"
        return f"{said}，依次比 {'、'.join(values)}" + (f"，仍有 {alike} 个并列" if alike > 1 else "")

    def _eligible(self, slot: Slot, figure: Figure) -> str:
        eligible = slot.version.eligible
        article = f"（{eligible.article}）" if eligible and eligible.article else ""
        if figure.eligible_rank is None:
            return f"已获奖，照常评分排名，不参加评奖，名额递进{article}"
        passed = (figure.rank or 0) - figure.eligible_rank
        return f"参评第 {figure.eligible_rank} 名" + (
            f"，前面有 {passed} 个不参评{article}" if passed > 0 else ""
        )
