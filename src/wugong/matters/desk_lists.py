"""The list of a desk as it is asked for: filters from the address, what burns first on top, page by page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.counties.codes import code_range
from wugong.matters.desk_sights import Sight
from wugong.matters.lights import in_light
from wugong.matters.models import Matter, MatterQuerySet
from wugong.matters.numbers import spoken
from wugong.matters.states import Light
from wugong.rules.register_parts import StateKind

A_PAGE: Final = 50
LONGEST_WORDS: Final = 40
BURNING: Final = (Light.RED, Light.AMBER, Light.GREEN, Light.PAUSED, Light.NONE)  # in the order of the list
NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
OWN, WITHIN, MINE = "own", "within", "mine"
SCOPES: Final[Mapping[str, Promise]] = {
    OWN: gettext_lazy("本级要办的"),
    WITHIN: gettext_lazy("全部辖区的"),
    MINE: gettext_lazy("分派给我的"),
}
KINDS: Final[Mapping[str, Promise]] = {
    StateKind.OPEN: gettext_lazy("在办"),
    StateKind.DONE: gettext_lazy("办结，待确认"),
    StateKind.SOLVED: gettext_lazy("销号"),
    StateKind.LASTING: gettext_lazy("长效"),
    StateKind.ENDED: gettext_lazy("其他了结"),
    "any": gettext_lazy("全部"),
}
STATUS: Final = {Light.RED: "alarm", Light.AMBER: "wait", Light.GREEN: "go"}


@dataclass(frozen=True, slots=True)
class Asked:
    """问的是什么: the filters of a list, as they stand in its address; empty: not asked for."""

    scope: str = OWN
    kind: str = StateKind.OPEN
    register: str = ""
    light: str = ""
    category: str = ""
    place: str = ""
    unit: str = ""
    q: str = ""

    def query(self, **changed: str) -> str:
        """Return the filters for an address, some of them changed; what is usual is left out."""
        one = replace(self, **changed)
        pairs = [(name, getattr(one, name)) for name in FILTERS if getattr(one, name) != getattr(USUAL, name)]
        return urlencode(pairs)

    @property
    def narrowed(self) -> bool:
        """Say whether anything but whose list it is was asked for."""
        return replace(self, scope=OWN, kind=StateKind.OPEN.value) != USUAL


FILTERS: Final = tuple(Asked.__dataclass_fields__)
USUAL: Final = Asked()


def asked_for(given: Mapping[str, str], sight: Sight) -> Asked:
    """Return the filters of an address; what no filter can be is passed over."""
    words = {name: given.get(name, "").strip()[:LONGEST_WORDS] for name in FILTERS}
    usual = OWN if sight.works else WITHIN if sight.reads else MINE
    scope = words["scope"] if words["scope"] in SCOPES else usual
    return Asked(
        scope=scope if sight.reads else MINE,
        kind=words["kind"] if words["kind"] in KINDS else StateKind.OPEN.value,
        register=words["register"] if words["register"] in sight.shelf.registers else "",
        light=words["light"] if words["light"] in BURNING else "",
        category=words["category"],
        place=words["place"] if words["place"].startswith(sight.code) else "",
        unit=words["unit"] if _is_key(words["unit"]) else "",
        q=words["q"],
    )


def _is_key(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def in_scope(sight: Sight, asked: Asked) -> MatterQuerySet:
    """Return the matters that lie here, that lie here or within, or that are the visitor's own."""
    if asked.scope == MINE:
        return sight.readable(Matter.objects.under(sight.code).filter(sight.own))
    if asked.scope == OWN:
        found: MatterQuerySet = Matter.objects.filter(lies_with=sight.place)
        return found if sight.works else sight.readable(found)
    return sight.matters()


def filtered(matters: MatterQuerySet, asked: Asked, now: datetime) -> MatterQuerySet:
    """Keep the matters that fit all filters."""
    facts: dict[str, Any] = {"register": asked.register, "category": asked.category, "lead_unit": asked.unit}
    found = matters.filter(**{name: value for name, value in facts.items() if value})
    if asked.kind != "any":
        found = found.filter(kind=asked.kind)
    if asked.place:
        first, after = code_range(asked.place)
        found = found.filter(place__code__gte=first, place__code__lt=after)
    if asked.light:
        found = in_light(found, Light(asked.light), now)
    return found.filter(_said(asked.q)) if asked.q else found


def _said(words: str) -> Q:
    digits = words.replace("-", "").replace("－", "").replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) > 3:
        return Q(number__startswith=digits) | Q(number__endswith=digits)
    return Q(title__icontains=words) | Q(where__icontains=words)


