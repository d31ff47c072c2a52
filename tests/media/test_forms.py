"""The field by which a phone hands in photos: several, each checked and named."""

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict
from tests.media.scenes import saved, scene, upload

from wugong.media.forms import PhotosField
from wugong.media.pictures import Picture

PHOTO = saved(scene(1, (40, 30)))


class Form(forms.Form):
    photos = PhotosField(label="照片", most=2)


def filled(*files, form=Form):
    return form({}, MultiValueDict({"photos": list(files)}))


def test_a_file_that_is_no_photo_is_named_with_the_reason_beside_the_good_one():
    form = filled(upload(PHOTO), upload(b"text", "账本.jpg"))
    [fault] = form.errors["photos"]
    assert fault.startswith("“账本.jpg”：这个文件不是照片。")


def test_an_empty_file_is_refused():
    assert "空" in filled(upload(b"")).errors["photos"][0]


def test_as_many_as_asked_for_are_taken_and_one_more_is_not():
    assert [type(one) for one in taken(filled(*[upload(PHOTO)] * 2))] == [Picture] * 2
    assert filled(*[upload(PHOTO)] * 3).errors["photos"] == ["一次最多交 2 张照片，您选了 3 张，请少选几张。"]


def taken(form):
    assert form.is_valid(), form.errors
    return form.cleaned_data["photos"]


def test_photos_are_optional():
    assert taken(filled()) == []


def test_where_a_photo_is_asked_for_none_is_refused():
    class Strict(forms.Form):
        photos = PhotosField(label="照片", required=True)

    assert "photos" in filled(form=Strict).errors


@pytest.mark.parametrize("part", ['type="file"', 'accept="image/*"', "multiple"])
def test_a_phone_offers_its_camera_and_several_pictures(part):
    assert part in str(Form()["photos"])
