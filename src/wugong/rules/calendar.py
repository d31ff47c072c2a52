"""Which periods a scheme has between the first and the last month of the facts, and which version holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from wugong.base.periods import Level, Period, span, touching
from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.scheme import Scheme, Score, Version


class NoVersion(Refusal):
    """A month or longer period for which the scheme has no version in force."""

    code = "rules.no_version"
    sentence = mark("办法“%(scheme)s”在 %(day)s 没有生效的版本，请看版本的 from 和 until")


@dataclass(frozen=True, slots=True)
class Slot:
    """A period that gets a score, and the version and score part by which it gets it."""

    period: Period
    version: Version
    score: Score


@dataclass(frozen=True, slots=True)
class Calendar:
    """All months of the facts and all slots: months first, then quarters, half-years, years.

    Where the sheet is kept by longer periods, those stand in place of the months.
    """

    months: Sequence[Period]
    slots: Sequence[Slot]

    def month_place(self, month: Period) -> int | None:
        """The place of a month among the months of the facts, or None where it lies outside."""
        place = month.index - self.months[0].index
        return place if 0 <= place < len(self.months) else None


def lay_out(scheme: Scheme, first: Period, last: Period) -> Calendar:
    """The calendar from month `first` to month `last`; NoVersion where a month has no version in force.

    A period takes the version in force on its last day; a version may leave a level out, and then the
    period gets no score. A period that is not over may lie beyond `until`: it gets no score either.
    """
    months = list(span(first, last))
    slots = []
    for level in Level:
        for period in touching(months, level) if level >= scheme.base else ():
            version = scheme.version_for(period)
            if version is None and level is scheme.base:
                raise NoVersion(scheme=scheme.name, day=period.last_day)
            score = version.scores.get(level) if version else None
            if version and score and (not score.only or str(period)[5:] in score.only):
                slots.append(Slot(period, version, score))
    return Calendar(months, slots)
