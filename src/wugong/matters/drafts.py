"""A wish looked through before it is written: words, place, category, fields, who asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.counties.standing import county_here
from wugong.matters import refusals
from wugong.matters.certificate_checks import refuse_asked
from wugong.matters.distinct_checks import refuse_alike
from wugong.matters.evidence import pictures
from wugong.matters.fact_checks import checked_facts, refuse_missing
from wugong.matters.models import Matter
from wugong.matters.registers import Held
from wugong.matters.states import Channel
from wugong.matters.texts import LINE, TEXT, needed, words_of
from wugong.matters.trios import take_over
from wugong.matters.wishes import Wish
from wugong.media.models import Photo
from wugong.media.pictures import Picture
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.rules.event_categories import categories_on
from wugong.rules.register_parts import By

LEVELS: Final = {level.name.lower(): level for level in Level}
SENT: Final = (Channel.PHONE, Channel.OPEN)  # by who asks, not written down by somebody else
# Degrees within which the country lies, rounded outwards: 3°52′ to 53°33′ N, 73°40′ to 135°02′ E
# (国情, on the page of the central government).
NORTH: Final = (Decimal(3), Decimal(54))
EAST: Final = (Decimal(73), Decimal(136))


@dataclass
class Draft:
    """A matter that is not written yet, with what belongs to it."""

    wish: Wish
    held: Held
    matter: Matter
    pictures: Sequence[Photo | Picture] = ()
    code: str | None = field(default=None)

    @property
    def has_asker(self) -> bool:
        """Say whether somebody asked for it, and is to be answered."""
        version = self.held.version
        told = self.wish.channel in (Channel.DESK, Channel.PAPER) and By.ASKER in version.opened_by
        return self.wish.person is not None or self.wish.channel in SENT or told

    @property
    def sent_by_asker(self) -> bool:
        """Say whether who asks sends it herself, with an account or without."""
        return self.wish.channel in SENT

    def asked_by(self, actor: User | System) -> bool:
        """Say whether the account that sends it is that of who asks."""
        return isinstance(actor, User) and self.sent_by_asker


def outsider(channel: Channel, actor: User | System) -> bool:
    """Say whether somebody without an account asks."""
    return not isinstance(actor, User) and channel in SENT


def places_lying(wishes: Sequence[Wish], registers: Mapping[str, Held]) -> Mapping[str, Place]:
    """Return by code the places on whose desks the matters will lie: one query."""
    codes = {_lies_at(wish, registers[wish.register]) for wish in wishes}
    return {place.code: place for place in Place.objects.filter(code__in=codes)}


def _lies_at(wish: Wish, held: Held) -> str:
    """Return the code of the level at which the register lets a new one lie; never below its place."""
    return wish.place.code[: LEVELS[held.version.opened_at]]


def draft_of(wish: Wish, held: Held, lying: Mapping[str, Place], actor: User | System) -> Draft:
    """Return the matter as it is to be written; refuse what the register does not take."""
    version, day = held.version, timezone.localdate()
    if wish.place.until is not None and wish.place.until < day:
        raise refusals.PlaceIsClosed(place=wish.place.name)
    if len(wish.photos) > version.photos:
        raise refusals.TooManyPhotos(most=version.photos, count=len(wish.photos))
    facts = {
        code: text
        for code, text in checked_facts(version, _given(wish, held), place=wish.place).items()
        if text
    }
    refuse_missing(version, facts)
    refuse_alike(version, facts, facts)
    refuse_asked(version, facts, wish.title)
    latitude, longitude = _point(wish, held)
    matter = Matter(
        county=county_here(),
        key=wish.key,
        register=held.code,
        document=held.document,
        version=version.name,
        stage=held.register.stage,
        place=wish.place,
        lies_with=lying[_lies_at(wish, held)],
        title=needed("事项", wish.title, LINE),
        text=words_of("说明", wish.text, TEXT),
        where=words_of("具体位置", wish.where, LINE),
        latitude=latitude,
        longitude=longitude,
        category=_category(wish, held),
        facts=facts,
        state=version.first.code,
        kind=version.first.kind.value,
        lead_unit=wish.lead_unit,
        leader=words_of("责任领导", wish.leader, 40),
        handler=wish.handler,
        channel=wish.channel,
        opened_by_id=actor.pk,
        moved_by_id=actor.pk,
        part_of=wish.part_of,
    )
    take_over(matter)
    return Draft(wish, held, matter, pictures(wish.photos))


def _given(wish: Wish, held: Held) -> dict[str, str]:
    """Return what was written, with the day up to which it is wanted in the field that asks for it."""
    given = dict(wish.facts)
    limits = (limit for clock in held.version.clocks for limit in clock.limits)
    asked = next((limit.field for limit in limits if limit.field), None)
    if wish.due is not None and asked:
        given.setdefault(asked, wish.due.isoformat())
    return given


def _category(wish: Wish, held: Held) -> str:
    if wish.category and wish.category not in categories_on(timezone.localdate()):
        raise refusals.NoCategory(category=wish.category)
    return wish.category if held.version.categories else ""


def _point(wish: Wish, held: Held) -> tuple[Decimal | None, Decimal | None]:
    if wish.point is None or not held.version.point:
        return None, None
    latitude, longitude = wish.point
    if not (NORTH[0] <= latitude <= NORTH[1] and EAST[0] <= longitude <= EAST[1]):
        raise refusals.PointAmiss
    step = Decimal("0.000001")
    return latitude.quantize(step), longitude.quantize(step)
