"""A row of a round's table that can be read: what it says, and whether it writes over what nobody saw."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from wugong.accounts.models import User
from wugong.review.models import Score
from wugong.review.round_pages import Card, Cell
from wugong.review.round_sheets import InForce, still_counted
from wugong.review.scores import Sheet
from wugong.rules.score_sheets import evaluate

Counted = tuple[InForce, dict[str, int], list[str]]  # by which sheet, what, and which vetoes


@dataclass(frozen=True)
class Found:
    """A row that can be read: its village and day, what was found, the version it is made from."""

    number: int
    cell: Cell
    day: date
    note: str
    given: int | None
    counted: Counted | None
    version: int | None

    @cached_property
    def total(self) -> int:
        """What the row gives, in hundredths."""
        if self.counted is None:
            return self.given or 0
        sheet, counts, vetoes = self.counted
        return evaluate(sheet.version, counts, vetoes).hundredths

    @property
    def before(self) -> Score | None:
        """The score that stood when the table was made, where the table says which."""
        return next((one for one in self.cell.versions if one.revision == self.version), None)

    def says(self, score: Score | None) -> bool:
        """Say whether the row is this score."""
        if score is None or (score.hundredths, score.day) != (self.total, self.day):
            return False
        marks = (dict(score.counts), sorted(score.vetoes))
        return self.note in {"", score.note} and (self.counted is None or self.counted[1:] == marks)

    def unseen(self, sender: User) -> bool:
        """Say whether somebody else has changed the score since the table was made."""
        now = self.cell.score
        if now is None or self.version is None or self.version == now.revision:
            return False
        return now.entered_by_id != sender.pk

    def sheet(self, card: Card, in_force: Mapping[date, InForce]) -> Sheet:
        """Return what is to be entered."""
        now = self.cell.score
        if self.counted is None:
            sheet, counts, vetoes = still_counted(now, self.total, self.day, in_force)
        else:
            sheet, (counts, vetoes) = self.counted[0].adopted, self.counted[1:]
        return Sheet(
            self.cell.village.code,
            card.month,
            card.name,
            self.total,
            day=self.day,
            note=self.note or (now.note if now else ""),
            sheet=sheet,
            counts=counts,
            vetoes=vetoes,
            seen=self.cell.seen,
        )
