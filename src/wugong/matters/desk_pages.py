"""What a desk of matters shows: whose list, its lights, its filters, the ways to other pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.matters.desk_lists import KINDS, SCOPES, Asked, Slice, lights_of, page_of, picks_of
from wugong.matters.desk_sights import Sight
from wugong.matters.models import SavedView
from wugong.matters.supervising import ORDERS
from wugong.places.codes import Level, lineage
from wugong.places.models import Place
from wugong.registry.models import Body
from wugong.rules.event_categories import categories_on

Pick = tuple[str, str, bool]
BELOW: Final = {Level.COUNTY: Level.TOWN, Level.TOWN: Level.VILLAGE, Level.VILLAGE: Level.GROUP}
# Pages of the desk in the order of the work: name of the address, what follows the place in it.
PAGES: Final[Sequence[tuple[str, Sequence[str], Promise, str]]] = (
    ("registers", (), gettext_lazy("台账目录"), "list-details"),
    ("plans", (), gettext_lazy("方案任务"), "file-text"),
    ("plan_papers", (), gettext_lazy("半月报和年度材料"), "checklist"),
    ("register_list", (ORDERS,), gettext_lazy("督办"), "speakerphone"),
    ("recurrences", (), gettext_lazy("周期任务"), "history"),
    ("monthly_tables", (), gettext_lazy("月表"), "table"),
    ("calendar", (), gettext_lazy("节假日和工作日"), "calendar"),
    ("my_dues", (), gettext_lazy("我的到期日历"), "clock"),
    ("matters_map", (), gettext_lazy("公开的事和地图"), "map"),
    ("matters_poster", (), gettext_lazy("说事海报"), "printer"),
)


@dataclass(frozen=True)
class DeskPage:
    """事项清单: a page of it with all that stands around."""

    sight: Sight
    asked: Asked
    page: Slice
    scopes: Sequence[Pick]
    lights: Sequence[Pick]
    views: Sequence[SavedView]
    further: bool  # not the first page

    @property
    def links(self) -> list[tuple[str, str, str]]:
        """Return the other pages of the desk: address, name, icon."""
        return list(links_of(self.sight.code))

    @property
    def choices(self) -> list[tuple[str, str, list[Pick]]]:
        """Return what the list can be narrowed by: name, label, its values, the chosen one marked."""
        return list(_choices(self.sight, self.asked))


def desk_page(sight: Sight, asked: Asked, after: str = "") -> DeskPage:
    """Return the desk as it is asked for: always as few queries."""
    now = timezone.now()
    counted = asked.kind == "open"
    lights = list(picks_of(asked, lights_of(sight, asked, now))) if counted else []
    scopes = [
        (str(label), f"?{asked.query(scope=one, light='')}", one == asked.scope)
        for one, label in SCOPES.items()
        if one == "mine" or sight.reads
    ]
    views = list(SavedView.objects.filter(user=sight.visitor.pk))
    return DeskPage(sight, asked, page_of(sight, asked, after, now), scopes, lights, views, bool(after))


def links_of(code: str) -> Iterator[tuple[str, str, str]]:
    """Yield the other pages of the desk: address, name, icon."""
    for name, further, label, icon in PAGES:
        yield reverse(name, args=[code, *further]), str(label), icon


def units_near(place: Place) -> list[Body]:
    """Return the units that stand at the place or above it, its own first: one query."""
    found = Body.objects.standing().filter(place__code__in=lineage(place.code))
    return list(found.order_by("-place__code", "name"))


def places_below(place: Place) -> list[Place]:
    """Return the places of the level below, by code: one query."""
    level = BELOW.get(place.level)
    if level is None:
        return []
    inside = Place.objects.under(place.code).at_level(level)
    return list(inside.in_force(timezone.localdate()).order_by("code"))


def _choices(sight: Sight, asked: Asked) -> Iterator[tuple[str, str, list[Pick]]]:
    registers = [(code, held.register.title) for code, held in sight.shelf.registers.items()]
    categories = categories_on(timezone.localdate())
    named = [(code, one.title) for code, one in categories.items()]
    below = [(one.code, one.name) for one in places_below(sight.place)]
    units = [(str(one.pk), one.name) for one in units_near(sight.place)]
    kinds = [(code, str(label)) for code, label in KINDS.items()]
    yield "kind", _("状态"), [(code, word, code == asked.kind) for code, word in kinds]
    for name, label, values in (
        ("register", _("台账"), registers),
        ("category", _("类别"), named),
        ("place", _("哪里的"), below),
        ("unit", _("责任单位"), units),
    ):
        if values:
            chosen = getattr(asked, name)
            yield name, label, [("", _("全部"), not chosen), *((v, w, v == chosen) for v, w in values)]
