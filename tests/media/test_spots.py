"""A part of a picture is known by its spots, however it was cut, stretched and compressed; another picture is not."""

import io
import random
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from PIL import Image
from tests.media.scenes import saved, scene

from wugong.media.spots import SPOT, alike, spots_of

ALIKE = 10  # spots, as the rules of points have it
SEEDS = range(5)


@cache
def whole(seed):
    return spots_of(again(scene(seed), 85))


def again(image, quality):
    return Image.open(io.BytesIO(saved(image, quality=quality)))


def part(image, share, seed):
    """Return so much of each side, from anywhere in the picture."""
    chance = random.Random(seed)
    width, height = (round(side * share) for side in image.size)
    left, top = chance.randint(0, image.width - width), chance.randint(0, image.height - height)
    return image.crop((left, top, left + width, top + height))


COPIES = {
    "cropped and re-compressed": lambda image, seed: again(part(image, 0.75, seed), 50),
    "a part blown up": lambda image, seed: part(image, 0.7, seed).resize((1200, 900)),
    "a part made small": lambda image, seed: again(part(image, 0.8, seed).resize((560, 420)), 60),
    "brighter": lambda image, seed: image.point(lambda value: min(255, int(value * 1.1))),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_a_copy_of_a_part_is_alike(copy):
    shared = {seed: alike(spots_of(copy(scene(seed), seed)), [whole(seed)])[0] for seed in SEEDS}
    assert [seed for seed, spots in shared.items() if spots < ALIKE] == []


def test_another_picture_is_not():
    pairs = [(a, b) for a, b in combinations(SEEDS, 2) if alike(whole(a), [whole(b)])[0] >= ALIKE]
    assert pairs == []


def test_a_picture_of_one_colour_has_no_spots():
    assert spots_of(Image.new("RGB", (640, 480), "white")) == b""
    assert alike(b"", [whole(0)]) == alike(whole(0), [b""]) == [0]


def test_a_picture_too_small_for_a_print_has_no_spots():
    assert spots_of(scene(1, (40, 20))) == b""


def test_spots_take_little_room():
    assert len(whole(1)) <= 240 * SPOT.itemsize == 5760


def test_spots_in_one_place_tell_no_shift():
    heap = np.frombuffer(whole(1), dtype=SPOT).copy()
    heap["x"] = heap["y"] = 0.5
    assert alike(heap.tobytes(), [heap.tobytes()]) == [1]


def test_two_spots_tell_little():
    one = whole(1)[: 2 * SPOT.itemsize]
    assert alike(one, [one]) == [2]
