"""The act of filling a score sheet: what was counted on the spot becomes the score of an inspection."""

from collections.abc import Collection, Mapping
from datetime import date

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.queries import adopted_sheet, sheet_of
from wugong.review.scores import Entered, Sheet, enter_scores
from wugong.rules.score_sheets import evaluate


def fill_sheet(
    town: Place,
    village: Place,
    month: Period,
    name: str,
    *,
    actor: User,
    day: date,
    counts: Mapping[str, int],
    vetoes: Collection[str] = (),
    note: str = "",
    seen: int | None = None,
) -> Entered:
    """The village has the score that the sheet in force on the day of the inspection makes of the counts."""
    adopted = adopted_sheet(town, day)
    version = sheet_of(adopted).version_on(day) if adopted else None
    if adopted is None or version is None:
        raise refusals.NoSheet(town=town.name, day=day)
    found = {key: count for key, count in counts.items() if count}
    row = Sheet(
        village_code=village.code,
        month=month,
        input=name,
        hundredths=evaluate(version, found, vetoes).hundredths,
        day=day,
        note=note,
        sheet=adopted,
        counts=found,
        vetoes=sorted(vetoes),
        seen=seen,
    )
    return enter_scores(town, [row], actor=actor)
