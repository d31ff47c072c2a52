"""In which order periods become public, so that what a public one rests on is public itself or inside it."""

from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.computing import compute
from wugong.review.history import History
from wugong.review.models import Run
from wugong.review.queries import approved_periods
from wugong.rules.calendar import NoVersion


def refuse_overtaken(town: Place, period: Period) -> None:
    """Refuse a period where a later one as long is public: that one shows what was public before it."""
    later = Run.objects.of(town).approved().filter(level=period.level, last_day__gt=period.last_day)
    if first := later.order_by("last_day").first():
        raise refusals.LaterIsPublic(town=town.name, period=period.label, later=first.span.label)


def refuse_unpublished_before(town: Place, period: Period, history: History) -> None:
    """Refuse where an award of the period reads ranks of the period before that are there but not public."""
    before = period.plus(-1)
    if not history.reads_before(period) or before in approved_periods(town):
        return
    try:
        computation = compute(town, before, history)
    except (refusals.NotInScheme, refusals.NoScores, NoVersion):
        return  # nothing to read
    if any(figure.rank for figure in computation.figures()):
        raise refusals.PublishBefore(period=period.label, before=before.label)
