"""A request handed in by another program becomes a matter: its key counts it, its pictures are made anew."""

from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http.request import QueryDict
from django.utils.datastructures import MultiValueDict

from wugong.api import refusals
from wugong.api.keys import spend
from wugong.api.services import REGISTER, held_now, service
from wugong.counties.actors import SYSTEM
from wugong.matters.forms.fields import asked_at_opening
from wugong.matters.knocking import count_knock
from wugong.matters.models import Matter
from wugong.matters.openings import Opened, Wish, open_matter
from wugong.matters.states import Channel, Shown
from wugong.places.models import Place
from wugong.rules.register_parts import FieldType, Version

PICTURES: Final = ("media", "media[]")
TITLE: Final = 40  # characters of a description that make a title where none was given


@transaction.atomic
def report(
    place: Place, words: QueryDict, files: "MultiValueDict[str, UploadedFile]", *, address: str = ""
) -> Opened:
    """The request is a matter with a number; the same `key` again is the one that is there already.

    So many a day come by one key, and so many an hour from one address.
    """
    spend(words.get("api_key", ""))
    if not (code := words.get("service_code", "").strip()):
        raise refusals.NoService
    category = service(code)
    if words.get("media_url", "").strip():
        raise refusals.NotFetched
    text = words.get("description", "").strip()
    if not text:
        raise refusals.NoDescription
    at, where, point = _where(place, words)
    wish = Wish(
        register=REGISTER,
        place=at,
        title=words.get("title", "").strip() or text[:TITLE],
        text=text,
        where=where,
        point=point,
        category=category.code,
        facts=_facts(words, held_now().version),
        key=_key(words),
        channel=Channel.OPEN,
        shown=Shown.ANONYMOUS,
        photos=[file for name in PICTURES for file in files.getlist(name)],
    )
    if not Matter.objects.filter(key=wish.key).exists():
        count_knock("open", address)
    return open_matter(wish, actor=SYSTEM)


def _where(place: Place, words: QueryDict) -> tuple[Place, str, tuple[Decimal, Decimal] | None]:
    """Return the place, the words for it and the point; one of the three ways of saying it is needed."""
    where, code = words.get("address_string", "").strip(), words.get("address_id", "").strip()
    point = _point(words)
    at = _within(place, code) if code else place
    if not (where or code or point):
        raise refusals.NoLocation
    return at, where, point


def _within(place: Place, code: str) -> Place:
    found: Place | None = Place.objects.under(place.code).filter(code=code).first()
    if found is None:
        raise refusals.UnknownJurisdiction(code_given=code)
    return found


def _point(words: QueryDict) -> tuple[Decimal, Decimal] | None:
    latitude, longitude = words.get("lat", "").strip(), words.get("long", "").strip()
    if not latitude and not longitude:
        return None
    try:
        north, east = Decimal(latitude), Decimal(longitude)
    except InvalidOperation:
        raise refusals.BadPoint from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise refusals.BadPoint
    return round(north, 6), round(east, 6)


def _facts(words: QueryDict, version: Version) -> dict[str, str]:
    """Return what was handed in for the fields of the register; an unknown field is refused."""
    known = {field.code: field for field in asked_at_opening(version)}
    facts = {}
    for name in words:
        if not name.startswith("attribute["):
            continue
        code = name.removeprefix("attribute[").rstrip("[]")
        if code not in known:
            raise refusals.BadWord(name="attribute", value=code)
        many = known[code].type is FieldType.CHOICES
        facts[code] = ",".join(str(one) for one in words.getlist(name)) if many else str(words[name])
    return facts


def _key(words: QueryDict) -> UUID:
    text = words.get("key", "").strip()
    try:
        return UUID(text) if text else uuid4()
    except ValueError:
        raise refusals.BadWord(name="key", value=text) from None
