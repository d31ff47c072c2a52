"""What may be written into the cells of a goal (量化指标)."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from wugong.matters.plans import refusals
from wugong.matters.plans.rows import MOST, PLACES
from wugong.matters.texts import is_placeholder, needed, words_of

COMPARES: Final = {"at-least": "不低于", "at-most": "不高于", "exactly": "等于", "between": "在两者之间"}
CALLED: Final = {"goal": "目标值", "goal_most": "目标上限"}
LONGEST: Final = {"raw": 200, "counted_in": 20}


def goal_cells(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the cells of a goal as they are kept; refuse words that are no number, or no pair."""
    compare = cells.get("compare", "").strip() or "at-least"
    if compare not in COMPARES:
        raise refusals.NoSuchChoice(text=compare[:20], cell="怎样算达到", choices="、".join(COMPARES))
    goal, most = (figure_of(name, cells.get(name, "")) for name in ("goal", "goal_most"))
    if compare == "between" and goal is not None and (most is None or most < goal):
        raise refusals.NoUpperGoal
    return {
        "raw": needed("方案原文", cells.get("raw", ""), LONGEST["raw"]),
        "compare": compare,
        "goal": goal,
        "goal_most": most if compare == "between" else None,
        "counted_in": words_of("计量单位", cells.get("counted_in", ""), LONGEST["counted_in"]),
    }


def figure_of(cell: str, text: str) -> Decimal | None:
    """Return the number written there, None for nothing or for a mask (xx)."""
    words = text.strip()
    if not words or is_placeholder(words):
        return None
    try:
        number = Decimal(words)
    except InvalidOperation as fault:
        raise refusals.NoSuchFigure(text=words[:20], cell=CALLED[cell]) from fault
    if not number.is_finite() or abs(number) >= MOST or number != number.quantize(PLACES):
        raise refusals.NoSuchFigure(text=words[:20], cell=CALLED[cell])
    return number
