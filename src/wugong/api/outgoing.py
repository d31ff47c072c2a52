"""What the county hands on to the platform above it: matters referred outside, as it happened."""

from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from wugong.api import refusals
from wugong.matters.models import Step
from wugong.matters.publicity import blanked
from wugong.matters.registers import registers_on
from wugong.matters.states import StepKind
from wugong.places.models import Place
from wugong.rules.event_categories import categories_on

A_PAGE: Final = 500


def referred(place: Place, after: str) -> list[dict[str, Any]]:
    """Return what was referred outside from this place and within it, after the cursor: two queries.

    Restricted registers and categories stay here; names and numbers of persons never leave.
    """
    categories = categories_on(timezone.localdate())
    open_registers = [code for code, held in registers_on().items() if not held.version.publicity.restricted]
    rows = Step.objects.filter(
        kind=StepKind.ROUTED,
        facts__outside=True,
        matter__register__in=open_registers,
        matter__place__code__startswith=place.code,
    ).exclude(matter__category__in=[code for code, one in categories.items() if one.restricted])
    if after:
        rows = rows.filter(pk__gt=_cursor(after))
    found = rows.select_related("matter__place").order_by("pk")[:A_PAGE]
    return [_line(step, categories) for step in found]


def _line(step: Step, categories: Any) -> dict[str, Any]:
    matter = step.matter
    category = categories.get(matter.category)
    return {
        "cursor": str(step.pk),
        "number": matter.number,
        "register": matter.register,
        "stage": matter.stage,
        "state": matter.state,
        "title": blanked(matter.title),
        "text": blanked(matter.text),
        "category": matter.category,
        "category_name": category.title if category else "",
        "national": category.national if category else "",
        "place_code": matter.place.code,
        "place_name": matter.place.name,
        "referred_to": step.facts.get("to", ""),
        "reason": blanked(step.text),
        "referred_at": timezone.localtime(step.at).isoformat(timespec="seconds"),
        "opened_at": timezone.localtime(matter.opened_at).isoformat(timespec="seconds"),
    }


def _cursor(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise refusals.BadWord(name="after", value=text) from None
