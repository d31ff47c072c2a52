"""The county's working days: the state's calendar, with the days that the office settled over it."""

from datetime import date

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import acts
from wugong.matters.models import CalendarDay
from wugong.matters.permissions import can_adopt
from wugong.matters.recomputing import recompute_from
from wugong.matters.texts import LINE, needed
from wugong.matters.workdays import working_days
from wugong.places.models import Place

__all__ = ["settle_day", "working_days"]


@transaction.atomic
def settle_day(
    county: Place, day: date, working: bool, title: str, source: str, *, actor: User | System
) -> CalendarDay:
    """The day is worked or not, whatever the calendar said; what is due on it or later is due anew."""
    can_adopt(actor, county).or_refuse()
    said, basis = needed("说明", title, 60), needed("依据", source, LINE)
    facts = {"working": working, "title": said, "source": basis, "settled_by_id": actor.pk}
    settled, _ = CalendarDay.objects.update_or_create(day=day, defaults=facts)
    recompute_from(day, actor=actor)
    record(acts.DAY_SETTLED, actor=actor, at=county.code, day=day, working=working, title=said, source=basis)
    return settled
