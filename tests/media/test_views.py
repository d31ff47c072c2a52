"""Photos on the wire: who gets to see one, and how it is sent."""

from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from tests.cast import MEMBERS
from tests.media.scenes import saved, scene, upload

from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.media.models import Photo
from wugong.media.photos import keep_photo
from wugong.media.pictures import SMALL_SIDE

LOOKS = {"cadre", "supervisor", "assessor", "town_officer", "town_approver", "county_officer", "rule_keeper"}


@pytest.fixture
def photo(county, village):
    """A photo of the village, kept by the house."""
    with standing_in(county):
        return keep_photo(upload(saved(scene(1, (800, 600)))), actor=SYSTEM, at=village)


@pytest.mark.parametrize("who", MEMBERS)
@pytest.mark.parametrize("page", ["", "small/"])
def test_only_who_reads_or_scores_there_sees_it(who, page, request, as_user, photo):
    answer = as_user(request.getfixturevalue(who)).get(f"/photos/{photo.pk}/{page}")
    expected = 200 if who in LOOKS else 404 if who == "far_town_officer" else 403
    assert answer.status_code == expected


@pytest.mark.parametrize("page", ["", "small/"])
@pytest.mark.parametrize(("taker", "status"), [("resident", 200), ("system_administrator", 403)])
def test_whoever_took_it_sees_it(taker, status, page, request, as_user, county, village, resident):
    with standing_in(county):
        taken = keep_photo(
            upload(saved(scene(1, (800, 600)))), actor=request.getfixturevalue(taker), at=village
        )
    assert as_user(resident).get(f"/photos/{taken.pk}/{page}").status_code == status


def test_others_are_told_why_not(as_user, resident, photo):
    page = as_user(resident).get(f"/photos/{photo.pk}/").content.decode()
    assert "看本地的全部台账要由“枫林坳村”的" in page


def test_an_anonymous_visitor_is_shown_the_door(client, photo):
    assert client.get(f"/photos/{photo.pk}/")["Location"].startswith("/sign-in/")


def test_it_is_sent_as_a_picture_that_only_this_browser_keeps(as_user, cadre, photo):
    answer = as_user(cadre).get(f"/photos/{photo.pk}/")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'inline; filename="{photo.pk}.jpg"'
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert len(b"".join(answer)) == photo.bytes == int(answer["Content-Length"])


def test_the_preview_is_a_smaller_file(as_user, cadre, photo):
    assert len(b"".join(as_user(cadre).get(f"/photos/{photo.pk}/small/"))) < photo.bytes
    assert photo.width > SMALL_SIDE


@pytest.mark.parametrize("page", ["", "small/"])
def test_a_photo_whose_file_is_lost_is_not_there(as_user, cadre, photo, page):
    default_storage.delete(str(photo.file))
    default_storage.delete(photo.small)
    assert as_user(cadre).get(f"/photos/{photo.pk}/{page}").status_code == 404


def test_there_is_no_other_way_to_the_file(as_user, cadre, photo):
    for address in (f"/{photo.file}", f"/media/{photo.file}"):
        assert as_user(cadre).get(address).status_code == 404


def test_nobody_writes_there(as_user, cadre, photo):
    assert as_user(cadre).post(f"/photos/{photo.pk}/").status_code == 405


def test_a_photo_that_never_was_is_not_there(as_user, cadre):
    assert as_user(cadre).get(f"/photos/{UUID(int=0)}/").status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_previews_say_what_they_show_and_cost_one_query(n, county, village, django_assert_num_queries):
    with standing_in(county):
        for seed in range(n):
            keep_photo(upload(saved(scene(seed, (40, 30)))), actor=SYSTEM, at=village)
        with django_assert_num_queries(1):
            photos = Photo.objects.select_related("place")
            part = render_to_string("media/parts/photos.html", {"photos": list(photos)})
    assert part.count("<img") == n
    assert f"枫林坳村的照片，{photos[0].kept_at.month}月" in part
    assert f"第 {n} 张，共 {n} 张" in part
