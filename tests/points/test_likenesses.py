"""Photos of claims: a cropped one is found again, with both dates; those of one act are one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image
from tests.media.scenes import saved, scene, upload

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.points.commands import points
from wugong.points.likenesses import compare_photos, likenesses_of, waiting_photos
from wugong.points.models import Claim, PhotoLikeness, PhotoSpots
from wugong.points.states import ClaimState
from wugong.registry.models import Household

pytestmark = pytest.mark.usefixtures("here")


def photo(seed: int) -> object:
    return upload(saved(scene(seed, (800, 600))))


def part(seed: int) -> object:
    """Return three quarters of each side of the photo, stretched and compressed again."""
    image = scene(seed, (800, 600)).crop((60, 80, 660, 530)).resize((900, 675), Image.Resampling.BICUBIC)
    return upload(saved(image, quality=55))


@pytest.fixture
def pair(family: Household, homes: list[Household], make_claim: Callable[..., Claim]) -> tuple[Claim, Claim]:
    """Two claims of two households for two days; the second shows a part of the first one's photo."""
    yesterday = timezone.localdate() - timedelta(days=1)
    first = make_claim(family, day=yesterday, photos=[photo(3)])
    return first, make_claim(homes[0], photos=[part(3)])


def test_stranger_compares_nothing(pair: object, village: Place, resident: User) -> None:
    with pytest.raises(NotAllowed):
        compare_photos(village, actor=resident)


def test_cropped_photo_is_found(pair: tuple[Claim, Claim], village: Place, supervisor: User) -> None:
    assert waiting_photos(village) == 2
    assert compare_photos(village, actor=supervisor) == 1
    found = PhotoLikeness.objects.get()
    assert (found.earlier, found.claim) == pair
    assert waiting_photos(village) == 0
    assert likenesses_of([pair[1]])[pair[1].pk] == [found]


def test_what_was_compared_is_not_compared_again(pair: object, village: Place, supervisor: User) -> None:
    compare_photos(village, actor=supervisor)
    assert compare_photos(village, actor=supervisor) == 0
    assert PhotoLikeness.objects.count() == 1


def test_other_photo_is_not_found(
    pair: object, village: Place, homes: list[Household], make_claim: Callable[..., Claim]
) -> None:
    compare_photos(village, actor=SYSTEM)
    make_claim(homes[1], photos=[photo(9)])
    assert compare_photos(village, actor=SYSTEM) == 0


def test_same_photo_that_comes_again_later_is_found(
    village: Place, family: Household, make_claim: Callable[..., Claim]
) -> None:
    first = make_claim(family, day=timezone.localdate() - timedelta(days=3), photos=[photo(4)])
    compare_photos(village, actor=SYSTEM)
    again = make_claim(family, photos=[photo(4)])
    assert waiting_photos(village) == 1
    assert compare_photos(village, actor=SYSTEM) == 1
    assert waiting_photos(village) == 0
    assert PhotoSpots.objects.count() == 1
    assert (PhotoLikeness.objects.get().earlier, PhotoLikeness.objects.get().claim) == (first, again)


def test_photo_of_one_act_for_many_is_one(
    village: Place, family: Household, homes: list[Household], make_claim: Callable[..., Claim]
) -> None:
    for home in (family, homes[0]):
        make_claim(home, photos=[photo(5)])
    assert compare_photos(village, actor=SYSTEM) == 0


def test_a_claim_is_compared_as_soon_as_it_is_made(
    village: Place,
    family: Household,
    homes: list[Household],
    make_claim: Callable[..., Claim],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with django_capture_on_commit_callbacks(execute=True):
        first = make_claim(family, day=yesterday, photos=[photo(3)])
    assert not PhotoLikeness.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        later = make_claim(homes[0], photos=[part(3)])
    found = PhotoLikeness.objects.get()
    assert (found.earlier, found.claim) == (first, later)
    assert later.state == ClaimState.CLAIMED
    assert compare_photos(village, actor=SYSTEM) == 0
    assert waiting_photos(village) == 0


def test_a_comparison_that_fails_costs_nobody_her_claim(
    family: Household,
    make_claim: Callable[..., Claim],
    django_capture_on_commit_callbacks: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wugong.points.likenesses.spots_of", lambda _image: 1 // 0)
    with django_capture_on_commit_callbacks(execute=True):
        made = make_claim(family, photos=[photo(3)])
    assert Claim.objects.get() == made


def test_photo_whose_file_is_gone_is_like_none(pair: tuple[Claim, Claim], village: Place) -> None:
    link = pair[0].photos.get()
    default_storage.delete(str(link.photo.file))
    assert compare_photos(village, actor=SYSTEM) == 0


@pytest.mark.parametrize(
    ("words", "said"), [([], "枫林坳村：新发现 1 处照片相像"), (["--json"], '"found": 1')]
)
def test_night_compares_every_village(
    pair: object, village: Place, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert points(["compare", *words]) == 0
    assert said in capsys.readouterr().out
    assert points(["compare"]) == 0
    assert capsys.readouterr().out == ""
