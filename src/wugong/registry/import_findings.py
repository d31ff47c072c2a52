"""What the checks of an import found, by cell: what is refused, what is only warned of."""

from dataclasses import dataclass, field
from typing import Final

import polars as pl

SCHEMA: Final = {"row": pl.UInt32, "column": pl.String, "reason": pl.String}


@dataclass
class Findings:
    """Cells with a reason, collected check by check."""

    refused: list[pl.DataFrame] = field(default_factory=list)
    warned: list[pl.DataFrame] = field(default_factory=list)

    def add(
        self,
        rows: pl.DataFrame,
        bad: pl.Expr | pl.Series,
        column: str,
        reason: str | pl.Expr,
        *,
        refuses: bool = True,
    ) -> None:
        """Note this column of the rows that are bad, with a reason (a text or an expression over the row)."""
        found = rows.filter(bad)
        if not found.is_empty():
            said = pl.lit(reason) if isinstance(reason, str) else reason
            cells = found.select("row", pl.lit(column).alias("column"), said.cast(pl.String).alias("reason"))
            (self.refused if refuses else self.warned).append(cells)

    def set_aside(self, rows: pl.Series, columns: tuple[str, ...]) -> None:
        """What was refused in these columns of these rows is so no longer: it had another cause."""
        kept = ~(pl.col("row").is_in(rows.implode()) & pl.col("column").is_in(columns))
        self.refused = [found.filter(kept) for found in self.refused]

    @property
    def faults(self) -> pl.DataFrame:
        """Return the refused cells in the order of the sheet."""
        return _together(self.refused)

    @property
    def warnings(self) -> pl.DataFrame:
        """Return the cells that are taken with a warning, in the order of the sheet."""
        return _together(self.warned)

    @property
    def rows(self) -> pl.Series:
        """Return the rows that are not taken."""
        return self.faults["row"].unique()


def _together(found: list[pl.DataFrame]) -> pl.DataFrame:
    empty = pl.DataFrame(schema=SCHEMA)
    return pl.concat([empty, *found]).unique(["row", "column"], keep="first", maintain_order=True).sort("row")
