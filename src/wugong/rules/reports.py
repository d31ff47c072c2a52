"""Writes the outcome of an appraisal as scores.csv, awards.csv and explain.json, all or none."""

import csv
import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from errno import EISDIR
from pathlib import Path
from typing import Any, TextIO

from wugong.base.amounts import written
from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.appraisal import Appraisal, Figure
from wugong.rules.explaining import Explainer
from wugong.rules.progress import Progress
from wugong.rules.proposals import Proposal
from wugong.rules.scheme import Scheme

SCORES = ("village_code", "period", "score", "rank", "eligible_rank", "complete")
AWARDS = ("village_code", "period", "award", "recipient", "amount", "status", "reason")
SCRATCH = ".appraise-"
SIGNED = re.compile("[+-][0-9]+(?:[.][0-9]+)?")
RISKY = ("=", "+", "-", "@", "\t", "\r")


class NoFolder(Refusal):
    """An output folder that cannot be made or written."""

    code = "rules.no_folder"
    sentence = mark("不能往“%(folder)s”里写（%(why)s），请换一个文件夹")


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A scratch folder whose files replace those of the same name in `folder` when all are written.

    Whatever goes wrong before, `folder` is as it was; NoFolder where it cannot be written. Of two that
    write at once, the files of one follow those of the other, never mixed. What a killed one left is cleared.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as held:
            with _locked(folder):
                _clear(folder)
                scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=folder))
                held.callback(shutil.rmtree, scratch, ignore_errors=True)
                held.enter_context(_locked(scratch))
            yield scratch
            with _locked(folder):
                _move_all(scratch, folder)
    except OSError as error:
        raise NoFolder(folder=folder, why=error.strerror) from None


@contextmanager
def _locked(folder: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)


def _clear(folder: Path) -> None:
    """Remove the scratch folders that nobody holds any more."""
    for left in folder.glob(f"{SCRATCH}*"):
        with suppress(BlockingIOError), _locked(left, fcntl.LOCK_EX | fcntl.LOCK_NB):
            shutil.rmtree(left, ignore_errors=True)


def _move_all(scratch: Path, folder: Path) -> None:
    targets = {path: folder / path.name for path in sorted(scratch.iterdir())}
    for target in targets.values():
        if target.is_dir():
            raise IsADirectoryError(EISDIR, f"{target.name} 是文件夹")
    for path, target in targets.items():
        path.replace(target)


def write_appraisal(
    folder: Path, appraisal: Appraisal, proposals: list[Proposal], progress: Progress
) -> None:
    """Write the three files of an appraisal into `folder`."""
    explainer = Explainer(appraisal)
    with staged(folder) as scratch:
        with _open(scratch / "scores.csv") as scores, _open(scratch / "explain.json") as explain:
            rows = csv.writer(scores, lineterminator="\n")
            rows.writerow(SCORES)
            figures = _figures(appraisal, explainer, rows, progress)
            _write_explain(explain, _head(appraisal.scheme, _version(appraisal)), figures, proposals)
        _write_awards(scratch / "awards.csv", proposals)


def write_grants(folder: Path, scheme: Scheme, proposals: list[Proposal]) -> None:
    """Write the three files of a scheme that has awards by register only; scores.csv has its header."""
    with staged(folder) as scratch:
        with _open(scratch / "scores.csv") as scores:
            csv.writer(scores, lineterminator="\n").writerow(SCORES)
        with _open(scratch / "explain.json") as explain:
            _write_explain(explain, _head(scheme, scheme.versions[-1].name), (), proposals)
        _write_awards(scratch / "awards.csv", proposals)


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _figures(appraisal: Appraisal, explainer: Explainer, rows: Any, progress: Progress) -> Iterator[str]:
    for count, (slot, figure) in enumerate(appraisal.figures(), start=1):
        row = _score_row(figure)
        rows.writerow([*(_safe(text) for text in row[:2]), *row[2:]])
        why = explainer.explain(slot, figure)
        yield _json(
            {
                "village_code": figure.unit.code,
                "period": row[1],
                "score": row[2] or None,
                "rank": figure.rank,
                "eligible_rank": figure.eligible_rank,
                "rule": why.rule,
                "inputs": why.inputs,
                "steps": why.steps,
            }
        )
        progress.step("写出", count)


def _score_row(figure: Figure) -> list[str]:
    score = "" if figure.score is None else _two_decimals(figure)
    ranks = ["" if rank is None else str(rank) for rank in (figure.rank, figure.eligible_rank)]
    return [figure.unit.code, str(figure.period), score, *ranks, "no" if figure.score is None else "yes"]


def _two_decimals(figure: Figure) -> str:
    pieces = figure.score or 0
    return (
        written(pieces, figure.decimals)
        if figure.decimals >= 2
        else written(pieces * 10 ** (2 - figure.decimals), 2)
    )


def _write_awards(path: Path, proposals: Iterable[Proposal]) -> None:
    with _open(path) as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(AWARDS)
        for one in proposals:
            codes = [_safe(text) for text in (one.code, str(one.period), one.award, one.recipient)]
            rows.writerow([*codes, one.amount, one.status, _safe(one.reason)])


def _write_explain(
    file: TextIO, head: Mapping[str, Any], figures: Iterable[str], proposals: Iterable[Proposal]
) -> None:
    file.write(_json(head)[:-1] + ', "figures": [')
    _write_list(file, figures)
    file.write('], "awards": [')
    _write_list(file, (_json(_award(one)) for one in proposals))
    file.write("]}\n")


def _write_list(file: TextIO, items: Iterable[str]) -> None:
    for count, item in enumerate(items):
        file.write(",\n" if count else "\n")
        file.write(item)


def _award(one: Proposal) -> dict[str, Any]:
    return {
        "village_code": one.code,
        "period": str(one.period),
        "award": one.award,
        "recipient": one.recipient,
        "amount": one.amount or None,
        "unit": one.unit if one.amount else None,
        "status": one.status,
        "reason": one.reason,
        "article": one.article,
        "flags": list(one.flags),
        "public": one.public,
    }


def _head(scheme: Scheme, version: str) -> dict[str, Any]:
    held = next(found for found in scheme.versions if found.name == version)
    return {
        "scheme": scheme.name,
        "version": version,
        "basis": held.basis,
        "switches": dict(scheme.settings),
        "rules": [
            {
                "rule": f"{found.name}/{score.level.word}",
                "since": found.since.isoformat(),
                "basis": found.basis,
                "article": score.article,
                "formula": score.text,
                "decimals": score.decimals,
                "ties": [tie.text for tie in score.ties],
            }
            for found in scheme.versions
            for score in found.scores.values()
        ],
    }


def _version(appraisal: Appraisal) -> str:
    held = [(slot.period.last_day, slot.version.name) for slot in appraisal.calendar.slots]
    return max(held)[1] if held else appraisal.scheme.versions[-1].name


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula; a number with its sign is none."""
    return "'" + text if text.startswith(RISKY) and not SIGNED.fullmatch(text) else text
