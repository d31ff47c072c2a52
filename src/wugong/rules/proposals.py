"""The awards and consequences that an appraisal proposes, each with its reason in Chinese."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wugong.base.amounts import plain, written
from wugong.base.periods import Period
from wugong.rules.appraisal import Appraisal
from wugong.rules.calendar import Slot
from wugong.rules.facts import Entry, entries_by_subject, matches
from wugong.rules.scheme import (
    Award,
    Check,
    FollowAward,
    GainAward,
    RankAward,
    Recipients,
    StreakAward,
    WhenAward,
)
from wugong.rules.wording import Wording

PROPOSED, MET, UNMET = "proposed", "met", "unmet"
FLAGS = {"inferred": "推定数额", "legal-review": "须法制审核"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed award or consequence, or a check and whether it is met.

    `fen` holds hundredths of `unit`, and is None where no amount belongs to it.
    """

    code: str
    period: Period
    award: str
    recipient: str
    fen: int | None
    reason: str
    public: bool
    person: bool
    article: str
    flags: tuple[str, ...]
    unit: str = "yuan"
    status: str = PROPOSED

    @property
    def amount(self) -> str:
        """The amount in its unit with two decimals, or nothing."""
        return "" if self.fen is None else written(self.fen, 2)


class Proposals:
    """All proposals of an appraisal: by period, then pool and code, then in the scheme's order."""

    def __init__(self, appraisal: Appraisal) -> None:
        self.appraisal = appraisal
        self.scheme = appraisal.scheme
        self.names = appraisal.scheme.subject

    def __iter__(self) -> Iterator[Proposal]:
        for slot in self.appraisal.calendar.slots:
            awards = [award for award in slot.version.awards.values() if self._may(award, slot)]
            rows = {award.name: self.appraisal.plan.awards.get((slot.period, award.name)) for award in awards}
            hit = [self.appraisal.rows[row] for row in rows.values() if row is not None]
            checks = self._checks(slot)
            for place in range(len(self.appraisal.facts.units)):
                for check, row in checks:
                    if (met := self.appraisal.value(row, place)) is not None:
                        yield self._checked(check, slot, place, bool(met))
                if any(row[place] for row in hit):
                    for award in awards:
                        yield from self._of(award, slot, place)

    def _may(self, award: Award, slot: Slot) -> bool:
        return award.rows and getattr(award, "level", None) is slot.period.level

    def _checks(self, slot: Slot) -> list[tuple[Check, int]]:
        rows = self.appraisal.plan.checks
        checks = slot.version.checks.items()
        return [(check, rows[slot.period, name]) for name, check in checks if (slot.period, name) in rows]

    def _checked(self, check: Check, slot: Slot, place: int, met: bool) -> Proposal:
        unit = self.appraisal.facts.units[place]
        said = [self.wording.compared(check.holds, slot.period, place, met)]
        if not met:
            said += [self.wording.gap(check.holds, slot.period, place), check.does]
        article = f"（{check.article}）" if check.article else ""
        head = f"{unit.title}{slot.period.label}{check.title}：{'达标' if met else '未达标'}"
        return Proposal(
            code=unit.code,
            period=slot.period,
            award=check.name,
            recipient=unit.code,
            fen=None,
            reason=f"{'，'.join(filter(None, [head, *said]))}{article}。",
            public=check.public,
            person=False,
            article=check.article or slot.version.basis,
            flags=(),
            status=MET if met else UNMET,
        )

    def _of(self, award: Award, slot: Slot, place: int) -> Iterator[Proposal]:
        if isinstance(award, FollowAward):
            yield from self._follow(award, slot, place)
            return
        value = self.appraisal.value(self.appraisal.plan.awards.get((slot.period, award.name)), place)
        if not value:
            return
        code = self.appraisal.facts.units[place].code
        if isinstance(award, RankAward):
            yield from self._rank(award, slot, place, value)
        elif isinstance(award, WhenAward):
            yield _proposal(award, slot.period, (code, code), award.amount, self._held(award, slot, place))
        elif isinstance(award, GainAward):
            yield _proposal(award, slot.period, (code, code), value, self._gained(award, slot, place))
        else:
            assert isinstance(award, StreakAward)
            yield _proposal(award, slot.period, (code, code), None, self._again(award, slot, place))

    def _rank(self, award: RankAward, slot: Slot, place: int, value: int) -> Iterator[Proposal]:
        standing = self._standing(award, slot, place)
        unit, reason = self.appraisal.facts.units[place], self._stood(award, slot, place)
        if not award.to:
            fen = value if award.amounts else None
            yield _proposal(award, slot.period, (unit.code, unit.code), fen, reason, standing=standing)
        for one in award.to:
            if standing in one.amounts:
                for entry in self._entries(one, place):
                    yield _proposal(
                        award, slot.period, (unit.code, entry[one.recipient]), one.amounts[standing], reason
                    )

    def _follow(self, award: FollowAward, slot: Slot, place: int) -> Iterator[Proposal]:
        for one in award.to:
            for name, amounts in one.follows.items():
                fen = self._followed(slot, name, amounts, place)
                if fen is None:
                    continue
                unit, other = self.appraisal.facts.units[place], slot.version.awards[name]
                reason = f"{unit.title}{slot.period.label}得{other.title}{self._which(other, slot, place)}"
                for entry in self._entries(one, place):
                    yield _proposal(award, slot.period, (unit.code, entry[one.recipient]), fen, reason)

    def _followed(self, slot: Slot, name: str, amounts: Mapping[int | None, int], place: int) -> int | None:
        if not self.appraisal.value(self.appraisal.plan.awards.get((slot.period, name)), place):
            return None
        other = slot.version.awards[name]
        if isinstance(other, RankAward) and self._alone(self._ranking(other, slot), place):
            return amounts.get(self._standing(other, slot, place), amounts.get(None))
        return amounts.get(None)

    def _alone(self, ranking: int, place: int) -> bool:
        return self.appraisal.tied(ranking, place) == 1

    def _which(self, award: Award, slot: Slot, place: int) -> str:
        return f"（第{self._standing(award, slot, place)}名）" if isinstance(award, RankAward) else ""

    def _ranking(self, award: RankAward | StreakAward, slot: Slot) -> int:
        plan = self.appraisal.plan
        return (plan.eligible if award.eligible else plan.ranks)[slot.period]

    def _standing(self, award: RankAward, slot: Slot, place: int) -> int:
        """The unit's place in the award's ranking, counted from its end."""
        ranking = self._ranking(award, slot)
        rank = self.appraisal.value(ranking, place) or 0
        return self.appraisal.ranked(ranking, place) - rank + 1 if award.bottom else rank

    @cached_property
    def _registers(self) -> dict[str, dict[str, list[Entry]]]:
        given = self.appraisal.facts.registers
        registers = self.scheme.registers
        return {name: entries_by_subject(registers[name], entries) for name, entries in given.items()}

    def _entries(self, one: Recipients, place: int) -> Sequence[Entry]:
        code = self.appraisal.facts.units[place].code
        found = self._registers.get(one.register, {}).get(code, [])
        return sorted((e for e in found if matches(e, one.where)), key=lambda entry: entry[one.recipient])

    def _stood(self, award: RankAward, slot: Slot, place: int) -> str:
        unit, names = self.appraisal.facts.units[place], self.names
        assert names is not None
        ranking = self._ranking(award, slot)
        count = self.appraisal.ranked(ranking, place)
        standing = self._standing(award, slot, place)
        if award.bottom:
            end = {1: "末位", 2: "倒数第二"}.get(standing, f"倒数第{standing}")
            return f"{unit.title}{slot.period.label}在全{names.pool_name} {count} 个{names.name}中列{end}"
        said = f"{unit.title}{slot.period.label}{'参评' if award.eligible else ''}第 {standing} 名"
        full = self.appraisal.value(self.appraisal.plan.ranks[slot.period], place) or 0
        if award.eligible and full > standing:
            said += f"（全{names.pool_name}第 {full} 名，前面有获奖{names.name}不参评，名额递进）"
        tied = self.appraisal.tied(ranking, place)
        if tied > 1:
            last = min(standing + tied - 1, award.places)
            prize = "奖金" if award.unit == "yuan" else "积分"
            how = f"平分第 {standing} 至 {last} 名的{prize}" if last > standing else f"平分这一名的{prize}"
            said += f"，{tied} 个{names.name}并列，{how if award.tied == 'split' else '各得一份'}"
        return said

    @cached_property
    def wording(self) -> Wording:
        """The words for comparisons."""
        return Wording(self.appraisal)

    def _held(self, award: WhenAward, slot: Slot, place: int) -> str:
        said = [self.wording.all_held(award.holds, slot.period, place)]
        if award.checks:
            said.append(self._met(slot, place))
        unit = self.appraisal.facts.units[place]
        return f"{unit.title}{slot.period.label}：{award.says or '；'.join(filter(None, said))}"

    def _met(self, slot: Slot, place: int) -> str:
        rows = [row for _, row in self._checks(slot)]
        met = sum(self.appraisal.value(row, place) or 0 for row in rows)
        return f"{len(rows)} 项标准" + ("全部达到" if met == len(rows) else f"达到 {met} 项")

    def _gained(self, award: GainAward, slot: Slot, place: int) -> str:
        ranks, unit = self.appraisal.plan.ranks, self.appraisal.facts.units[place]
        before = self.appraisal.value(ranks[slot.period.plus(-1)], place) or 0
        now = self.appraisal.value(ranks[slot.period], place) or 0
        return (
            f"{unit.title}{slot.period.label}从上期第 {before} 名升到第 {now} 名，"
            f"升 {before - now} 位（升 {award.at_least} 位起评）"
        )

    def _again(self, award: StreakAward, slot: Slot, place: int) -> str:
        names = self.names
        assert names is not None
        periods = "、".join(slot.period.plus(-back).label for back in reversed(range(award.times)))
        end = "末位" if award.place == 1 else f"倒数第{award.place}"
        unit = self.appraisal.facts.units[place]
        return f"{unit.title}{periods}连续 {award.times} 次在全{names.pool_name}列{end}"


