"""Which registers there are today, and by which version a matter goes; the county adopts its own."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import acts, refusals
from wugong.matters.models import Matter, RegisterDocument
from wugong.matters.permissions import can_adopt
from wugong.places.models import Place
from wugong.rules.register_parts import Register, Version
from wugong.rules.register_reading import BUNDLED, read_register, register_text

LONGEST: Final = 60_000  # characters


@dataclass(frozen=True, slots=True)
class Held:
    """A register with the version that holds, and where the county says so, its document."""

    register: Register
    version: Version
    document: RegisterDocument | None

    @property
    def code(self) -> str:
        """Return the register's code."""
        return self.register.code


@lru_cache(maxsize=256)
def _read(text: str) -> Register:
    return read_register(text)


def registers_on(day: date | None = None) -> Mapping[str, Held]:
    """Return what holds in the county stood in on that day (today), by code: one query."""
    on = day or timezone.localdate()
    adopted = {one.code: one for one in RegisterDocument.objects.order_by("pk")}  # the one adopted last
    found = {}
    for code in dict.fromkeys((*BUNDLED, *adopted)):
        document = adopted.get(code)
        register = _read(document.text if document else register_text(code))
        if version := register.on(on):
            found[code] = Held(register, version, document)
    return found


def register_on(code: str, day: date | None = None) -> Held:
    """Return the register of this code as it holds on that day (today), or refuse: one query."""
    on = day or timezone.localdate()
    document = RegisterDocument.objects.filter(code=code).order_by("pk").last()
    if document is None and code not in BUNDLED:
        raise refusals.NoSuchRegister(register=code)
    register = _read(document.text if document else register_text(code))
    if (version := register.on(on)) is None:
        raise refusals.NotInForce(register=register.title, day=on)
    return Held(register, version, document)


def held_by(matter: Matter) -> Held:
    """Return the register and version by which this matter goes: the one it was opened under."""
    document = matter.document if matter.document_id else None
    register = _read(document.text if document else register_text(matter.register))
    version = next(one for one in register.versions if one.name == matter.version)
    return Held(register, version, document)


@transaction.atomic
def adopt_register(county: Place, text: str, *, decision: str, actor: User | System) -> RegisterDocument:
    """New matters of this register go by that text; those opened before keep theirs."""
    can_adopt(actor, county).or_refuse()
    if len(text) > LONGEST:
        raise refusals.RegisterTooLong(limit=LONGEST)
    register, words = read_register(text), decision.strip()
    if not words:
        raise refusals.NoDecision
    document = RegisterDocument.objects.create(
        code=register.code,
        title=register.title,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        decision=words[:120],
        adopted_by_id=actor.pk,
    )
    facts: dict[str, Any] = {"title": register.title, "decision": words}
    record(acts.REGISTER_ADOPTED, actor=actor, at=county.code, **facts)
    return document
