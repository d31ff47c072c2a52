"""Which photos of a matter everybody sees: none without a recorded act, never those of a restricted register."""

import pytest
from django.urls import reverse
from tests.matters.test_resident_pages import picture, shown

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.counties.standing import standing_in
from wugong.matters import refusals
from wugong.matters.forms.batches import ManyForm
from wugong.matters.forms.matter_acts import ActForm
from wugong.matters.models import Evidence, Matter, Step
from wugong.matters.moving import move
from wugong.matters.notes import note
from wugong.matters.showing import show_photos
from wugong.matters.states import EvidenceKind


@pytest.fixture
def pictured(accepted, cadre):
    """A finished report with a photo of before and one of after; nobody said who is to see them."""
    with standing_in(accepted.county):
        move(accepted, "finish", actor=cadre, answer="换了灯泡", photos=[picture()], before=[picture()])
    return Matter.everywhere.get(pk=accepted.pk)


def photos_of(matter):
    return {one.kind: one for one in Evidence.everywhere.filter(matter=matter, photo__isnull=False)}


def test_by_itself_nothing_is_shown(client, pictured):
    for one in photos_of(pictured).values():
        shown(client, "matter_photo", pictured.number, one.pk, status=404)
    assert "<img" not in shown(client, "matter", pictured.number)


def test_everybody_sees_exactly_what_was_named(client, pictured, cadre):
    photos = photos_of(pictured)
    before, after = photos[EvidenceKind.BEFORE], photos[EvidenceKind.AFTER]
    with standing_in(pictured.county):
        show_photos(pictured, [after.pk], actor=cadre)
    page = shown(client, "matter", pictured.number)
    assert str(after.pk) in page
    assert "办理后" in page
    assert str(before.pk) not in page
    assert client.get(reverse("matter_photo", args=[pictured.number, after.pk])).status_code == 200
    shown(client, "matter_photo", pictured.number, before.pk, status=404)


def test_it_is_recorded_which_photos_these_are(pictured, cadre, resident):
    after = photos_of(pictured)[EvidenceKind.AFTER]
    with standing_in(pictured.county):
        show_photos(pictured, [after.pk], actor=cadre)
    assert str(after.pk) in Record.everywhere.filter(act="matters.photos_shown").get().facts["photos"]
    assert Step.everywhere.order_by("pk").last().facts["photos"] == [str(after.pk)]


def test_what_is_no_longer_ticked_is_hidden_again(client, pictured, cadre):
    after = photos_of(pictured)[EvidenceKind.AFTER]
    with standing_in(pictured.county):
        show_photos(pictured, [after.pk], actor=cadre)
        show_photos(pictured, [], actor=cadre)
    shown(client, "matter_photo", pictured.number, after.pk, status=404)


def test_nothing_ticked_otherwise_is_refused(pictured, cadre):
    with standing_in(pictured.county), pytest.raises(refusals.NothingShown):
        show_photos(pictured, [], actor=cadre)


def test_who_asked_does_not_say_who_sees_them(pictured, resident):
    after = photos_of(pictured)[EvidenceKind.AFTER]
    with standing_in(pictured.county), pytest.raises(NotAllowed):
        show_photos(pictured, [after.pk], actor=resident)


def test_a_restricted_category_is_never_shown(client, pictured, cadre):
    after = photos_of(pictured)[EvidenceKind.AFTER]
    Matter.everywhere.update(category="05")
    with standing_in(pictured.county), pytest.raises(refusals.NeverShown):
        show_photos(pictured, [after.pk], actor=cadre)


def test_what_was_shown_is_gone_with_its_matter(client, pictured, cadre):
    after = photos_of(pictured)[EvidenceKind.AFTER]
    with standing_in(pictured.county):
        show_photos(pictured, [after.pk], actor=cadre)
    Matter.everywhere.update(category="05")
    shown(client, "matter_photo", pictured.number, after.pk, status=404)


def test_a_step_shows_its_photos_where_that_was_ticked(client, accepted, cadre):
    with standing_in(accepted.county):
        move(accepted, "finish", actor=cadre, answer="换了灯泡", photos=[picture()], shown=True)
    assert photos_of(accepted)[EvidenceKind.AFTER].shown
    assert "办理后" in shown(client, "matter", accepted.number)


def test_a_note_shows_its_photos_where_that_was_ticked(accepted, cadre):
    with standing_in(accepted.county):
        note(accepted, "看过了", actor=cadre, photos=[picture()], shown=True)
    assert photos_of(accepted)[EvidenceKind.SHOWS].shown


def test_who_asked_shows_no_photo_to_all_with_her_note(accepted, resident):
    with standing_in(accepted.county), pytest.raises(NotAllowed):
        note(accepted, "还黑着", actor=resident, photos=[picture()], shown=True)


def test_the_photo_of_who_asked_stays_one_of_the_scene(opened):
    matter = opened(photos=[picture()])
    assert set(photos_of(matter)) == {EvidenceKind.SHOWS}


def test_the_desk_ticks_which_photos_all_see(client, as_user, pictured, cadre, village):
    after = photos_of(pictured)[EvidenceKind.AFTER]
    as_user(cadre)
    page = shown(client, "matter_desk", village.code, pictured.number)
    assert "勾上的，大家看得到" in page
    address = reverse("matter_act", args=[village.code, pictured.number, "show"])
    assert client.post(address, {"a-show-shown": [str(after.pk)]}).status_code == 302
    assert "（大家看得到）" in shown(client, "matter_desk", village.code, pictured.number)


def test_where_nothing_is_photographed_there_is_nothing_to_tick(client, as_user, accepted, cadre, village):
    as_user(cadre)
    assert "勾上的，大家看得到" not in shown(client, "matter_desk", village.code, accepted.number)


def test_the_map_and_the_open_interface_have_the_photo(client, pictured, cadre, village, county_place):
    after = photos_of(pictured)[EvidenceKind.AFTER]
    Matter.everywhere.update(latitude="27.1", longitude="111.4")
    with standing_in(pictured.county):
        show_photos(pictured, [after.pk], actor=cadre)
    points = client.get(reverse("matters_points", args=[village.code])).json()["features"]
    address = reverse("matter_photo", args=[pictured.number, after.pk])
    assert points[-1]["properties"]["photo"] == address
    found = client.get(
        f"/open311/v2/requests/{pictured.number}.json", {"jurisdiction_id": village.code}
    ).json()
    assert found[0]["media_url"] == f"http://testserver{address}?full"


@pytest.mark.parametrize("form", [ManyForm, ActForm])
def test_a_form_without_an_act_is_none(form):
    with pytest.raises(TypeError, match="abstract"):
        form(None, ())
