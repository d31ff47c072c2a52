"""Sealed texts open with their ring alone, where they were sealed for; marks find, and tell nothing."""

import base64

import pytest

from wugong.base import sealing
from wugong.base.sealing import Broken, Key, KeyMissing, Ring

OLD, NEW = Key(b"o" * 32), Key(b"n" * 32)
HERE = "registry_person.phone"


def test_a_text_opens_where_it_was_sealed_for():
    assert Ring([OLD]).open(Ring([OLD]).seal("13800000000", HERE), HERE) == "13800000000"


def test_an_empty_text_needs_no_key():
    ring = Ring([OLD])
    assert (ring.seal("", HERE), ring.open(b"", HERE), ring.mark("", HERE), ring.marks("", HERE)) == (
        b"",
        "",
        "",
        [],
    )


def test_a_text_never_seals_twice_to_the_same():
    assert Ring([OLD]).seal("六一", HERE) != Ring([OLD]).seal("六一", HERE)


def test_a_sealed_text_shows_nothing_of_itself():
    assert b"13800000000" not in Ring([OLD]).seal("13800000000", HERE)


def test_a_text_moved_to_another_column_does_not_open():
    with pytest.raises(Broken):
        Ring([OLD]).open(Ring([OLD]).seal("13800000000", HERE), "registry_person.bank")


@pytest.mark.parametrize("place", [5, 16, 17, 27, -1])
def test_one_altered_byte_is_noticed(place):
    sealed = bytearray(Ring([OLD]).seal("13800000000", HERE))
    sealed[place] ^= 1
    with pytest.raises(Broken):
        Ring([OLD]).open(bytes(sealed), HERE)


@pytest.mark.parametrize("cut", [b"\x01", b"\x02" + b"." * 60, b"\x01" + OLD.name + b"." * 27])
def test_what_was_never_sealed_is_noticed(cut):
    with pytest.raises(Broken):
        Ring([OLD]).open(cut, HERE)


def test_a_ring_without_the_key_says_so():
    with pytest.raises(KeyMissing):
        Ring([NEW]).open(Ring([OLD]).seal("13800000000", HERE), HERE)


def test_the_first_key_seals_and_all_open():
    both = Ring([NEW, OLD])
    assert sealing.key_name(both.seal("x", HERE)) == NEW.name
    assert both.open(Ring([OLD]).seal("x", HERE), HERE) == "x"


def test_a_mark_is_the_same_for_the_same_text_and_for_no_other():
    ring = Ring([OLD])
    assert ring.mark("13800000000", HERE) == ring.mark("13800000000", HERE)
    assert (
        len(
            {
                ring.mark("1", HERE),
                ring.mark("2", HERE),
                ring.mark("1", "elsewhere"),
                Ring([NEW]).mark("1", HERE),
            }
        )
        == 4
    )


def test_a_text_is_looked_for_under_the_marks_of_all_keys():
    assert Ring([NEW, OLD]).marks("1", HERE) == [Ring([NEW]).mark("1", HERE), Ring([OLD]).mark("1", HERE)]


def test_a_ring_is_read_as_it_was_written():
    assert sealing.read(sealing.written(Ring([NEW, OLD]))).keys == [NEW, OLD]


def test_keys_made_elsewhere_are_read():
    secret = bytes(range(224, 256))
    both = [base64.b64encode(secret).decode(), base64.urlsafe_b64encode(b"\xfb" * 32).decode()]
    assert [key.secret for key in sealing.read(", ".join(both)).keys] == [secret, b"\xfb" * 32]


@pytest.mark.parametrize("text", ["", " \n", "abc", "！" * 44, "YWJj", "b" * 44, "YWJj*" * 9])
def test_a_text_without_a_key_is_refused(text):
    with pytest.raises(ValueError, match=r"key|base64|ASCII"):
        sealing.read(text)


def test_a_key_that_stands_there_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        sealing.read(sealing.written(Ring([OLD, OLD])))


def test_a_fresh_key_is_nobody_elses():
    assert sealing.fresh_key() != sealing.fresh_key()
