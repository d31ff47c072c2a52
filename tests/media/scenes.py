"""Pictures made for tests: scenes that a seed decides, as a phone would hand them in."""

import io
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter

LATITUDE = (29.0, 52.0, 11.37)
SECRET = b"Redmi Note of Zhang"


def scene(seed, size=(1200, 900)):
    """Return a landscape: sky, hills, houses and some grain; another seed gives another place."""
    chance = random.Random(seed)
    width, height = size
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(7):
        x, y = chance.randrange(width), chance.randrange(height // 3, height)
        wide, high = chance.randrange(width // 8, width // 2), chance.randrange(height // 8, height // 2)
        colour = tuple(chance.randrange(256) for _ in range(3))
        draw.polygon([(x - wide, y + high), (x, y - high), (x + wide, y + high)], fill=colour)
    for _ in range(9):
        x, y = chance.randrange(width), chance.randrange(height)
        side = chance.randrange(width // 16, width // 6)
        draw.rectangle([x, y, x + side, y + side], fill=tuple(chance.randrange(256) for _ in range(3)))
    return image.filter(ImageFilter.GaussianBlur(2))


def grain(size, seed=1):
    """Return pure noise, which no JPEG makes small."""
    return Image.frombytes("RGB", size, random.Random(seed).randbytes(size[0] * size[1] * 3))


def saved(image, kind="JPEG", **options):
    """Return the picture as the bytes of a file."""
    into = io.BytesIO()
    image.save(into, kind, **options)
    return into.getvalue()


def upload(data, name="IMG_0412.jpg"):
    """Return the bytes as a browser hands them in."""
    return SimpleUploadedFile(name, data, "image/jpeg")


def located(image, turn=1):
    """Return a JPEG as a phone writes it: with GPS, maker, comment, colour profile and a turn."""
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x010F] = SECRET.decode()
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", LATITUDE, "E", (114.0, 18.0, 5.25)
    return saved(image, exif=exif, comment=SECRET, icc_profile=b"profile of " + SECRET, quality=92)


def opened(data):
    """Return the picture in these bytes, decoded."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
