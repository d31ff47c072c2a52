"""Keeping photos: the act, its file and row, the same one again, look-alikes, and the sweep."""

import os
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.media.scenes import saved, scene, upload

from wugong.audit.models import Record
from wugong.audit.refusals import Unchangeable
from wugong.counties.actors import SYSTEM
from wugong.counties.refusals import OtherCounty
from wugong.counties.standing import standing_in
from wugong.media import photos
from wugong.media.models import Photo
from wugong.media.photos import keep_photo, sweep_orphans
from wugong.media.pictures import picture_of
from wugong.media.prints import distance
from wugong.media.queries import near
from wugong.media.refusals import NotAPhoto

LONG_AGO = (0, 0)  # the disk keeps its own time, which is not that of a run whose clock was set back
SMALL = (400, 300)


@pytest.fixture(autouse=True)
def in_a_folder(folder):
    """Keep the files of this test in a folder of their own, before anything is kept."""


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.jpg"))


def grow_old(folder):
    for path in folder.rglob("*.jpg"):
        os.utime(path, LONG_AGO)


def keep(seed=1, **more):
    return keep_photo(upload(saved(scene(seed, SMALL))), **more)


class TestKeeping:
    def test_what_is_no_photo_leaves_neither_row_nor_file(self, here, village, assessor, folder):
        with pytest.raises(NotAPhoto):
            keep_photo(upload(b"text"), actor=assessor, at=village)
        assert not Photo.objects.exists()
        assert files(folder) == []

    def test_a_place_of_another_county_is_refused(self, here, far_village, assessor):
        with pytest.raises(OtherCounty):
            keep(actor=assessor, at=far_village)
        assert not Photo.everywhere.exists()

    def test_the_row_says_what_lies_on_disk(self, here, village, assessor, folder):
        photo = keep(actor=assessor, at=village)
        picture = picture_of(upload(saved(scene(1, SMALL))))
        with photo.file.open() as file:
            assert file.read() == picture.jpeg
        with default_storage.open(photo.small) as small:
            assert small.read() == picture.small
        assert (photo.width, photo.height, photo.bytes) == (400, 300, len(picture.jpeg))
        assert (photo.sha256, photo.print) == (picture.digest, picture.print)
        assert photo.taken_by == assessor
        name = f"990101/{timezone.localdate(photo.kept_at):%Y-%m}/{photo.pk}"
        assert files(folder) == [f"{name}.jpg", f"{name}.small.jpg"]
        assert str(photo) == f"{name}.jpg"

    def test_it_is_recorded_at_the_place(self, here, village, assessor):
        keep(actor=assessor, at=village)
        assert str(Record.objects.get(act="media.photo_kept")) == "平安 交来“枫林坳村”的一张照片"
        assert Record.objects.get(act="media.photo_kept").place == village.code

    def test_the_house_itself_may_keep_one(self, here, village):
        assert keep(actor=SYSTEM, at=village).taken_by is None

    def test_a_picture_decoded_before_is_not_decoded_again(self, here, village, assessor):
        picture = picture_of(upload(saved(scene(1, SMALL))))
        assert keep_photo(picture, actor=assessor, at=village) == keep(actor=assessor, at=village)

    def test_the_same_again_is_the_one_that_is_there(self, here, village, assessor, cadre, folder):
        first = keep(actor=assessor, at=village)
        assert keep(actor=cadre, at=village) == first
        assert Photo.objects.get().taken_by == assessor
        assert Record.objects.filter(act="media.photo_kept").count() == 1
        assert len(files(folder)) == 2

    def test_the_same_at_another_place_is_another_one(self, here, village, neighbour_village, assessor):
        assert keep(actor=assessor, at=village) != keep(actor=assessor, at=neighbour_village)

    def test_the_same_at_the_same_moment_is_kept_once(self, here, village, assessor, folder):
        written = photos._written

        def overtaken(*args):
            made = written(*args)
            with patch.object(photos, "_written", written):
                keep(actor=assessor, at=village)
            return made

        with patch.object(photos, "_written", overtaken):
            photo = keep(actor=assessor, at=village)
        assert photo == Photo.objects.get()
        assert len(files(folder)) == 2
        assert Record.objects.filter(act="media.photo_kept").count() == 1

    def test_a_roll_back_leaves_no_row_without_its_file(self, here, village, assessor, folder):
        with transaction.atomic():
            keep(actor=assessor, at=village)
            transaction.set_rollback(True)
        assert not Photo.objects.exists()
        assert len(files(folder)) == 2  # for the sweep

    def test_it_is_never_altered(self, here, village, assessor):
        photo = keep(actor=assessor, at=village)
        with pytest.raises(Unchangeable):
            photo.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            Photo.objects.filter(pk=photo.pk).update(width=1)