def rank_on(now: datetime) -> Case:
    """Return the place of a matter's light in the order of `BURNING`, as an expression."""
    return Case(
        When(paused_at__isnull=False, then=Value(3)),
        When(due_at__isnull=True, then=Value(4)),
        When(due_at__lt=now, then=Value(0)),
        When(amber_at__lte=now, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """一件 in a list: words ready to be printed."""

    key: UUID
    href: str
    number: str
    title: str
    kind: str
    word: str
    detail: str


@dataclass(frozen=True, slots=True)
class Slice:
    """一页: its rows, and the query of the page after it, empty for the last one."""

    rows: list[Row]
    after: str


COLUMNS: Final = (
    *("pk", "number", "title", "register", "version", "document_id", "state", "kind", "due_at"),
    *("place__name", "lies_with__name", "lead_unit__name", "handler__display_name", "rank"),
)


def page_of(sight: Sight, asked: Asked, after: str = "", now: datetime | None = None) -> Slice:
    """Return a page of the list: one query, however long the list is and however far down the page."""
    moment = now or timezone.now()
    found = filtered(in_scope(sight, asked), asked, moment).annotate(rank=rank_on(moment))
    if asked.kind == StateKind.OPEN:
        found = found.order_by("rank", "due_at", "pk")
        found = found.filter(_beyond(after)) if after else found
    else:
        found = found.order_by("-pk")
        found = found.filter(pk__lt=after) if _is_key(after) else found
    rows = list(found.values_list(*COLUMNS)[: A_PAGE + 1])
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    above = reverse("matters_desk", args=[sight.code])
    told = [_row(one, sight, moment, above) for one in rows]
    return Slice(told, _cursor(rows[-1], asked) if more else "")


def _cursor(row: tuple[Any, ...], asked: Asked) -> str:
    if asked.kind != StateKind.OPEN:
        return str(row[0])
    due = row[8].astimezone(UTC).isoformat() if row[8] else ""
    return f"{row[-1]}~{due}~{row[0]}"


def _beyond(cursor: str) -> Q:
    """Return the condition of what comes after a row; of everything, where the words are no row's."""
    rank, due, key = (*cursor.split("~"), "", "")[:3]
    try:
        place, last = int(rank), UUID(key)
        moment = datetime.fromisoformat(due) if due else None
    except ValueError:
        return Q()
    if moment is None:
        return Q(rank__gt=place) | Q(rank=place, due_at__isnull=True, pk__gt=last)
    later = Q(due_at__gt=moment) | Q(due_at=moment, pk__gt=last)
    return Q(rank__gt=place) | Q(rank=place) & (later | Q(due_at__isnull=True))


def _row(one: tuple[Any, ...], sight: Sight, now: datetime, above: str) -> Row:
    pk, number, title, register, version, document, state, kind, due, place, level, unit, name, rank = one
    told = sight.shelf.state(register, version, document, state).title
    who = unit or name or _("还没有分派")
    at = place if place == level else f"{place}，{_('在%(place)s') % {'place': level}}"
    sign, word = ("plain", told) if kind != StateKind.OPEN else light_said(BURNING[rank], due, now)
    detail = f"{sight.shelf.title(register)}，{told}，{at}，{who}"
    return Row(pk, f"{above}{number}/", spoken(number), title, sign, word, detail)


def light_said(light: Light, due: datetime | None, now: datetime) -> tuple[str, str]:
    """Return the status of a light and its words: how many days over or left, and from a week on the day."""
    if due is None or light in (Light.PAUSED, Light.NONE):
        return "plain", str(light.label)
    day, today = timezone.localdate(due), timezone.localdate(now)
    return STATUS.get(light, "plain"), _days_said(light, day, today)


def _days_said(light: Light, day: date, today: date) -> str:
    days = (day - today).days
    if light is Light.RED:
        return _("超期 %(n)s 天") % {"n": -days} if days else _("今天超期")
    if days == 0:
        return _("今天到期")
    if days <= 7:
        return _("还剩 %(n)s 天") % {"n": days}
    return _("%(month)s月%(day)s日到期") % {"month": day.month, "day": day.day}


def lights_of(sight: Sight, asked: Asked, now: datetime) -> dict[Light, int]:
    """Return how many running matters of the list there are of each light: one query."""
    found = filtered(in_scope(sight, asked), replace(asked, light="", kind=StateKind.OPEN.value), now)
    ranked = found.annotate(rank=rank_on(now)).order_by().values_list("rank")
    counts = dict(ranked.annotate(Count("pk")))
    return {one: counts.get(place, 0) for place, one in enumerate(BURNING)}


def picks_of(asked: Asked, counts: Mapping[Light, int]) -> Iterator[tuple[str, str, bool]]:
    """Yield the lights of a list to choose from: word with its count, address, whether it is chosen."""
    yield f"{_('全部')} {sum(counts.values())}", f"?{asked.query(light='')}", not asked.light
    for light, count in counts.items():
        if count or asked.light == light:
            yield f"{light.label} {count}", f"?{asked.query(light=str(light))}", asked.light == light
