"""Copies of a picture have a print close to its own; other pictures have not."""

import io
from itertools import combinations

import pytest
from PIL import Image
from tests.media.scenes import saved, scene

from wugong.media.prints import distance, print_of
from wugong.media.queries import WITHIN

SEEDS = range(20)


def again(image, quality):
    return Image.open(io.BytesIO(saved(image, quality=quality)))


def cropped(image, share=100):
    width, height = image.size
    return image.crop((width // share, height // share, width - width // share, height - height // share))


COPIES = {
    "re-compressed": lambda image: again(image, 25),
    "resized": lambda image: image.resize((333, 250)),
    "slightly cropped": cropped,
    "brighter": lambda image: image.point(lambda value: min(255, int(value * 1.08))),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_a_copy_is_near(copy):
    far = [seed for seed in SEEDS if distance(print_of(scene(seed)), print_of(copy(scene(seed)))) > WITHIN]
    assert far == []


def test_another_picture_is_far():
    prints = {seed: print_of(scene(seed)) for seed in SEEDS}
    near = [(a, b) for a, b in combinations(SEEDS, 2) if distance(prints[a], prints[b]) <= WITHIN]
    assert near == []


def test_a_print_fits_a_signed_column_of_64_bits():
    left, right = Image.linear_gradient("L").rotate(90), Image.linear_gradient("L").rotate(-90)
    prints = {print_of(left), print_of(right)}
    assert prints == {-1, 0}  # every bit set, and none


@pytest.mark.parametrize(("one", "other", "bits"), [(0, 0, 0), (0, 1, 1), (-1, 0, 64), (-1, 1, 63)])
def test_the_distance_counts_bits_that_differ(one, other, bits):
    assert distance(one, other) == bits
