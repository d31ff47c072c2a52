"""The special fund (专项经费): what each village gets by its people and its score of a period, with why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wugong.base.amounts import written
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import Figure, Population, Run
from wugong.rules.allotments import FundVersion, Share, allot, fund_text, read_fund


@dataclass(frozen=True)
class Allotment:
    """经费分配表: the fund of a town on the scores of a published period."""

    run: Run
    version: FundVersion
    shares: Sequence[Share]
    figures: Sequence[Figure]
    unscored: Sequence[str]
    counted: Mapping[str, Population]

    @property
    def entries(self) -> list[tuple[date, str, list[str]]]:
        """Return the entries of people it is reckoned by: day, source, and the villages they are of."""
        found: dict[tuple[date, str], list[str]] = {}
        for one in self.counted.values():
            found.setdefault((one.since, one.source), []).append(one.village.name)
        return [(since, source, found[since, source]) for since, source in sorted(found)]

    @property
    def rows(self) -> list[tuple[Share, str, int | None]]:
        """Return each share with the village's name and its score in hundredths."""
        by_code = {one.village.code: one for one in self.figures}
        found = [(share, by_code[share.code]) for share in self.shares]
        return [(share, one.village.name, one.hundredths) for share, one in found]

    @property
    def people(self) -> int:
        return sum(share.population for share in self.shares)

    @property
    def base_fen(self) -> int:
        return sum(share.base_fen for share in self.shares)

    @property
    def floating_fen(self) -> int:
        return sum(share.floating_fen for share in self.shares)

    @property
    def fen(self) -> int:
        return self.base_fen + self.floating_fen


def allotment_of(town: Place, period: Period) -> Allotment:
    """Return the fund of the town by the published scores of the period and the people of its last day.

    Every village of the run has its base; one without a score has no part in the pool. Refused without
    a public run, or while a village has no population.
    """
    run = Run.objects.of(town).approved().filter(period=str(period)).select_related("town").first()
    if run is None:
        raise refusals.NotPublishedYet(town=town.name, period=period.label)
    figures = list(Figure.objects.filter(run=run).select_related("village").order_by("village__code"))
    people = populations_on(period, [one.village for one in figures])
    if lacking := [one.village.name for one in figures if one.village not in people]:
        raise refusals.NoPopulation(names="、".join(lacking), day=period.last_day)
    version = read_fund(fund_text()).version_on(period.last_day)
    if version is None:
        raise refusals.NotPublishedYet(town=town.name, period=period.label)
    counted = {one.village.code: people[one.village] for one in figures}
    rows = [
        (one.village.code, one.village.name, people[one.village].people, one.hundredths or 0)
        for one in figures
    ]
    unscored = {one.village.code: one.village.name for one in figures if one.hundredths is None}
    shares = [_without_score(one, unscored) for one in allot(version, rows)]
    return Allotment(run, version, shares, figures, list(unscored.values()), counted)


def _without_score(share: Share, unscored: Mapping[str, str]) -> Share:
    """Return the share as it is; that of a village without a score says that it has the base only."""
    if share.code not in unscored:
        return share
    base = written(share.base_fen, 2)
    said = f"{unscored[share.code]}：{share.population} 人，基础部分 {base} 元；这一期没有成绩，没有浮动部分"
    return replace(share, said=said)


def populations_on(period: Period, villages: Sequence[Place]) -> dict[Place, Population]:
    """Return the newest population of each village on the last day of the period: one query."""
    known = Population.objects.filter(village__in=villages, since__lte=period.last_day)
    return {one.village: one for one in known.select_related("village").order_by("since", "revision")}
