"""The whole way of an appraisal from files to files, as the console runs it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wugong.base.faults import Faults, refuse_all
from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.appraisal import Appraisal
from wugong.rules.expressions import Expression, series_in
from wugong.rules.facts import Entry, Unit
from wugong.rules.grants import check_quotas, grants
from wugong.rules.intake import Intake, read_register, read_scores
from wugong.rules.progress import Progress
from wugong.rules.proposals import Proposal, Proposals
from wugong.rules.reports import write_appraisal, write_grants
from wugong.rules.scheme import Scheme, Version, WhenAward


class FilesAmiss(Refusal):
    """A file the scheme needs is not given, or one is given that it does not know."""

    code = "rules.files_amiss"
    sentence = mark("%(why)s")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How much an appraisal wrote."""

    villages: int
    periods: int
    awards: int


def appraise_files(
    scheme: Scheme, scores: Path | None, registers: Mapping[str, Path], out: Path, progress: Progress
) -> Outcome:
    """Read the files, appraise, and write the result into `out`; refused input leaves `out` as it was."""
    _check_given(scheme, scores, registers)
    if scores is None:
        return _appraise_registers(scheme, registers, out)
    sheet = Faults(scores.name or str(scores))
    intake = read_scores(scores, scheme, _needed(scheme), sheet, progress)
    faults = {name: Faults(path.name) for name, path in registers.items()}
    entries = _read_registers(scheme, registers, intake.units if not sheet.count else None, faults)
    refuse_all([sheet, *faults.values()])
    check_quotas(scheme, entries, faults)
    refuse_all(list(faults.values()))
    return _appraise_scores(intake, entries, out, progress)


def _appraise_scores(
    intake: Intake, entries: Mapping[str, dict[int, Entry]], out: Path, progress: Progress
) -> Outcome:
    scheme = intake.scheme
    count = len(intake.rows)
    facts = intake.facts({name: list(rows.values()) for name, rows in entries.items()})
    intake.rows.clear()
    progress.say(f"读入 {count:,} 行，{len(facts.units):,} 个{intake.subject.name}，开始计算")
    appraisal = Appraisal(scheme, facts)
    proposals = [*Proposals(appraisal), *grants(scheme, entries)]
    progress.say(f"算出 {len(proposals):,} 项奖励和处置建议，开始写出")
    write_appraisal(out, appraisal, proposals, progress)
    return Outcome(len(facts.units), len(appraisal.calendar.slots), len(proposals))


def _appraise_registers(scheme: Scheme, registers: Mapping[str, Path], out: Path) -> Outcome:
    faults = {name: Faults(path.name) for name, path in registers.items()}
    entries = _read_registers(scheme, registers, None, faults)
    refuse_all(list(faults.values()))
    check_quotas(scheme, entries, faults)
    refuse_all(list(faults.values()))
    proposals: list[Proposal] = list(grants(scheme, entries))
    write_grants(out, scheme, proposals)
    periods = {one.period for one in proposals}
    return Outcome(len({one.code for one in proposals}), len(periods), len(proposals))


def _read_registers(
    scheme: Scheme,
    registers: Mapping[str, Path],
    units: Mapping[str, Unit] | None,
    faults: Mapping[str, Faults],
) -> dict[str, dict[int, Entry]]:
    return {
        name: read_register(path, scheme.registers[name], units, faults[name])
        for name, path in registers.items()
    }


def _check_given(scheme: Scheme, scores: Path | None, registers: Mapping[str, Path]) -> None:
    known = "、".join(scheme.registers) or "（没有）"
    for name in registers:
        if name not in scheme.registers:
            raise FilesAmiss(why=f"办法“{scheme.name}”没有“{name}”这张登记表，它的登记表是 {known}")
    if scheme.inputs and scores is None:
        raise FilesAmiss(why=f"办法“{scheme.name}”要评分表，请在办法后面写上评分表的文件")
    if not scheme.inputs and scores is not None:
        raise FilesAmiss(why=f"办法“{scheme.name}”不用评分表，请用 --register 名称=文件 交 {known}")
    for name, register in scheme.registers.items():
        if register.required and name not in registers:
            raise FilesAmiss(why=f"办法“{scheme.name}”要登记表 {name}，请加上 --register {name}=文件")


def _needed(scheme: Scheme) -> set[str]:
    return {
        series.name
        for version in scheme.versions
        for expression in _formulas(version)
        for series in series_in(expression)
    }


def _formulas(version: Version) -> Iterator[Expression]:
    for score in version.scores.values():
        yield from (score.expression, *(tie.expression for tie in score.ties))
    conditions = [check.holds for check in version.checks.values() if check.rows]
    for award in version.awards.values():
        conditions += award.holds if isinstance(award, WhenAward) and award.rows else ()
    for condition in conditions:
        yield from (condition.left, condition.right)
