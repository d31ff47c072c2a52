"""Words that are erased by right: of one claim or of a household, with photos, reasons and the book's words."""

import re

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from tests.media.scenes import saved, scene, upload
from tests.points.paneled import listed, over

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.ledger.verifying import verify
from wugong.media.models import Photo
from wugong.points.blanking import GONE, blank_claim, blank_household
from wugong.points.booking import book_listing
from wugong.points.models import Claim, ClaimPhoto, Objection, Reversal
from wugong.points.objections import keep_points, raise_objection
from wugong.points.reversals import approve_reversal, ask_reversal
from wugong.points.statements import statement_of

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def photographed(family, make_claim, head, pool, settings, tmp_path):
    """A claim of the family with a photo and words about its head."""
    settings.MEDIA_ROOT = tmp_path
    return make_claim(family, photos=[upload(saved(scene(1)))], person=head, text="陈建国的腿不好，还来清沟")


def booked_and_reversed(claim, cadre):
    listing = listed(claim.village, (claim, 5))
    objection = raise_objection(
        Claim.objects.get(pk=claim.pk), "他腿不好，去不了", actor=cadre, assisted=True
    )
    keep_points(objection, "老陈那天去了", actor=SYSTEM)
    book_listing(over(listing), actor=SYSTEM)
    reversal = ask_reversal(Claim.objects.get(pk=claim.pk), "老陈自己说没去", actor=cadre)
    return approve_reversal(reversal, actor=SYSTEM)


@pytest.mark.parametrize("who", ["resident", "cadre", "supervisor", "town_officer", "county_officer"])
def test_only_who_approves_for_the_town_erases(photographed, who, request):
    for act in (
        lambda user: blank_claim(photographed, actor=user),
        lambda user: blank_household(photographed.household, actor=user),
    ):
        with pytest.raises(NotAllowed):
            act(request.getfixturevalue(who))
    assert Claim.objects.get().text


def test_words_and_photos_are_gone_and_the_points_stay(
    photographed, town_approver, django_capture_on_commit_callbacks
):
    file = str(Photo.objects.get().file)
    with django_capture_on_commit_callbacks(execute=True):
        blank_claim(photographed, actor=town_approver)
    claim = Claim.objects.get()
    assert (claim.text, claim.person, claim.asked) == ("", None, 5)
    assert claim.blanked_at is not None
    assert not ClaimPhoto.objects.exists()
    assert not Photo.objects.exists()
    assert not default_storage.exists(file)


def test_a_photo_that_another_claim_shows_stays_with_it(photographed, neighbours, make_claim, town_approver):
    make_claim(neighbours, photos=[Photo.objects.get()])
    blank_claim(photographed, actor=town_approver)
    assert ClaimPhoto.objects.get().claim.household == neighbours


def test_reasons_and_the_words_of_the_book_are_gone(photographed, cadre, town_approver, village):
    booked_and_reversed(photographed, cadre)
    blank_claim(photographed, actor=town_approver)
    assert (Objection.objects.get().reason, Objection.objects.get().answer) == (GONE, GONE)
    assert Reversal.objects.get().reason == GONE
    assert "老陈" not in str(Claim.objects.get().why)
    found = verify(village)
    assert not found.faults
    assert len(found.erased) == 2


def test_the_household_still_reads_for_what_its_points_were(photographed, cadre, town_approver, family):
    booked_and_reversed(photographed, cadre)
    before = [one.title for one in statement_of(family).lines]
    blank_claim(photographed, actor=town_approver)
    assert [one.title for one in statement_of(family).lines] == before


def test_it_is_recorded_once_without_what_was_said(photographed, town_approver):
    for _ in range(2):
        blank_claim(photographed, actor=town_approver)
    record = Record.objects.get(act="points.claim_blanked")
    assert "name" not in record.facts


def test_all_claims_of_a_household_at_once(photographed, family, neighbours, make_claim, town_approver):
    make_claim(family, text="和老陈一起")
    other = make_claim(neighbours, text="和老陈一起")
    assert blank_household(family, actor=town_approver) == 2
    assert blank_household(family, actor=town_approver) == 0
    assert list(Claim.objects.exclude(text="")) == [other]


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_town_erases_at_the_claim(photographed, town_approver, cadre, as_user):
    page, act = (reverse(name, args=[photographed.pk]) for name in ("claim", "claim_blank"))
    assert act not in text(as_user(cadre).get(page))
    client = as_user(town_approver)
    assert act in text(client.get(page))
    said = text(client.post(act, follow=True))
    assert "依当事人的权利删去" in said
    assert act not in said


def test_the_town_erases_at_the_household(photographed, family, village, town_approver, cadre, as_user):
    page, act = (
        reverse(name, args=[village.code, family.pk]) for name in ("points_household", "points_blank")
    )
    assert act not in text(as_user(cadre).get(page))
    assert as_user(cadre).post(act).status_code == 403
    client = as_user(town_approver)
    assert act in text(client.get(page))
    assert "删去了 1 件" in text(client.post(act, follow=True))
    with standing_in(village.county):
        assert not Claim.objects.exclude(text="").exists()
