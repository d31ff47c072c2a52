"""What may be kept of an uploaded file: refusals first, then a new small JPEG with nothing but pixels."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image
from tests.media.scenes import LATITUDE, SECRET, grain, located, opened, saved, scene, upload

from wugong.media import pictures, refusals
from wugong.media.pictures import KEPT_BYTES, LONGEST_SIDE, SMALL_SIDE, picture_of
from wugong.media.prints import distance, print_of

PHOTO = saved(scene(1, (400, 300)))


def zipped():
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("evil.class", b"x" * 2000)
    return into.getvalue()


def png_of_size(width, height):
    """Return a PNG that says it is so large and holds next to nothing."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


REFUSED = {
    "nothing": (b"", refusals.NotAPhoto),
    "text": ("村里的路修好了".encode(), refusals.NotAPhoto),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', refusals.NotAPhoto),
    "gif": (saved(scene(1, (40, 30)), "GIF"), refusals.NotAPhoto),
    "pdf": (saved(scene(1, (40, 30)), "PDF"), refusals.NotAPhoto),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", refusals.AppleFormat),
    "truncated": (PHOTO[: len(PHOTO) // 2], refusals.Damaged),
    "only its head": (saved(scene(1), "PNG")[:60], refusals.Damaged),
    "with an archive behind it": (PHOTO + zipped(), refusals.SomethingInside),
    "with a page behind it": (PHOTO + b"<HTML><body>", refusals.SomethingInside),
    "with a script inside it": (saved(scene(1, (40, 30)), comment=b"<script>"), refusals.SomethingInside),
    "bomb": (png_of_size(10_000, 5_001), refusals.TooManyPixels),
    "bomb that Pillow warns of": (png_of_size(10_000, 10_000), refusals.TooManyPixels),
    "bomb that Pillow refuses": (png_of_size(60_000, 60_000), refusals.TooManyPixels),
}


@pytest.mark.parametrize(("data", "refusal"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_plain_photo_is_refused_with_the_next_step(data, refusal):
    with pytest.raises(refusal, match="请"):
        picture_of(upload(data))


def test_a_photo_of_the_most_pixels_is_decoded_and_one_row_more_is_not():
    with pytest.raises(refusals.Damaged):  # it got as far as the decoder, which found nothing in it
        picture_of(upload(png_of_size(10_000, 5_000)))
    with pytest.raises(refusals.TooManyPixels, match="超过 5000 万像素"):
        picture_of(upload(png_of_size(10_000, 5_001)))


def test_a_file_of_the_most_bytes_is_taken_and_one_byte_more_is_not(monkeypatch):
    monkeypatch.setattr(pictures, "MEGABYTE", 10_000)  # so that the test need not weigh 20 MB
    limit = pictures.MOST_MEGABYTES * 10_000
    whole = PHOTO + b"\0" * (limit - len(PHOTO))
    assert picture_of(upload(whole)).width == 400
    with pytest.raises(refusals.TooManyBytes, match="超过 20 MB"):
        picture_of(upload(whole + b"\0"))


def test_the_film_behind_a_phones_photo_is_dropped_and_the_photo_taken():
    moving = PHOTO + b"\0\0\0\x18ftypmp42" + b"moving" * 100
    assert picture_of(upload(moving)).jpeg == picture_of(upload(PHOTO)).jpeg


def test_no_location_maker_comment_or_profile_is_left():
    given = located(scene(2))
    assert SECRET in given  # the test would prove nothing else
    assert opened(given).getexif().get_ifd(0x8825)[2] == LATITUDE
    kept = picture_of(upload(given))
    for data in (kept.jpeg, kept.small):
        image = opened(data)
        assert not image.getexif()
        assert not image.getexif().get_ifd(0x8825)
        assert not {"exif", "icc_profile", "comment", "xmp"} & image.info.keys()
        for trace in (SECRET, b"Exif", b"ICC_PROFILE", b"http://ns.adobe.com"):
            assert trace not in data


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_stands_upright_whichever_way_the_phone_was_held(turn):
    upright = scene(3, (400, 300))
    undo = {6: 8, 8: 6}.get(turn, turn)  # a quarter turn is undone by the other one
    given = upright.transpose(pictures.UPRIGHT[undo]) if turn > 1 else upright
    kept = picture_of(upload(located(given, turn)))
    assert (kept.width, kept.height) == (400, 300)
    assert distance(kept.print, print_of(upright)) <= 2  # a JPEG of the turned picture differs in its grain


@pytest.mark.parametrize(
    ("size", "kept"), [((1601, 1000), (1600, 999)), ((1000, 1600), (1000, 1600)), ((40, 30), (40, 30))]
)
def test_only_what_is_longer_than_the_longest_side_is_made_smaller(size, kept):
    picture = picture_of(upload(saved(scene(4, size), quality=70)))
    assert (picture.width, picture.height) == kept
    assert opened(picture.jpeg).size == kept
    assert max(kept) <= LONGEST_SIDE


def test_a_photo_of_pure_grain_is_lowered_and_shrunk_until_it_is_light():
    picture = picture_of(upload(saved(grain((1600, 1200)), quality=95)))
    assert len(picture.jpeg) <= KEPT_BYTES
    assert picture.width < LONGEST_SIDE
    assert opened(picture.jpeg).size == (picture.width, picture.height)


def test_the_preview_fits_its_frame():
    assert max(opened(picture_of(upload(saved(scene(5)))).small).size) == SMALL_SIDE


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_formats_become_jpeg(kind):
    picture = picture_of(upload(saved(scene(6, (400, 300)), kind), "图.png"))
    assert opened(picture.jpeg).format == "JPEG"


def test_of_a_moving_picture_the_first_frame_is_kept():
    frames = [scene(7, (400, 300)), scene(8, (400, 300))]
    moving = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    alone = picture_of(upload(saved(frames[0], "WEBP", lossless=True)))
    assert picture_of(upload(moving)).print == alone.print


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_every_kind_of_colour_is_taken(mode):
    image = Image.new("I;16", (40, 30)) if mode == "I;16" else scene(9, (40, 30)).convert(mode)
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(picture_of(upload(saved(image, kind))).jpeg).mode == "RGB"


def test_what_lets_light_through_lies_on_white():
    clear = saved(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG")
    assert opened(picture_of(upload(clear)).jpeg).getpixel((20, 15)) == (255, 255, 255)


def test_the_same_file_gives_the_same_photo():
    assert picture_of(upload(PHOTO)).digest == picture_of(upload(PHOTO)).digest
