"""A photo that looks like one of another village or month is named to whoever enters and whoever checks."""

import re

import pytest
from tests.media.scenes import saved, scene, upload
from tests.review.round_stage import COVERT, CROSS, JULY, TOWN, text

from wugong.access.roles import RoleKind
from wugong.base.periods import Period
from wugong.media.pictures import picture_of
from wugong.review.evidence import attach_photos
from wugong.review.likenesses import likenesses
from wugong.review.models import Score
from wugong.review.rounds import assign_round
from wugong.review.scores import Sheet, enter_scores

pytestmark = pytest.mark.usefixtures("adopted")
JUNE = Period.parse("2026-06")


def copy(seed):
    """The same scene, smaller and compressed once more."""
    return scene(seed).resize((600, 450))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def attach(town, town_officer):
    """Attach pictures to the village's score in a round of a month."""

    def attached(village, *pictures, month=JULY, name="covert", actor=town_officer):
        enter_scores(town, [Sheet(village.code, month, name, 9000)], actor=actor)
        score = Score.objects.current().get(village=village, month=str(month), input=name)
        photos = [picture_of(upload(saved(picture, quality=60))) for picture in pictures]
        attach_photos(score, photos, actor=actor)
        return score

    return attached


def said(page):
    return re.findall("<b>([^<]*的一张照片与[^<]*)</b>", text(page))


def test_a_copy_from_another_village_is_named_with_a_link_to_both(as_user, attach, villages, town_officer):
    attach(villages[0], scene(1))
    score = attach(villages[1], copy(1), scene(2))
    page = as_user(town_officer).get(f"{COVERT}{villages[1].code}/")
    assert said(page) == ["乙村的一张照片与甲村2026年7月的一张很像，请核对。"]
    (one,) = likenesses([score], town_officer)
    assert one.shown
    for photo in (one.here.photo, one.there.photo):
        assert f'href="/photos/{photo.pk}/"' in text(page)
    assert one.there.photo.place == villages[0]


def test_it_is_said_at_once_when_photos_come_in(as_user, attach, villages, town_officer):
    attach(villages[0], scene(1))
    attach(villages[1])
    given = {"day": "2026-07-15", "seen": "1", "score": "90", "note": "", "photos": [upload(saved(copy(1)))]}
    page = as_user(town_officer).post(f"{COVERT}{villages[1].code}/", given, follow=True)
    assert said(page) == ["乙村的一张照片与甲村2026年7月的一张很像，请核对。"]


def test_another_picture_is_not_named(as_user, attach, villages, town_officer):
    attach(villages[0], scene(1))
    attach(villages[1], scene(2))
    assert said(as_user(town_officer).get(f"{COVERT}{villages[1].code}/")) == []


@pytest.mark.parametrize("again", [scene, copy])
def test_a_photo_of_another_month_is_named(again, as_user, attach, villages, town_officer):
    attach(villages[0], scene(1), month=JUNE)
    attach(villages[0], again(1))
    page = as_user(town_officer).get(f"{COVERT}{villages[0].code}/")
    assert said(page) == ["甲村的一张照片与甲村2026年6月的一张很像，请核对。"]


def test_copies_for_the_same_village_and_month_are_not_named(as_user, attach, villages, town_officer):
    attach(villages[0], scene(1))
    attach(villages[0], copy(1), name="cross")
    assert said(as_user(town_officer).get(f"{CROSS}{villages[0].code}/")) == []


def test_whoever_checks_sees_all_of_the_round(as_user, attach, villages, town_officer, town_approver):
    attach(villages[0], scene(1), month=JUNE)
    for village in villages[1:3]:
        attach(village, copy(1))
    found = said(as_user(town_approver).get(COVERT))
    assert [line[:2] for line in found] == ["乙村", "丙村"]
    assert said(as_user(town_officer).get(COVERT)) == []  # she entered them and may not check


def test_whoever_may_not_look_at_the_other_gets_no_link(
    as_user, attach, town, villages, town_officer, make_user
):
    attach(villages[0], scene(1))
    team = make_user("team", "林队", RoleKind.VILLAGE_CADRE, villages[3])
    assign_round(town, JULY, "covert", {villages[1]: villages[3]}, actor=town_officer)
    score = attach(villages[1], copy(1), actor=team)
    page = as_user(team).get(f"/desk/{TOWN}/rounds/2026-07/covert/{villages[1].code}/")
    assert said(page) == ["乙村的一张照片与甲村2026年7月的一张很像，请核对。"]
    (one,) = likenesses([score], team)
    assert not one.shown
    assert f"/photos/{one.there.photo.pk}/" not in text(page)


@pytest.mark.parametrize("n", [1, 3])
def test_it_costs_the_same(n, attach, villages, town_officer, django_assert_num_queries):
    attach(villages[5], scene(1))
    scores = [attach(village, copy(1)) for village in villages[:n]]
    with django_assert_num_queries(4):
        assert len(likenesses(scores, town_officer)) == n


def test_scores_without_photos_cost_one(attach, villages, town_officer, django_assert_num_queries):
    score = attach(villages[0])
    with django_assert_num_queries(1):
        assert likenesses([score], town_officer) == []
