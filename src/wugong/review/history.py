"""The schemes of a town one after the other as one scheme: each period goes by the one of its last day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from wugong.base.periods import Period
from wugong.review.models import AdoptedScheme
from wugong.review.queries import scheme_of
from wugong.rules.scheme import GainAward, Input, Scheme, StreakAward, Version

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stage:
    """A scheme, and the days on which the town went by it."""

    scheme: Scheme
    since: date
    until: date

    def versions(self, prefix: str) -> Iterator[Version]:
        """Yield what of the scheme's versions holds within these days."""
        for version in self.scheme.versions:
            since = max(version.since, self.since)
            until = min(version.until or date.max, self.until)
            if since <= until:
                yield replace(version, name=f"{prefix}{version.name}", since=since, until=until)


class History:
    """What a town was appraised by, from the first scheme to the one in force now."""

    def __init__(self, adopted: Sequence[AdoptedScheme]) -> None:
        ends = [later.since - DAY for _, later in pairwise(adopted)]
        self.stages = [
            Stage(scheme_of(one), one.since, until)
            for one, until in zip(adopted, [*ends, date.max][: len(adopted)], strict=True)
        ]

    @classmethod
    def drafted(cls, scheme: Scheme) -> "History":
        """Return a history in which the newest version of this scheme has always been in force."""
        version = replace(scheme.versions[-1], since=date.min, until=None)
        history = cls([])
        history.stages = [Stage(replace(scheme, versions=(version,)), date.min, date.max)]
        return history

    @cached_property
    def scheme(self) -> Scheme:
        """The scheme in force now, with the versions of the earlier ones before its own."""
        now = self.stages[-1]
        versions = [version for stage in self.stages[:-1] for version in stage.versions(f"{stage.since} ")]
        inputs: dict[str, Input] = {}
        for stage in self.stages:
            inputs |= {name: _joined(inputs.get(name), fact) for name, fact in stage.scheme.inputs.items()}
        registers = {name: one for stage in self.stages for name, one in stage.scheme.registers.items()}
        return replace(
            now.scheme, versions=(*versions, *now.versions("")), inputs=inputs, registers=registers
        )

    def missing(self, name: str, month: Period) -> int | None:
        """What an input stands at in a month where nothing was entered, in the pieces of `scheme`."""
        on = month.last_day
        stage = next((one for one in self.stages if one.since <= on <= one.until), self.stages[0])
        fact = stage.scheme.inputs.get(name)
        if fact is None or fact.missing is None:
            return None
        return _finer(fact, self.scheme.inputs[name].decimals).missing

    def reach(self, period: Period) -> int:
        """How many periods before it the period looks at: for ranks before, for places taken repeatedly."""
        streaks = [one for one in self._reading(period) if isinstance(one, StreakAward)]
        return max([1, *(streak.times - 1 for streak in streaks)])

    def reads_before(self, period: Period) -> bool:
        """Whether an award of the period rests on the period before."""
        return any(self._reading(period))

    def _reading(self, period: Period) -> Iterator[GainAward | StreakAward]:
        version = self.scheme.version_for(period)
        for one in version.awards.values() if version else ():
            if isinstance(one, GainAward | StreakAward) and one.level is period.level:
                yield one


def _joined(before: Input | None, now: Input) -> Input:
    """Return the input in pieces fine enough, and with ends wide enough, for both."""
    if before is None:
        return now
    decimals = max(before.decimals, now.decimals)
    one, two = _finer(before, decimals), _finer(now, decimals)
    return replace(two, least=min(one.least, two.least), most=max(one.most, two.most))


def _finer(fact: Input, decimals: int) -> Input:
    up: int = 10 ** (decimals - fact.decimals)
    missing = None if fact.missing is None else fact.missing * up
    return replace(fact, least=fact.least * up, most=fact.most * up, decimals=decimals, missing=missing)
