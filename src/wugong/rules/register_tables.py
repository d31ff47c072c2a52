"""Finds what does not fit in the monthly tables and the quarterly quotas of a register."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from wugong.rules import register_parts as p
from wugong.rules.documents import Path
from wugong.rules.register_words import OF_PLACES, SUMMED, known_words

MONTH: Final = 31
WHOLE: Final = 100


def table_faults(version: p.Version) -> Iterator[tuple[Path, str]]:
    """Columns nobody can fill, states that do not exist, days no month has."""
    states = {state.code for state in version.states}
    for place, table in enumerate(version.tables):
        path: Path = ("tables", place)
        if table.due_day is not None and not 1 <= table.due_day <= MONTH:
            yield (*path, "due_day"), f"没有 {table.due_day} 日，写 1 到 31（月份短的按月末）"
        for state in table.states:
            if state not in states:
                yield (*path, "states"), f"没有“{state}”这个状态，有的是 {'、'.join(sorted(states))}"
        known = list(known_words(version, by_place=table.by_place))
        for spot, column in enumerate(table.columns):
            if column.value not in known:
                said = f"没有“{column.value}”这一列可填，可用的是 {'、'.join(known)}"
                yield (*path, "columns", spot, "value"), said
            elif column.sum == "sum" and not _is_number(version, table, column.value):
                yield (*path, "columns", spot, "sum"), f"“{column.title}”不是数，不能合计；要数几条就写 count"


def _is_number(version: p.Version, table: p.Table, value: str) -> bool:
    if table.by_place and (value in OF_PLACES or "." in value):
        return value != "place"
    return any(field.code == value and field.type in SUMMED for field in version.fields)


def quota_faults(version: p.Version) -> Iterator[tuple[Path, str]]:
    """Quarters out of order, percents that fall or pass a hundred, a field that is no number."""
    fields = {field.code: field for field in version.fields}
    for place, quota in enumerate(version.quotas):
        path: Path = ("quotas", place)
        if quota.field and (quota.field not in fields or fields[quota.field].type is not p.FieldType.NUMBER):
            yield (*path, "field"), f"没有“{quota.field}”这个 type: number 的字段"
        for spot, ((before, _), (after, _)) in enumerate(pairwise(quota.steps), start=1):
            if after <= before:
                yield (*path, "steps", spot, "quarter"), "季度要从早到晚写，每季一行"
        percents = [(spot, percent) for spot, (_, percent) in enumerate(quota.steps) if percent is not None]
        for spot, percent in percents:
            if percent > WHOLE:
                yield (*path, "steps", spot, "percent"), "累计比例不能超过 100"
        for (_, before), (spot, after) in pairwise(percents):
            if after < before:
                yield (*path, "steps", spot, "percent"), "累计的比例不能比前一季少"
