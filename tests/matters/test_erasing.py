"""What is past its years: refused before, erased after an approver said so; that there was one stays."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.counties.standing import standing_in
from wugong.matters.erasing import erase_past, past_at
from wugong.matters.models import Asker, Evidence, Matter, Step
from wugong.matters.moving import move
from wugong.matters.report_refusals import NotPastYears
from wugong.matters.retention import ERASED
from wugong.media.models import Photo

BASIS = "县档案馆 2036 年第 3 号鉴定意见"


def picture():
    into = io.BytesIO()
    Image.effect_noise((80, 60), 40).save(into, "JPEG")
    return SimpleUploadedFile("lamp.jpg", into.getvalue(), "image/jpeg")


@pytest.fixture
def make_old(county, opened, cadre):
    """Return a maker of reports that were refused ten years ago, some days more or less."""

    def made(days=1):
        matter = opened(title="陈建国家门口的路灯", text="陈建国说的", photos=[picture()])
        with standing_in(county):
            move(matter, "refuse", actor=cadre, reason="陈建国家的灯归他自己")
        then = timezone.now().replace(year=timezone.now().year - 10) - timedelta(days=days)
        Matter.everywhere.filter(pk=matter.pk).update(moved_at=then)
        return Matter.everywhere.get(pk=matter.pk)

    return made


@pytest.fixture
def old(make_old):
    return make_old()


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_before_its_years_are_over_it_stays(here, town, town_approver, make_old, days):
    matter = make_old(days)
    assert [one.matter for one in past_at(town, timezone.now())] == ([matter] if days > 0 else [])
    if days < 0:
        with pytest.raises(NotPastYears):
            erase_past(town, [matter.pk], BASIS, actor=town_approver)
    assert Matter.objects.get().title == "陈建国家门口的路灯"


@pytest.mark.parametrize("who", ["cadre", "town_officer", "county_officer", "resident"])
def test_who_does_not_approve_erases_nothing(here, request, town, old, who):
    with pytest.raises(NotAllowed):
        erase_past(town, [old.pk], BASIS, actor=request.getfixturevalue(who))


def test_one_that_is_not_past_keeps_all(here, town, town_approver, old, lamp):
    with pytest.raises(NotPastYears):
        erase_past(town, [old.pk, lamp.pk], BASIS, actor=town_approver)
    assert Matter.objects.get(pk=old.pk).title != ERASED


def test_without_a_basis_nothing_goes(here, town, town_approver, old):
    with pytest.raises(Exception, match="依据"):
        erase_past(town, [old.pk], "  ", actor=town_approver)


def test_names_words_and_photos_go_and_number_state_and_dates_stay(here, town, town_approver, old):
    lines = list(Step.objects.order_by("at", "pk").values_list("kind", "target", "at"))
    erase_past(town, [old.pk], BASIS, actor=town_approver)
    left = Matter.objects.get()
    same = ("number", "register", "place_id", "state", "kind", "opened_at", "moved_at", "key")
    assert [getattr(left, one) for one in same] == [getattr(old, one) for one in same]
    assert (left.title, left.text, left.opened_by_id, left.moved_by_id) == (ERASED, "", None, None)
    assert list(Step.objects.order_by("at", "pk").values_list("kind", "target", "at"))[:-1] == lines
    written = [*Step.objects.values_list("text", "by"), *Asker.objects.values_list("user", "person")]
    assert written == [("", None), ("", None), (ERASED, town_approver.pk), (None, None)]
    assert not Evidence.objects.exists()
    assert not Photo.objects.exists()


def test_it_stands_in_the_records_with_its_basis_and_concerns_who_asked(
    here, town, town_approver, old, resident
):
    erase_past(town, [old.pk], BASIS, actor=town_approver)
    record = Record.objects.get(act="matters.erased")
    assert record.facts["basis"] == BASIS
    assert record.facts["years"] == 10
    assert set(record.concerns.values_list("person", flat=True)) == {resident.pk, town_approver.pk}


def test_what_is_erased_is_on_no_list_again(here, town, town_approver, old):
    erase_past(town, [old.pk], BASIS, actor=town_approver)
    assert past_at(town, timezone.now()) == []
    with pytest.raises(NotPastYears):
        erase_past(town, [old.pk], BASIS, actor=town_approver)


def test_the_database_changes_no_line(here, old):
    with pytest.raises(DatabaseError), transaction.atomic():
        Step.objects.update(text="别的")


class TestPage:
    def address(self, town):
        return reverse("matters_past", args=[town.code])

    def test_the_list_names_nobody(self, as_user, town, town_approver, old):
        page = as_user(town_approver).get(self.address(town)).content.decode()
        assert old.number[-3:] in page
        assert "陈建国" not in page

    def test_unsure_nothing_goes(self, as_user, town, town_approver, old):
        given = {"m": [str(old.pk)], "basis": BASIS}
        page = as_user(town_approver).post(self.address(town), given)
        assert "errs" in page.content.decode()
        assert Matter.everywhere.get().title != ERASED

    def test_ticked_and_sure_it_goes(self, as_user, town, town_approver, old):
        given = {"m": [str(old.pk)], "basis": BASIS, "sure": "on"}
        page = as_user(town_approver).post(self.address(town), given, follow=True).content.decode()
        assert "删去了 1 件" in page
        assert "没有到年限的" in page
        assert Matter.everywhere.get().title == ERASED

    def test_the_list_takes_as_many_queries_for_three_as_for_one(
        self, as_user, town, town_approver, make_old, django_assert_num_queries
    ):
        client = as_user(town_approver)
        make_old()
        with CaptureQueriesContext(connection) as one:
            client.get(self.address(town))
        make_old()
        make_old()
        with django_assert_num_queries(len(one)):
            client.get(self.address(town))

    def test_the_registers_lead_the_approver_there(self, as_user, town, town_approver):
        page = as_user(town_approver).get(reverse("registers", args=[town.code])).content.decode()
        assert self.address(town) in page
