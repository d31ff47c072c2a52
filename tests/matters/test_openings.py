"""Opening matters: what is refused, who is told, and that what was sent five times is there once."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from tests.mattered import bound, wish

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.matters import refusals
from wugong.matters.models import Asker, ClockRun, Evidence, Matter, Step
from wugong.matters.openings import open_many, open_matter
from wugong.matters.states import Channel, Shown
from wugong.media.refusals import NotAPhoto
from wugong.notices.models import Notice
from wugong.places.models import Place

pytestmark = pytest.mark.django_db


def photo(colour: str = "red") -> ContentFile:
    into = BytesIO()
    Image.new("RGB", (64, 48), colour).save(into, "JPEG")
    return ContentFile(into.getvalue(), "lamp.jpg")


# --- Refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"register": "no-such"}, refusals.NoSuchRegister),
        ({"title": "  "}, refusals.WordsMissing),
        ({"title": "灯" * 121}, refusals.WordsTooLong),
        ({"title": "请打 13800000001"}, refusals.NumbersInWords),
        ({"text": "我的电话 138 0000 0001"}, refusals.NumbersInWords),
        ({"where": "王家 13800000001"}, refusals.NumbersInWords),
        ({"category": "77"}, refusals.NoCategory),
        ({"point": (Decimal("60"), Decimal("111"))}, refusals.PointAmiss),
        ({"facts": {"grade": "huge"}}, refusals.FactsAmiss),
        ({"facts": {"colour": "red"}}, refusals.FactsAmiss),
        ({"register": "rectification"}, NotAllowed),
    ],
)
def test_what_the_register_does_not_take_is_refused(here, village, resident, facts, refusal):
    with pytest.raises(refusal):
        open_matter(wish(village, **facts), actor=resident)
    assert not Matter.objects.exists()


def test_too_many_photos_and_what_is_no_photo_are_refused(here, village, resident):
    with pytest.raises(refusals.TooManyPhotos):
        open_matter(wish(village, photos=[photo()] * 4), actor=resident)
    with pytest.raises(NotAPhoto):
        open_matter(wish(village, photos=[ContentFile(b"<script>", "a.jpg")]), actor=resident)
    assert not Matter.objects.exists()


def test_a_register_that_is_not_anonymous_is_not_opened_without_an_account(here, village):
    with pytest.raises(refusals.NotAnonymous):
        open_matter(wish(village, register="problem-list"), actor=SYSTEM)


def test_a_place_that_is_closed_takes_none(here, village, resident):
    Place.objects.filter(pk=village.pk).update(until=timezone.localdate() - timedelta(days=1))
    village.refresh_from_db()
    with pytest.raises(refusals.PlaceIsClosed):
        open_matter(wish(village), actor=resident)


def test_who_does_not_work_there_opens_nothing_that_desks_open(here, village, other_town_officer):
    with pytest.raises(NotAllowed):
        open_matter(wish(village, register="rectification", channel=Channel.DESK), actor=other_town_officer)


def test_the_key_of_somebody_else_is_taken(here, village, resident, cadre):
    key = uuid4()
    open_matter(wish(village, key=key), actor=resident)
    with pytest.raises(refusals.KeyTaken):
        open_matter(wish(village, key=key, channel=Channel.DESK), actor=cadre)


def test_none_of_many_is_opened_where_one_is_refused(here, village, cadre):
    wishes = [wish(village, channel=Channel.TABLE), wish(village, title="", channel=Channel.TABLE)]
    with pytest.raises(refusals.WordsMissing):
        open_many(wishes, actor=cadre)
    assert not Matter.objects.exists()
    with pytest.raises(refusals.NobodyChosen):
        open_many([], actor=cadre)


# --- Opened ---------------------------------------------------------------------------------------


def test_a_report_lies_with_the_village_and_its_desk_knows(here, group, resident, cadre):
    opened = open_matter(wish(group), actor=resident)
    matter = Matter.objects.get()
    assert (opened.code, opened.again) == (None, False)
    assert (matter.lies_with.code, matter.state, matter.version) == (group.code[:12], "reported", "1")
    assert (matter.due_at is None, matter.opened_by) == (False, resident)
    assert Asker.objects.get().user == resident
    assert [(one.to, one.kind) for one in Notice.objects.all()] == [(cadre, "matters.came")]
    assert Record.objects.filter(act="matters.opened", concerns__person=resident.pk).exists()


@pytest.mark.parametrize("times", [2, 5])
def test_what_was_sent_again_is_opened_once(here, village, resident, times):
    sent = wish(village, photos=[photo()])
    came = [open_matter(sent, actor=resident) for _ in range(times)]
    assert len({one.matter.pk for one in came}) == 1
    assert [one.again for one in came] == [False] + [True] * (times - 1)
    counts = [model.objects.count() for model in (Matter, Step, Asker, Evidence)]
    assert counts == [1, 1, 1, 1]


def test_the_same_key_twice_in_one_sending_is_one(here, village, cadre):
    sent = wish(village, channel=Channel.TABLE)
    first, second = open_many([sent, sent], actor=cadre)
    assert (first.matter, first.again, second.matter, second.again) == (
        first.matter,
        False,
        first.matter,
        True,
    )


def test_who_has_no_account_gets_a_code_and_the_same_again(here, village):
    sent = wish(village, shown=Shown.ANONYMOUS)
    first, second = (open_matter(sent, actor=SYSTEM) for _ in range(2))
    assert len(first.code) == 6
    assert first.code.isdigit()
    assert second.code == first.code
    assert first.code not in Asker.objects.get().code_hash


def test_what_a_cadre_writes_down_is_the_residents(here, village, cadre, resident, head):
    bound(resident, head)
    open_matter(wish(village, channel=Channel.DESK, person=head), actor=cadre)
    asker = Asker.objects.get()
    assert (asker.user, asker.person) == (resident, head)
    assert Notice.objects.filter(to=resident, kind="matters.kept").exists()


def test_who_has_a_person_but_no_account_gets_a_slip(here, village, cadre, head):
    opened = open_matter(wish(village, channel=Channel.DESK, person=head), actor=cadre)
    assert opened.code
    assert Asker.objects.get().user is None


def test_nobody_asked_for_what_a_desk_lists(here, village, town_officer):
    opened = open_matter(
        wish(
            village,
            register="rectification",
            channel=Channel.DESK,
            facts={"grade": "urgent", "found-on": "2026-03-06"},
        ),
        actor=town_officer,
    )
    assert (Asker.objects.count(), opened.code) == (0, None)


def test_a_required_field_is_asked_for(here, village, town_officer):
    with pytest.raises(refusals.FactsAmiss) as refused:
        open_matter(wish(village, register="rectification", channel=Channel.DESK), actor=town_officer)
    assert list(refused.value.by_field) == ["grade", "found-on"]


def test_spoken_words_and_photos_are_evidence_of_the_first_line(here, village, resident):
    open_matter(wish(village, photos=[photo(), photo("blue")]), actor=resident)
    assert Evidence.objects.filter(step__kind="opened", photo__isnull=False).count() == 2


def test_the_day_it_is_wanted_by_is_the_clocks(here, town, town_officer):
    day = timezone.localdate() + timedelta(days=30)
    opened = open_matter(
        wish(town, register="task", channel=Channel.DESK, due=day, leader="xxx"), actor=town_officer
    )
    assert opened.matter.facts["until"] == day.isoformat()


def test_many_cost_as_many_queries_as_three(here, village, cadre: User):
    def cost(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            open_many([wish(village, channel=Channel.TABLE) for _ in range(count)], actor=cadre)
        return len(queries)

    cost(2)
    assert cost(3) == cost(20)
    assert ClockRun.objects.count() == Matter.objects.count() == 25
