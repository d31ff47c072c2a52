"""The words a register's monthly table may take its columns from, beside the fields of the register."""

from collections.abc import Iterator
from typing import Final

from wugong.rules import register_parts as p

OF_MATTERS: Final = {  # in a table with a line for each matter
    "number": "编号",
    "title": "事项",
    "place": "村",
    "category": "类别",
    "state": "状态",
    "asker": "谁提的（遮住）",
    "lead": "责任单位",
    "leader": "责任领导",
    "officer": "责任人员",
    "opened_on": "登记日",
    "due_on": "到期日",
    "done_on": "办结日",
    "solved_on": "销号日",
    "answer": "答复",
}
OF_PLACES: Final = {  # in a table with a line for each village
    "place": "村",
    "carried": "上月结转",  # open as the month began
    "opened": "本月新登记",
    "done": "本月办结",
    "solved": "本月销号",
    "ended": "本月以别的方式了结",
    "reopened": "本月退回重办",
    "overdue": "月末超期未结",
    "remaining": "月末未结",
    "total": "累计登记",
}
SUMMED: Final = (p.FieldType.NUMBER, p.FieldType.DECIMAL, p.FieldType.MONEY)
IN_STATE: Final = "in."


def known_words(version: p.Version, *, by_place: bool) -> Iterator[str]:
    """What a column of a table of the register may hold.

    A line for each matter shows words and any field. A line for each village shows words, sums of fields
    that are numbers, `in.<state>` (how many stand there as the month ends), and `<field>.<choice>`
    (how many of them have that value).
    """
    if not by_place:
        yield from OF_MATTERS
        yield from (field.code for field in version.fields)
        return
    yield from OF_PLACES
    yield from (f"{IN_STATE}{state.code}" for state in version.states)
    for field in version.fields:
        if field.type in SUMMED:
            yield field.code
        yield from (f"{field.code}.{choice.code}" for choice in field.choices)
