"""Keys of version 7 sort by the time they were made."""

import time
from uuid import RFC_4122

import pytest

from wugong.counties import uuid7 as module
from wugong.counties.uuid7 import uuid7


def test_a_key_has_version_and_variant_of_the_standard():
    key = uuid7()
    assert (key.version, key.variant) == (7, RFC_4122)


def test_a_key_begins_with_the_milliseconds_of_now():
    before = time.time_ns() // 1_000_000
    assert before <= uuid7().int >> 80 <= time.time_ns() // 1_000_000


@pytest.mark.parametrize("step", [1_000_000, 250])
def test_keys_of_later_moments_sort_later(step, monkeypatch):
    moments = iter(range(5_000_000, 5_000_000 + 4 * step, step))
    monkeypatch.setattr(module.time, "time_ns", lambda: next(moments))
    keys = [uuid7() for _ in range(4)]
    assert keys == sorted(keys)


def test_two_keys_of_one_moment_differ(monkeypatch):
    monkeypatch.setattr(module.time, "time_ns", lambda: 0)
    assert uuid7() != uuid7()
