"""Marks a score sheet (评分表): from what was counted to each line's points, with reasons in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.sheet_parts import Criterion, Group, ScoreSheet, SheetVersion, Spot, Veto, points
from wugong.rules.sheet_reading import SHEETS, NoSuchSheet, read_sheet, sheet_text

__all__ = [
    "SHEETS",
    "CountsRefused",
    "Criterion",
    "Group",
    "Marked",
    "MarkedLine",
    "NoSuchSheet",
    "ScoreSheet",
    "SheetVersion",
    "Spot",
    "Veto",
    "evaluate",
    "points",
    "read_sheet",
    "sheet_text",
    "wrong_counts",
]

MOST = 9999  # of one kind of finding in one village: more is a slip of the finger


class CountsRefused(Refusal):
    """Counts that the sheet does not know or that cannot be meant; `wrong` has a sentence for each key."""

    code = "rules.counts_refused"
    sentence = mark("评分里有 %(count)s 处要改：%(said)s")

    def __init__(self, wrong: Mapping[str, str]) -> None:
        self.wrong = dict(wrong)
        super().__init__(count=len(wrong), said="；".join(wrong.values()))


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One line of the sheet as marked; all points in hundredths, `deducted` + `got` = `points`."""

    key: str
    title: str
    points: int
    deducted: int
    got: int
    said: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A sheet as marked: the total in hundredths, line by line, what vetoes did, the sum in words."""

    hundredths: int
    lines: tuple[MarkedLine, ...]
    vetoes: tuple[str, ...]
    said: str


def wrong_counts(version: SheetVersion, counts: Mapping[str, int], vetoes: Collection[str]) -> dict[str, str]:
    """What is wrong with each count and veto, by its key; empty where all can be marked."""
    wrong = {key: said for key, count in counts.items() if (said := _wrong_count(version, key, count))}
    known = {veto.key for veto in version.vetoes}
    for key in vetoes:
        if key not in known:
            wrong[key] = f"没有“{key}”这条否决项，请对照评分表 {version.name} 版"
    return wrong


def _wrong_count(version: SheetVersion, key: str, count: int) -> str:
    if key not in version.spots:
        return f"没有“{key}”这一行，请对照评分表 {version.name} 版"
    line, spot = version.spots[key]
    if type(count) is not int or not 0 <= count <= MOST:
        return f"{line.title}·{spot.title}：写的是 {count}，要写 0 到 {MOST} 的整数（{spot.unit}）"
    return ""


def evaluate(version: SheetVersion, counts: Mapping[str, int], vetoes: Collection[str] = ()) -> Marked:
    """The sheet as marked by how many were counted under each `<criterion>.<spot>`; what is not named is 0.

    Deductions stop at 0 line by line, then vetoes zero their lines, then the lowest cap holds the total.
    CountsRefused names every key that is unknown and every count that cannot be meant.
    """
    if wrong := wrong_counts(version, counts, vetoes):
        raise CountsRefused(wrong)
    hit = [veto for veto in version.vetoes if veto.key in vetoes]
    zeroed = {veto.criterion: veto for veto in reversed(hit) if veto.criterion is not None}
    lines = tuple(_line(criterion, counts, zeroed.get(criterion.key)) for criterion in version.criteria)
    got = sum(line.got for line in lines)
    caps = [veto for veto in hit if veto.cap is not None and veto.cap < got]
    total, said = got, f"{points(version.total)} − {points(version.total - got)} = {points(got)} 分"
    if caps:
        lowest = min(caps, key=_cap)
        total = _cap(lowest)
        said += f"；{_veto_said(version, lowest)}" + (f"，记 {points(total)} 分" if total else "")
    return Marked(total, lines, tuple(_veto_said(version, veto) for veto in hit), said)


def _line(criterion: Criterion, counts: Mapping[str, int], veto: Veto | None) -> MarkedLine:
    lost, reasons = 0, []
    for spot in criterion.spots:
        count = counts.get(f"{criterion.key}.{spot.key}", 0)
        if count:
            taken, said = _spot(spot, count)
            lost += taken
            reasons.append(said)
    if lost >= criterion.points:
        reasons.append(f"本项 {points(criterion.points)} 分扣完为止")
    if veto:
        reasons.append(f"{veto.title}，本项记 0 分")
    deducted = criterion.points if veto else min(lost, criterion.points)
    return MarkedLine(
        key=criterion.key,
        title=criterion.title,
        points=criterion.points,
        deducted=deducted,
        got=criterion.points - deducted,
        said="；".join(reasons) or "不扣分",
    )


def _spot(spot: Spot, count: int) -> tuple[int, str]:
    lost = count * spot.each
    taken = lost if spot.at_most is None else min(lost, spot.at_most)
    capped = f"（这一条最多扣 {points(taken)} 分）" if taken < lost else ""
    said = f"{spot.title} {count} {spot.unit}，每{spot.unit}扣 {points(spot.each)} 分"
    return taken, f"{said}，扣 {points(taken)} 分{capped}"


def _cap(veto: Veto) -> int:
    assert veto.cap is not None
    return veto.cap


def _veto_said(version: SheetVersion, veto: Veto) -> str:
    if veto.criterion is not None:
        title = next(line.title for line in version.criteria if line.key == veto.criterion)
        return f"{veto.title}：“{title}”记 0 分"
    return f"{veto.title}：总分" + (f"不超过 {points(veto.cap)} 分" if veto.cap else "记 0 分")
