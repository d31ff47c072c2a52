"""What somebody asks for before it is a matter, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from django.core.files import File

from wugong.accounts.models import User
from wugong.matters.models import Matter
from wugong.matters.states import Channel, Shown
from wugong.media.models import Photo
from wugong.media.pictures import Picture
from wugong.media.sounds import Speech
from wugong.places.models import Place
from wugong.registry.models import Body, Person

Pictured: TypeAlias = "Photo | Picture | File[bytes]"


@dataclass(frozen=True)
class Wish:
    """What is to be listed: in which register, where, by whom; the key is made by the sender."""

    register: str
    place: Place
    title: str
    key: UUID
    channel: Channel
    text: str = ""
    where: str = ""
    point: tuple[Decimal, Decimal] | None = None  # latitude, longitude
    category: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    shown: Shown = Shown.MASKED
    person: Person | None = None
    photos: Sequence[Pictured] = ()
    spoken: Speech | None = None
    lead_unit: Body | None = None
    leader: str = ""
    handler: User | None = None
    due: date | None = None
    part_of: Matter | None = None


@dataclass(frozen=True)
class Opened:
    """The matter that a wish became; the code goes to who has no account; `again`: it was there before."""

    matter: Matter
    code: str | None
    again: bool
