"""What the town's page shows: the picker of periods, the board, and how it was computed."""

from typing import Any

from django.urls import reverse

from wugong.base.periods import Level, Period
from wugong.portal import changes
from wugong.portal.boards import board_of
from wugong.portal.downloads import files_of
from wugong.portal.publication import publication_of
from wugong.portal.queries import Lineage, Public
from wugong.portal.reasons import reason_of
from wugong.review.methods import method_of
from wugong.review.queries import scheme_of
from wugong.web.periods import level_label, period_label, score_label, short_label

LEVELS = (Level.MONTH, Level.QUARTER, Level.HALF_YEAR, Level.YEAR)


def town(here: Lineage, runs: Public, period: Period, version: int | None = None) -> dict[str, Any]:
    """Return the context of a town's page in a public period: four queries, and one for what is rare."""
    publication = publication_of(runs, period, version)
    board = board_of(runs, period, publication)
    return {
        "line": here,
        "period": period,
        "publication": publication,
        "board": board,
        "choices": [(name, reverse("object", args=[code, period]), False) for code, name in board.villages],
        "places": [(name, reverse("why", args=[code, period]), False) for code, name in board.villages],
        "changes": changes.of_board(here.code, runs, period),
        "method": method_of(scheme_of(publication.run.scheme), period),
        "files": files_of(here.code, period) if publication.is_in_force else [],
        "score_head": score_label(period.level),
        **_picker(here.code, runs, period),
    }


def why(runs: Public, period: Period, code: str, version: int | None = None) -> dict[str, Any] | None:
    """Return the context of a village's why in a version, None where it has no figure: four queries."""
    publication = publication_of(runs, period, version)
    reason = reason_of(runs, period, code, publication)
    if reason is None:
        return None
    ask = reverse("object", args=[code, period])
    return {"period": period, "reason": reason, "publication": publication, "ask": ask}


def _picker(code: str, runs: Public, period: Period) -> dict[str, Any]:
    """Return the chips: each level's newest period, and all periods of this level, newest first."""
    levels = [
        (level_label(level), reverse("board", args=[code, newest]), level is period.level)
        for level in LEVELS
        if (newest := runs.latest(level))
    ]
    same = sorted((one for one in runs.runs if one.level is period.level), reverse=True)
    periods = [(period_label(one), reverse("board", args=[code, one]), one == period) for one in same]
    place_in = same.index(period)
    return {
        "levels": levels,
        "periods": periods,
        "earlier": _step(code, same[place_in + 1 : place_in + 2]),
        "later": _step(code, same[max(0, place_in - 1) : place_in]),
    }


def _step(code: str, periods: list[Period]) -> tuple[str, str] | None:
    return next(((short_label(one), reverse("board", args=[code, one])) for one in periods), None)