def _proposal(
    award: Award,
    period: Period,
    codes: tuple[str, str],
    fen: int | None,
    why: str,
    *,
    standing: int | None = None,
) -> Proposal:
    fen = fen if award.pays else None
    flags = [flag for flag in award.flags if flag.place is None or flag.place == standing]
    said = "".join(f"【{FLAGS[flag.name]}】{flag.says}。" for flag in flags)
    article = f"（{award.article}）" if award.article else ""
    return Proposal(
        code=codes[0],
        period=period,
        award=award.name,
        recipient=codes[1],
        fen=fen,
        reason=f"{why}，{consequence(award, fen)}{article}。{said}",
        public=award.public,
        person=codes[0] != codes[1],
        article=award.article,
        flags=tuple(flag.name for flag in flags),
        unit=award.unit,
    )


def consequence(award: Award, fen: int | None) -> str:
    """What follows, in words: what has to be done and the money, or the award's title."""
    money = ""
    if fen is not None and award.unit == "points":
        money = f"{'拟扣' if fen < 0 else '拟记'} {plain(abs(fen), 2)} 积分"
    elif fen is not None:
        money = f"{'拟扣' if fen < 0 else '拟奖'} {written(abs(fen), 2)} 元"
    elif not award.pays:
        money = "开关未开，不计数额"
    return "，".join(filter(None, [award.does, money])) or award.title