class TestLookAlikes:
    def test_a_smaller_copy_at_another_place_is_found_and_another_picture_is_not(
        self, here, village, neighbour_village, assessor
    ):
        original = keep(1, actor=assessor, at=village)
        copy = keep_photo(
            upload(saved(scene(1, SMALL).resize((300, 225)), quality=40)),
            actor=assessor,
            at=neighbour_village,
        )
        keep(2, actor=assessor, at=village)
        assert set(near([original.print])[original.print]) == {original.pk, copy.pk}

    def test_the_nearest_comes_first_then_the_newest(self, here, village, neighbour_village, assessor):
        first = keep(actor=assessor, at=village)
        second = keep(actor=assessor, at=neighbour_village)
        third = keep(2, actor=assessor, at=village)
        assert near([first.print, third.print]) == {
            first.print: [second.pk, first.pk],
            third.print: [third.pk],
        }
        apart = distance(first.print, third.print)
        assert near([third.print], within=apart)[third.print] == [third.pk, second.pk, first.pk]

    def test_six_bits_are_near_and_seven_are_not(self, here, village, assessor):
        photo = keep(actor=assessor, at=village)
        for flipped in (0b111111, 0b1001001 << 40 | 0b1001 << 61):
            assert near([photo.print ^ flipped]) == {photo.print ^ flipped: [photo.pk]}
        seven = photo.print ^ 0b1111111
        assert near([seven]) == {seven: []}
        assert near([seven], within=7) == {seven: [photo.pk]}

    def test_another_county_is_not_searched(self, here, village, far_village, other_county, assessor):
        photo = keep(actor=assessor, at=village)
        with standing_in(other_county):
            keep(actor=SYSTEM, at=far_village)
        assert near([photo.print]) == {photo.print: [photo.pk]}

    @pytest.mark.parametrize("n", [1, 3])
    def test_it_costs_one_query(self, n, here, village, assessor, django_assert_num_queries):
        prints = [keep(seed, actor=assessor, at=village).print for seed in range(n)]
        with django_assert_num_queries(1):
            assert len(near(prints)) == n


class TestSweep:
    @pytest.fixture(autouse=True)
    def orphan(self, here, village, assessor):
        """Leave a photo, and beside it a file that none owns."""
        self.photo = keep(actor=assessor, at=village)
        self.name = default_storage.save(f"{self.photo.file.name[:14]}/left.jpg", ContentFile(b"x"))

    def test_a_file_of_today_may_belong_to_an_act_that_still_runs(self, folder):
        assert sweep_orphans(actor=SYSTEM) == 0
        assert default_storage.exists(self.name)

    def test_an_older_one_goes_and_what_is_owned_stays(self, folder):
        grow_old(folder)
        assert sweep_orphans(actor=SYSTEM) == 1
        assert files(folder) == sorted([self.photo.file.name, self.photo.small])

    def test_a_second_time_there_is_nothing(self, folder):
        grow_old(folder)
        sweep_orphans(actor=SYSTEM)
        assert sweep_orphans(actor=SYSTEM) == 0

    def test_it_looks_into_every_county(self, folder, other_county, far_village):
        with standing_in(other_county):
            keep(actor=SYSTEM, at=far_village)
            grow_old(folder)
            assert sweep_orphans(actor=SYSTEM) == 1


def test_a_house_without_photos_has_nothing_to_sweep(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "none"
    assert sweep_orphans(actor=SYSTEM) == 0
