"""Matters for tests, made only through public acts: a wish of a resident, and what became of it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.cast import LONG_AGO
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.matters.models import Matter
from wugong.matters.moving import move
from wugong.matters.openings import Opened, Wish, open_matter
from wugong.matters.states import Channel
from wugong.places.models import Place
from wugong.registry.bindings import bind_account
from wugong.registry.bodies import found_body
from wugong.registry.models import Body, Person

CHINA = ZoneInfo("Asia/Shanghai")
MakeWish = Callable[..., Wish]
MakeOpened = Callable[..., Opened]
MakeMatter = Callable[..., Matter]


def wish(place: Place, **facts: Any) -> Wish:
    """Return a resident's report of a lamp, unless it is said otherwise."""
    plain = {"register": "resident-report", "title": "路灯不亮", "key": uuid4(), "channel": Channel.PHONE}
    return Wish(place=place, **(plain | facts))


def at(text: str) -> datetime:
    """Return a moment in China: 2026-03-06 09:00."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.fixture
def send(county: County, village: Place, resident: User) -> MakeOpened:
    """Return a sender of wishes: the place (the village), who sends (the resident), what a wish takes."""

    def sending(place: Place | None = None, *, actor: Any = None, **facts: Any) -> Opened:
        here = place or village
        with standing_in(here.county):
            return open_matter(wish(here, **facts), actor=actor or resident)

    return sending


@pytest.fixture
def opened(send: MakeOpened) -> MakeMatter:
    """Return an opener of matters: as `send`, but the matter itself."""
    return lambda place=None, **facts: send(place, **facts).matter


@pytest.fixture
def lamp(opened: MakeMatter) -> Matter:
    """A resident's report of a lamp, on the desk of her village."""
    return opened()


@pytest.fixture
def accepted(county: County, lamp: Matter, cadre: User) -> Matter:
    """The report as the village accepted it: seven working days."""
    with standing_in(county):
        move(lamp, "accept", actor=cadre, facts={"grade": "general"})
    return Matter.everywhere.get(pk=lamp.pk)


@pytest.fixture
def finished(county: County, accepted: Matter, cadre: User) -> Matter:
    """The report as the village finished it; nobody has said yet whether it is solved."""
    with standing_in(county):
        move(accepted, "finish", actor=cadre, answer="换了灯泡")
    return Matter.everywhere.get(pk=accepted.pk)


@pytest.fixture
def unit(county: County, town: Place) -> Body:
    """The town's office, to which matters are given."""
    with standing_in(county):
        return found_body(town, "环境整治办公室", actor=SYSTEM, kind="office", since=LONG_AGO)


@pytest.fixture
def on() -> Iterator[Callable[[str], None]]:
    """Return a setter of the clock: from here on it is that moment in China."""
    travellers: list[Any] = []

    def go(text: str) -> None:
        traveller = time_machine.travel(at(text), tick=False)
        traveller.start()
        travellers.append(traveller)

    yield go
    for traveller in reversed(travellers):
        traveller.stop()


def days_after(moment: datetime, days: int) -> datetime:
    """Return noon of the day so many days later, in China."""
    return (moment.astimezone(CHINA) + timedelta(days=days)).replace(hour=12)


def bound(user: User, person: Person) -> User:
    """The account is the person's own."""
    bind_account(user, person, actor=SYSTEM)
    return user
