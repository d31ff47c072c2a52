"""Acts on one place. Who may do them is asked one floor up, in `access.places`."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from wugong.audit.actions import Actor, record
from wugong.counties.standing import county_here
from wugong.places import acts, refusals
from wugong.places.codes import Level, checked, parent_code
from wugong.places.holding import A_DAY, end, hold, refuse_closed, refuse_day, tell
from wugong.places.models import Place, PlaceCode, Succession

LONGEST_NAME = 60


@transaction.atomic
def register_place(code: str, name: str, *, actor: Actor, since: date | None = None) -> Place:
    """The county has one place more, below one that is registered."""
    hold([checked(code)])
    refuse_code(code)
    if len(code) > Level.COUNTY:
        _parent(code)
    place = Place.objects.create(code=code, name=checked_name(code, name), since=since)
    record(acts.PLACE_REGISTERED, actor=actor, at=code, name=place.name)
    tell([code], since or date.min, actor=actor)
    return place


@transaction.atomic
def rename_place(place: Place, name: str, *, actor: Actor) -> None:
    """The place has this name from now on; nothing happens where it has it already."""
    before, place.name = place.name, checked_name(place.code, name)
    if place.name != before:
        place.save(update_fields=["name"])
        codes = [place.code, *PlaceCode.objects.filter(place=place).values_list("code", flat=True)]
        towns = Place.objects.filter(code__in={code[: Level.TOWN] for code in codes})
        towns.at_level(Level.TOWN).update(revision=F("revision") + 1)
        record(acts.PLACE_RENAMED, actor=actor, at=place.code, before=before, name=place.name)


@transaction.atomic
def change_code(place: Place, code: str, *, actor: Actor, day: date) -> None:
    """The place, and all within it, has this code from that day on and is still found by the one it had."""
    hold([place.code, checked(code)])
    place.refresh_from_db()
    _refuse_recoding(place, code, day)
    before, last = place.code, day - timedelta(days=1)
    within = Place.objects.under(before)
    earlier = [PlaceCode(place=one, code=one.code, until=last) for one in within.order_by("code")]
    PlaceCode.objects.bulk_create(earlier, ignore_conflicts=True)  # back and away again on one day
    within.update(code=Concat(Value(code), Substr("code", len(before) + 1)))
    place.code = code
    record(acts.CODE_CHANGED, actor=actor, at=code, before=before, name=place.name)
    tell([before, code], day, actor=actor)


@transaction.atomic
def close_place(place: Place, *, actor: Actor, until: date, successors: Collection[Place] = ()) -> None:
    """The place, and all within it, ends with that day; it goes on in its successors, its records stay."""
    hold([place.code])
    place.refresh_from_db()
    refuse_closed(place)
    if place.since and until < place.since:
        raise refusals.ClosedBeforeOpened(name=place.name, since=place.since, until=until)
    _refuse_villages_left(place, until)
    end([place], until)
    place.until = until
    succeed([place], successors, until + A_DAY)
    names = "、".join(later.name for later in successors) or "—"
    record(acts.PLACE_CLOSED, actor=actor, at=place.code, name=place.name, until=until, successors=names)
    tell([place.code], until + A_DAY, actor=actor)


def succeed(earlier: Collection[Place], later: Collection[Place], day: date) -> None:
    """Each of the earlier places goes on in each of the later ones, from that day on."""
    rows = [Succession(earlier=one, later=other, day=day) for one in earlier for other in later]
    Succession.objects.bulk_create(rows)


def refuse_code(code: str, *, own: Place | None = None) -> None:
    """Refuse a code that is wrong, of another county, taken, or still leads to another place than `own`."""
    county = county_here()
    if not checked(code).startswith(county.code):
        raise refusals.OutsideCounty(place=code, county=county.name, county_code=county.code)
    if taken := Place.objects.filter(code=code).first():
        raise refusals.PlaceExists(place=code, name=taken.name)
    once = PlaceCode.objects.filter(code=code).exclude(place=own).select_related("place").first()
    if once:
        raise refusals.CodeOnceUsed(place=code, name=once.place.name)


def checked_name(code: str, name: str) -> str:
    """Return the name as it is kept, or refuse one that says nothing or too much."""
    words = name.strip()
    if not 0 < len(words) <= LONGEST_NAME:
        raise refusals.NoName(place=code)
    return words


def _refuse_recoding(place: Place, code: str, day: date) -> None:
    if place.level is Level.COUNTY:
        raise refusals.CountysOwnCode(name=place.name)
    if len(code) != place.level:
        raise refusals.OtherLevel(name=place.name, count=int(place.level), place=code)
    if code == place.code:
        raise refusals.SameCode(name=place.name, place=code)
    refuse_closed(place)
    refuse_code(code, own=place)
    above = _parent(code)
    refuse_closed(above)
    refuse_day([place], day, ending=False)
    if above.since and day < above.since:
        raise refusals.BeforeItsTime(name=above.name, since=above.since, day=day)


def _parent(code: str) -> Place:
    """Return the place right above a code below the county; refuse one that is not registered."""
    parent = parent_code(code) or ""
    above = Place.objects.filter(code=parent).first()
    if above is None:
        raise refusals.NoParent(place=code, parent=parent)
    return above


def _refuse_villages_left(place: Place, until: date) -> None:
    if place.level <= Level.TOWN:
        left = Place.objects.under(place.code).at_level(Level.VILLAGE).in_force(until + A_DAY).count()
        if left:
            raise refusals.StillHasVillages(name=place.name, count=left)
