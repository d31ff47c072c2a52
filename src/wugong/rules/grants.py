"""Awards by the rows of a register: an imported ranking, designations with quotas."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from wugong.base.amounts import written
from wugong.base.faults import Faults
from wugong.base.periods import Period
from wugong.rules.facts import Entry
from wugong.rules.proposals import Proposal
from wugong.rules.scheme import Register, RowAward, Scheme, Version

FIRST_ROW = 2  # of the entries in a sheet, below the header


def check_quotas(
    scheme: Scheme, registers: Mapping[str, Sequence[Entry]], faults: Mapping[str, Faults]
) -> None:
    """Note each row that is one more than the quota of its kind in its period."""
    for award, entries in _row_awards(scheme, registers):
        counts: Counter[tuple[Period, str]] = Counter()
        for number, entry in enumerate(entries, start=FIRST_ROW):
            value, period = entry[award.column], Period.parse(entry[award.period_column])
            counts[period, value] += 1
            version = scheme.version_for(period)
            held = version.awards.get(award.name) if version else None
            quota = held.quotas.get(value) if isinstance(held, RowAward) else None
            if quota is not None and counts[period, value] > quota:
                said = (
                    f"{period.label}的 {value} 名额 {quota} 个，这是第 {counts[period, value]} 个，超出名额"
                )
                faults[award.register].add(said, row=number, column=award.column)


def grants(scheme: Scheme, registers: Mapping[str, Sequence[Entry]]) -> Iterator[Proposal]:
    """The proposals that the registers bring: by period, then the order of the register."""
    for award, entries in _row_awards(scheme, registers):
        rows = [(Period.parse(entry[award.period_column]), place) for place, entry in enumerate(entries)]
        best = _highest(award, entries)
        for period, place in sorted(rows):
            version = scheme.version_for(period)
            fen = _fen(award, entries[place])
            if version and award.name in version.awards and fen:
                passed = award.highest_only and best[_key(award, entries[place])] != place
                if not passed:
                    yield _grant(award, scheme.registers[award.register], version, entries[place])


def _row_awards(
    scheme: Scheme, registers: Mapping[str, Sequence[Entry]]
) -> Iterator[tuple[RowAward, Sequence[Entry]]]:
    seen: dict[str, RowAward] = {}
    for version in scheme.versions:
        for award in version.awards.values():
            if isinstance(award, RowAward):
                seen[award.name] = award
    for award in seen.values():
        yield award, registers.get(award.register, ())


def _key(award: RowAward, entry: Entry) -> tuple[str, str]:
    return entry[award.period_column], entry[award.recipient]


def _highest(award: RowAward, entries: Sequence[Entry]) -> dict[tuple[str, str], int]:
    best: dict[tuple[str, str], int] = {}
    for place, entry in enumerate(entries):
        key = _key(award, entry)
        if key not in best or _fen(award, entry) > _fen(award, entries[best[key]]):
            best[key] = place
    return best


def _fen(award: RowAward, entry: Entry) -> int:
    value = entry[award.column]
    if award.equals:
        return award.equals.get(value, 0)
    return next((fen for most, fen in sorted(award.at_most.items()) if int(value) <= most), 0)


def _grant(award: RowAward, register: Register, version: Version, entry: Entry) -> Proposal:
    period, code, fen = Period.parse(entry[award.period_column]), entry[award.recipient], _fen(award, entry)
    value = f"第 {entry[award.column]} 名" if award.at_most else entry[award.column]
    kept = "，同一单位当年只发高的一级" if award.highest_only else ""
    article = f"（{award.article}）" if award.article else ""
    said = "".join(f"{flag.says}。" for flag in award.flags)
    what = f"{code}{period.label}{register.title}：{value}"
    return Proposal(
        code=code,
        period=period,
        award=award.name,
        recipient=code,
        fen=fen,
        reason=f"{what}，拟奖 {written(fen, 2)} 元{kept}{article}。{said}",
        public=award.public,
        person=False,
        article=award.article or version.basis,
        flags=tuple(flag.name for flag in award.flags),
    )
