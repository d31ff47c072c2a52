"""Awards by the rows of a register: an imported ranking, designations with quotas."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from wugong.base.faults import Faults
from wugong.base.periods import Period
from wugong.rules.facts import Entry
from wugong.rules.proposals import Proposal, consequence
from wugong.rules.scheme import Register, RowAward, Scheme, Version


def check_quotas(
    scheme: Scheme, registers: Mapping[str, Mapping[int, Entry]], faults: Mapping[str, Faults]
) -> None:
    """Note each row, by its sheet row, that is one more than the quota of its kind in its period."""
    for _, award, rows in _row_awards(scheme, registers):
        counts: Counter[tuple[Period, str]] = Counter()
        for period, number, entry in rows:
            value = entry[award.column]
            counts[period, value] += 1
            quota = award.quotas.get(value)
            if quota is not None and counts[period, value] > quota:
                said = (
                    f"{period.label}的 {value} 名额 {quota} 个，这是第 {counts[period, value]} 个，超出名额"
                )
                faults[award.register].add(said, row=number, column=award.column)


def grants(scheme: Scheme, registers: Mapping[str, Mapping[int, Entry]]) -> Iterator[Proposal]:
    """The proposals that the registers bring: by version and award, then period, then sheet row."""
    for version, award, rows in _row_awards(scheme, registers):
        best = _highest(award, [entry for _, _, entry in rows])
        for _, _, entry in sorted(rows, key=lambda row: row[0]):
            passed = award.highest_only and best[_key(award, entry)] is not entry
            if _fen(award, entry) and not passed:
                yield _grant(award, scheme.registers[award.register], version, entry)


def _row_awards(
    scheme: Scheme, registers: Mapping[str, Mapping[int, Entry]]
) -> Iterator[tuple[Version, RowAward, list[tuple[Period, int, Entry]]]]:
    """Each award by register with the rows whose period its version governs."""
    for version in scheme.versions:
        for award in version.awards.values():
            if isinstance(award, RowAward) and award.rows:
                entries = registers.get(award.register, {}).items()
                rows = [
                    (Period.parse(entry[award.period_column]), number, entry) for number, entry in entries
                ]
                yield version, award, [row for row in rows if scheme.version_for(row[0]) is version]


def _key(award: RowAward, entry: Entry) -> tuple[str, str]:
    return entry[award.period_column], entry[award.recipient]


def _highest(award: RowAward, entries: Sequence[Entry]) -> dict[tuple[str, str], Entry]:
    best: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        held = best.setdefault(_key(award, entry), entry)
        if _fen(award, entry) > _fen(award, held):
            best[_key(award, entry)] = entry
    return best


def _fen(award: RowAward, entry: Entry) -> int:
    value = entry[award.column]
    if award.equals:
        return award.equals.get(value, 0)
    return next((fen for most, fen in sorted(award.at_most.items()) if int(value) <= most), 0)


def _grant(award: RowAward, register: Register, version: Version, entry: Entry) -> Proposal:
    period, code = Period.parse(entry[award.period_column]), entry[award.recipient]
    fen = _fen(award, entry) if award.pays else None
    value, titles = entry[award.column], register.columns[award.column].titles
    named = f"第 {value} 名" if award.at_most else titles.get(value, value)
    kept = "，同一单位当年只发高的一级" if award.highest_only else ""
    article = f"（{award.article}）" if award.article else ""
    said = "".join(f"{flag.says}。" for flag in award.flags)
    what = f"{code} {period.label}{register.title}：{named}"
    return Proposal(
        code=code,
        period=period,
        award=award.name,
        recipient=code,
        fen=fen,
        reason=f"{what}，{consequence(award, fen)}{kept}{article}。{said}",
        public=award.public,
        person=False,
        article=award.article or version.basis,
        flags=tuple(flag.name for flag in award.flags),
    )
