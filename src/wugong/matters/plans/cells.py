"""The cells of a task row: what they are called, how long they may be, and what a plan left blank."""

import re
from typing import Final

TITLES: Final = {
    "title": "任务",
    "lead_units": "牵头单位",
    "support_units": "配合单位",
    "group_units": "各单位",
    "leader": "责任领导",
    "officer": "责任人员",
    "phase": "阶段",
    "until": "完成时限",
    "precision": "时限写到哪一级",
    "recurrences": "周期",
    "path": "上级标题",
}
GOAL: Final = "目标值"
UNITS: Final = ("lead_units", "support_units", "group_units")
WORDS: Final = {"title": 120, "leader": 40, "officer": 40, "phase": 60}  # characters a matter takes
PRECISIONS: Final = {"day": "某日前", "quarter": "某季度", "year": "某年", "period": "规划期内"}
CELLS_BY_WORD: Final = (
    ("leader", re.compile("领导")),
    ("officer", re.compile("人员|责任人|负责人|同志|联络员|人$")),
    ("until", re.compile("时限|期限|时间|日期|节点|时刻")),
    ("support_units", re.compile("配合|协|参与|参加|支持")),
)
PARTED: Final = re.compile(r"[、,，;；\n]+")


def cell_of(word: str) -> str:
    """Return the cell that a label of the plan fills."""
    return next((cell for cell, pattern in CELLS_BY_WORD if pattern.search(word)), "lead_units")


def names_in(text: str) -> list[str]:
    """Return the names that somebody typed with 、 between, each once."""
    return list(dict.fromkeys(name for one in PARTED.split(text) if (name := one.strip())))
