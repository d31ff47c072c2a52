"""How often each form outside the registers was filled in, within some days: one query for all of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import CharField, Count, DateTimeField, Q, QuerySet, Value
from django.utils import timezone

from wugong.matters.models import IndicatorReport, PlanDocument, PlanPaper, ReadinessCheck, Recurrence
from wugong.points import models as points
from wugong.points.states import Channel
from wugong.registry import acts
from wugong.registry import models as registry
from wugong.review import models as review
from wugong.share import models as share
from wugong.share.states import OrderChannel

BOOKED: Final = (
    *(acts.HOUSEHOLD_FOUNDED.code, acts.HOUSEHOLD_RELOCATED.code, acts.PERSON_REGISTERED.code),
    *(acts.PERSON_BORN.code, acts.CONTACT_CHANGED.code, acts.RESIDENCE_NOTED.code),
)
TYPED: Final = Q(made_by__isnull=False, source__isnull=True, what__in=BOOKED)
BY_VILLAGE: Final = ~Q(channel__in=(Channel.PHONE, Channel.EVENT, Channel.CARD))
FILLED: Final[tuple[tuple[str, Any, str, Q], ...]] = (
    ("visit", registry.Visit, "day", Q()),
    ("household-change", registry.ChangeRequest, "asked_at", Q()),
    ("household-book", registry.Change, "made_at", TYPED),
    ("household-import", registry.Import, "imported_at", Q()),
    ("care", registry.CareMark, "since", Q()),
    ("consent", registry.Consent, "since", Q()),
    ("duty", registry.Duty, "assigned_at", Q()),
    ("yard", registry.Grid, "since", Q()),
    ("ten-links", registry.LinkPlan, "made_at", Q()),
    ("body", registry.Body, "since", Q()),
    ("body", registry.Charter, "written_at", Q()),
    ("body-seat", registry.BodyMember, "since", Q()),
    ("body-seat", registry.Holding, "since", Q()),
    ("body-activity", registry.Activity, "day", Q()),
    ("election", registry.Election, "day", Q()),
    ("talent", registry.PoolEntry, "since", Q()),
    ("claim", points.Claim, "claimed_at", BY_VILLAGE),
    ("claim-check", points.Claim, "checked_at", Q()),
    ("points-event", points.Event, "day", Q()),
    ("points-panel", points.PanelScore, "made_at", Q()),
    ("points-panel", points.Panel, "drawn_at", Q()),
    ("points-list", points.Listing, "made_at", Q()),
    ("points-objection", points.Objection, "raised_at", Q()),
    ("points-reversal", points.Reversal, "asked_at", Q()),
    ("points-recheck", points.Recheck, "checked_at", Q()),
    ("points-catalogue", points.Adoption, "adopted_at", Q()),
    ("points-pool", points.Pool, "opened_at", Q()),
    ("points-opening", points.Opening, "made_at", Q()),
    ("score", review.Score, "entered_at", Q(sheet__isnull=False)),
    ("score-total", review.Score, "entered_at", Q(sheet__isnull=True)),
    ("headcount", review.Population, "since", Q()),
    ("score-objection", review.Objection, "raised_at", Q()),
    ("score-correction", review.Correction, "prepared_at", Q()),
    ("review-meeting", review.ReviewMeeting, "day", Q()),
    ("shop-receipt", share.Receipt, "day", Q()),
    ("shop-good", share.Good, "made_at", Q()),
    ("shop-good", share.Price, "set_at", Q()),
    ("shop-order", share.Order, "ordered_at", Q(channel=OrderChannel.COUNTER)),
    ("shop-weighing", share.Weighing, "weighed_at", Q()),
    ("shop-count", share.StockTake, "counted_at", Q()),
    ("shop-rule", share.ShopRule, "set_at", Q()),
    ("shop-rule", share.MaterialPrice, "set_at", Q()),
    ("recurrence", Recurrence, "since", Q(made_by__isnull=False)),
    ("plan", PlanDocument, "brought_at", Q()),
    ("plan-ready", ReadinessCheck, "checked_at", Q()),
    ("plan-figure", IndicatorReport, "reported_at", Q()),
    ("plan-paper", PlanPaper, "submitted_at", Q()),
)


def filled(first: date, last: date) -> Mapping[str, int]:
    """Return how often each form was filled in from the one day to the other, by the key of its paper."""
    one, *others = _counts(first, last)
    found: Counter[str] = Counter()
    for key, count in one.union(*others, all=True):
        found[key] += count
    return found


def _counts(first: date, last: date) -> Iterator[QuerySet[Any, Any]]:
    days, moments = (first, last), moments_of(first, last)
    for key, model, field, which in FILLED:
        when = moments if isinstance(model._meta.get_field(field), DateTimeField) else days
        rows = model.objects.filter(which, **{f"{field}__range": when}).order_by()
        named = rows.annotate(of_paper=Value(key, output_field=CharField()))
        yield named.values_list("of_paper").annotate(count=Count("pk"))


def moments_of(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the first and the last moment of the days."""
    begin = timezone.make_aware(datetime.combine(first, time.min))
    after = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    return begin, after - timedelta(microseconds=1)
