"""What the town's and the village's page show: their changing head, and parts that are drawn once."""

from typing import Any

from django.urls import reverse

from wugong.base.periods import Level, Period
from wugong.places.models import Place
from wugong.portal.boards import board_of
from wugong.portal.fragments import fragment
from wugong.portal.methods import level_word, method_of
from wugong.portal.queries import Lineage, Public, short_label
from wugong.portal.villages import record_of
from wugong.review.models import AdoptedScheme
from wugong.review.queries import scheme_of

LEVELS = (Level.MONTH, Level.QUARTER, Level.HALF_YEAR, Level.YEAR)


def town(here: Lineage, runs: Public, period: Period) -> dict[str, Any]:
    """Return the context of a town's page in a period; only the first to ask waits for the drawing."""
    place = here.town
    run, approved_at = runs.runs[period]
    return {
        "line": here,
        "period": period,
        "approved_at": approved_at,
        "picker": fragment(
            "portal/parts/picker.html",
            f"{place.code}-{period}-{runs.stamp}",
            lambda: _picker(place, runs, period),
        ),
        "board": fragment("portal/parts/board.html", run, lambda: _board(place, runs, period)),
    }


def _board(place: Place, runs: Public, period: Period) -> dict[str, Any]:
    run = runs.runs[period][0]
    scheme = scheme_of(AdoptedScheme.objects.get(runs=run))
    return {
        "town": place,
        "board": board_of(runs, period),
        "method": method_of(scheme, period),
        "score_head": level_word(period.level),
    }


def _picker(place: Place, runs: Public, period: Period) -> dict[str, Any]:
    """Return the chips: each level's newest period, and all periods of this level, newest first."""
    levels = [
        (level.label, reverse("board", args=[place.code, newest]), level is period.level)
        for level in LEVELS
        if (newest := runs.latest(level))
    ]
    same = sorted((one for one in runs.periods if one.level is period.level), reverse=True)
    periods: list[tuple[str, str, bool]] = [
        (one.label, reverse("board", args=[place.code, one]), one == period) for one in same
    ]
    place_in = same.index(period)
    return {
        "period": period,
        "levels": levels,
        "periods": periods,
        "earlier": _step(place, same[place_in + 1 : place_in + 2]),
        "later": _step(place, same[max(0, place_in - 1) : place_in]),
    }


def _step(place: Place, periods: list[Period]) -> tuple[str, str] | None:
    return next(((short_label(one), reverse("board", args=[place.code, one])) for one in periods), None)


def village(here: Lineage, runs: Public) -> dict[str, Any]:
    """Return the context of a village's page."""

    def draw() -> dict[str, Any]:
        return {"line": here, "record": record_of(runs, here.code)}

    key = f"{here.code}-{runs.stamp}"
    return {"line": here, "record": fragment("portal/parts/record.html", key, draw)}
