"""What an import says beside its refused cells: columns left out, warnings, households without a head."""

from typing import Final

import polars as pl

from wugong.registry.import_columns import plain, vocabulary
from wugong.registry.import_plans import Plan

ROWS_NAMED: Final = 5  # rows that a warning for many names
HOMES_NAMED: Final = 20


def notes_of(plan: Plan) -> list[str]:
    """Return what is left out of the file, and which households stand without a head after the import."""
    layout = plan.draft.layout
    passed = [one for one in dict.fromkeys(layout.headers) if plain(one) in vocabulary().passed_over]
    notes = [plan.draft.note] if plan.draft.note else []
    if layout.unknown:
        notes.append(f"没有认出的列：{'、'.join(layout.unknown)}（不会导入）")
    if passed:
        notes.append(f"不导入的列：{'、'.join(passed)}")
    return [*notes, *_unheaded(plan)]


def _unheaded(plan: Plan) -> list[str]:
    homes = plan.unheaded.sort("row")
    said = [
        f"导入后没有户主的一户：{f'户号 {number}，' if number else ''}从第 {row} 行起，请补上户主那一行"
        for row, number in homes.head(HOMES_NAMED).rows()
    ]
    rest = homes.height - len(said)
    return [*said, f"另有 {rest} 户导入后没有户主"] if rest else said


def warning_lines(plan: Plan) -> list[str]:
    """Return the warnings, one line for all cells of a column with the same reason."""
    alike = plan.warnings.group_by("column", "reason", maintain_order=True).agg(
        pl.col("row").head(ROWS_NAMED).alias("rows"), pl.len().alias("count")
    )
    header = plan.draft.layout.header
    return [
        f"请留意，{header(column)} 列，第 {'、'.join(map(str, rows))} 行"
        f"{f'等 {count} 行' if count > len(rows) else ''}：{reason}"
        for column, reason, rows, count in alike.rows()
    ]
