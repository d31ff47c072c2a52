"""What the scores of a village's panels tell of fairness: who leans, who drifts; for people to look at."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from wugong.places.models import Place
from wugong.points.models import PanelScore
from wugong.rules.points_fairness import Drift, Leaning, Mark, drifts, fairness_on, leanings


@dataclass(frozen=True)
class Scorers:
    """评分的松紧: whose scores lie beside the others', and on which seat she last sat; no names."""

    leanings: Sequence[tuple[int, Leaning]]
    drifts: Sequence[tuple[int, Drift]]
    claims: int  # that were scored
    seats: int  # that scored


def scorers_of(village: Place, since: date | None = None) -> Scorers:
    """Return what the scores of decided claims tell, of the last year unless said otherwise: one query."""
    today = timezone.localdate()
    rows = PanelScore.objects.filter(
        claim__village=village,
        claim__decided_at__isnull=False,
        claim__day__gte=since or today - timedelta(days=365),
    ).order_by("made_at", "pk")
    facts = list(rows.values_list("claim_id", "seat__person_id", "seat__order", "points"))
    fairness, marks = fairness_on(today), _marks([(claim, seat, points) for claim, seat, _, points in facts])
    seats = {str(person): order for _, person, order, _ in facts}
    return Scorers(
        [(seats[one.seat], one) for one in leanings(marks, fairness)],
        [(seats[one.seat], one) for one in drifts(marks, fairness)],
        len({claim for claim, *_ in facts}),
        len(seats),
    )


def _marks(given: Sequence[tuple[UUID, UUID, int]]) -> list[Mark]:
    """Return each score with what the others gave the same claim; without its sign, as the panel thinks."""
    by_claim: Mapping[UUID, dict[UUID, int]] = defaultdict(dict)
    for claim, seat, points in given:
        by_claim[claim][seat] = abs(points)
    return [
        Mark(
            str(seat),
            order,
            abs(points),
            tuple(other for key, other in by_claim[claim].items() if key != seat),
        )
        for order, (claim, seat, points) in enumerate(given)
    ]
