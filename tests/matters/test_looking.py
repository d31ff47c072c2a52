"""Looking again at what lasts: told on the day, once for each, to who deals with it, and seen in the timeline."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from tests.mattered import at, wish

from wugong.counties.actors import SYSTEM
from wugong.matters.looking import look_due
from wugong.matters.models import Matter, Step
from wugong.matters.moving import move
from wugong.matters.notices import LOOK
from wugong.matters.openings import open_matter
from wugong.matters.registers import adopt_register
from wugong.matters.states import Channel, StepKind
from wugong.matters.tending import tend
from wugong.matters.timelines import timeline
from wugong.notices.models import Notice
from wugong.rules.register_reading import register_text

pytestmark = pytest.mark.django_db
ROWS = (
    *("enclosed", "outside-clear", "gate-clean", "no-mud", "road-free"),
    *("facilities-kept", "quarters-clean", "cleared"),
)


@pytest.fixture
def site(here, village, town_officer, county_officer, on, photo):
    """A building site that passed on the last of August and lasts; looked at again every three months."""
    on("2026-08-31 09:00")
    facts = {"site": "东街工地"}
    asked = wish(village, register="building-site", title="东街工地", channel=Channel.DESK, facts=facts)
    matter = open_matter(asked, actor=town_officer).matter
    move(matter, "inspect", actor=town_officer, photos=[photo], facts=dict.fromkeys(ROWS, "yes"))
    move(matter, "pass", actor=county_officer)
    return Matter.objects.get(pk=matter.pk)


@pytest.fixture
def photo():
    into = BytesIO()
    Image.new("RGB", (64, 48), "green").save(into, "JPEG")
    return ContentFile(into.getvalue(), "site.jpg")


def told(user) -> list[str]:
    notices = Notice.objects.to_user(user).filter(kind=LOOK.code)
    return sorted(notice.facts["due"] for notice in notices)


@pytest.mark.parametrize(
    ("night", "looks"), [("2026-11-29 23:59", 0), ("2026-11-30 00:00", 1), ("2026-12-01 02:00", 1)]
)
def test_it_is_told_from_the_day_on(site, night, looks):
    assert tend(at(night), actor=SYSTEM).looks == looks


def test_it_is_told_once(site, town_officer):
    nights = ["2026-11-30 02:00", "2026-11-30 02:00", "2026-12-01 02:00", "2027-02-27 02:00"]
    assert [tend(at(night), actor=SYSTEM).looks for night in nights] == [1, 0, 0, 0]
    assert told(town_officer) == ["2026-11-30"]


def test_each_day_is_told_and_nights_that_were_missed_only_once(site, town_officer):
    nights = ["2026-11-30 02:00", "2027-02-28 02:00", "2028-01-01 02:00"]
    assert [tend(at(night), actor=SYSTEM).looks for night in nights] == [1, 1, 1]
    assert told(town_officer) == ["2026-11-30", "2027-02-28", "2027-11-30"]


def test_the_timeline_has_the_day(site, town_officer):
    tend(at("2026-11-30 02:00"), actor=SYSTEM)
    assert Step.objects.get(kind=StepKind.REMINDED).facts["look"] == "2026-11-30"
    assert timeline(site, town_officer)[-1].text == "到了回头看的日子：2026-11-30"


def test_who_looked_is_asked_no_more_and_again_from_then_on(site, town_officer, on):
    tend(at("2026-11-30 02:00"), actor=SYSTEM)
    on("2026-12-05 09:00")
    move(site, "look", actor=town_officer)
    assert not Notice.objects.to_user(town_officer).unread().filter(kind=LOOK.code).exists()
    assert tend(at("2027-02-28 02:00"), actor=SYSTEM).looks == 0


def test_a_look_that_it_still_lasts_counts_anew(here, village, town_officer, county_officer, on, photo):
    on("2026-08-31 09:00")
    facts = {"item": "posters", "site": "东街"}
    asked = wish(village, register="town-look", title="东街广告", channel=Channel.DESK, facts=facts)
    matter = open_matter(asked, actor=town_officer).matter
    move(matter, "take", actor=town_officer)
    move(matter, "report", actor=town_officer, before=[photo], photos=[photo])
    move(matter, "pass", actor=county_officer)
    on("2026-10-15 09:00")
    move(matter, "recheck", actor=town_officer, photos=[photo])
    looks = [tend(at(night), actor=SYSTEM).looks for night in ("2027-01-14 23:00", "2027-01-15 02:00")]
    assert looks == [0, 1]


def test_what_is_open_is_not_looked_at_again(lamp):
    assert look_due(lamp, date(2099, 1, 1)) is None


def test_a_register_that_does_not_say_how_often_is_never_told(
    here, county_place, rule_keeper, village, town_officer, county_officer, photo, on
):
    text = register_text("building-site")
    begin = text.index(", look_again")
    text = text[:begin] + text[text.index("}", begin) :].replace("}}", "}", 1)
    adopt_register(county_place, text, decision="县政府办通知", actor=rule_keeper)
    on("2026-08-31 09:00")
    asked = wish(
        village, register="building-site", title="东街工地", channel=Channel.DESK, facts={"site": "东街"}
    )
    matter = open_matter(asked, actor=town_officer).matter
    move(matter, "inspect", actor=town_officer, photos=[photo], facts=dict.fromkeys(ROWS, "yes"))
    move(matter, "pass", actor=county_officer)
    assert tend(at("2027-08-31 02:00"), actor=SYSTEM).looks == 0
