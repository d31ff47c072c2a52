"""Which matters are likely the same as a new one: by place, category, words and picture."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import cos, hypot, radians
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.matters.models import Evidence, Matter
from wugong.matters.registers import registers_on
from wugong.media.prints import distance
from wugong.media.queries import WITHIN
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.rules.matter_figures import LikenessRule, likeness_rule

A_DEGREE: Final = 111_320  # metres of a degree of latitude
BETWEEN: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Likely:
    """A matter that may be the same, and what speaks for it."""

    matter: Matter
    because: tuple[str, ...]


def likely_same(
    place: Place,
    *,
    category: str = "",
    text: str = "",
    point: tuple[Decimal, Decimal] | None = None,
    prints: Collection[int] = (),
) -> list[Likely]:
    """Return open matters of the village that may be the same, the likeliest first: three queries.

    A picture is enough alone. Matters of restricted registers are none that anybody is pointed to.
    """
    rule = likeness_rule(timezone.localdate())
    hidden = [code for code, held in registers_on().items() if held.version.publicity.restricted]
    village = place.code[: Level.VILLAGE]
    open_there = Matter.objects.under(village).running().filter(merged_into__isnull=True)
    rows = list(
        open_there.exclude(register__in=hidden).select_related("place").order_by("-pk")[: rule.looked_through]
    )
    pictured = _pictured(rows) if prints else {}
    said = _pairs(text)
    found: list[tuple[int, Likely]] = []
    for matter in rows:
        signs = list(_signs(matter, place, category, said, point, rule=rule))
        if any(distance(one, other) <= WITHIN for one in prints for other in pictured.get(matter.pk, ())):
            signs.append((rule.enough, _("照片很像")))
        weight = sum(one for one, _why in signs)
        if weight >= rule.enough:
            found.append((weight, Likely(matter, tuple(why for _weight, why in signs))))
    return [likely for _weight, likely in sorted(found, key=lambda one: -one[0])]


def _signs(
    matter: Matter,
    place: Place,
    category: str,
    said: "Counter[str]",
    point: tuple[Decimal, Decimal] | None,
    *,
    rule: LikenessRule,
) -> Iterator[tuple[int, str]]:
    if category and matter.category == category:
        yield 1, _("同一类")
    near = _metres(matter, point)
    if near is not None and near <= rule.near_metres:
        yield 1, _("相距 %(metres)s 米") % {"metres": round(near)}
    elif near is None and matter.place_id == place.pk and place.level is Level.GROUP:
        yield 1, _("同一个组")
    words = _pairs(f"{matter.title}{matter.text}{matter.where}")
    if _share_alike(said, words, rule.same_words):
        yield 1, _("说的很像")


def _pictured(matters: Collection[Matter]) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = defaultdict(list)
    rows = Evidence.objects.filter(matter__in=[one.pk for one in matters], photo__isnull=False)
    for key, print_ in rows.values_list("matter_id", "photo__print"):
        found[key].append(print_)
    return found


def _metres(matter: Matter, point: tuple[Decimal, Decimal] | None) -> float | None:
    if point is None or matter.latitude is None or matter.longitude is None:
        return None
    north = float(matter.latitude - point[0]) * A_DEGREE
    east = float(matter.longitude - point[1]) * A_DEGREE * cos(radians(float(point[0])))
    return hypot(north, east)


def _pairs(text: str) -> "Counter[str]":
    plain = BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lower()
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def _share_alike(one: "Counter[str]", other: "Counter[str]", percent: int) -> bool:
    """Say whether the longer text has so many percent of the pairs of letters of the shorter one."""
    least = min(one.total(), other.total())
    return least > 0 and 100 * (one & other).total() >= percent * least
