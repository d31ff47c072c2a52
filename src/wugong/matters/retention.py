"""Which matters are past the years for which their register keeps them."""

from datetime import datetime
from typing import Final

from django.db.models import Q

from wugong.matters.models import Matter, MatterQuerySet
from wugong.matters.registers import registers_on
from wugong.rules.register_parts import StateKind

ERASED: Final = "保存期满，姓名、文字和照片已删去"  # the title that is left


def past_keeping(now: datetime) -> MatterQuerySet:
    """Return the matters that are over for longer than their register keeps them, and not erased yet.

    Nothing is taken away by itself: an approver says so, with what the archive said of them.
    """
    over = Q()
    for code, held in registers_on().items():
        until = _years_before(now, held.version.years_kept)
        over |= Q(register=code, moved_at__lt=until)
    rows: MatterQuerySet = Matter.objects.filter(over).exclude(kind__in=[StateKind.OPEN, StateKind.LASTING])
    return rows.exclude(title=ERASED)


def _years_before(now: datetime, years: int) -> datetime:
    try:
        return now.replace(year=now.year - years)
    except ValueError:  # the 29th of February
        return now.replace(year=now.year - years, day=28)
