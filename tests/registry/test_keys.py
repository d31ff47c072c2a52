"""The ring comes from the variable or a file made at the first need; a lost key is said, never replaced."""

import os
import shutil
import stat
import subprocess
import sys
from base64 import urlsafe_b64encode

import pytest

from wugong.base import sealing
from wugong.registry import keys
from wugong.registry.fields import Secret
from wugong.registry.key_refusals import KeyBroken, KeyLost, SealBroken
from wugong.registry.keys import ring
from wugong.registry.models import Person

PHONE = "registry_person.phone"


@pytest.fixture(autouse=True)
def own_state(settings, tmp_path, monkeypatch):
    """Keep the key file of this test apart from that of all others."""
    settings.STATE = tmp_path
    monkeypatch.delenv(keys.VARIABLE, raising=False)
    monkeypatch.setattr(keys, "FRESH", 0.0)
    ring.forget()
    yield tmp_path
    ring.forget()


@pytest.fixture
def someone(here):
    return Person.objects.create(name="陈禾", phone="13800000000", phone_mark=ring.mark("13800000000", PHONE))


def given(*secrets):
    return ",".join(urlsafe_b64encode(secret * 32).decode() for secret in secrets)


def test_the_file_is_made_at_the_first_need_for_its_owner_alone(here, own_state):
    assert not keys.key_file().exists()
    ring.seal("13800000000", PHONE)
    assert stat.S_IMODE(keys.key_file().stat().st_mode) == 0o600
    assert [path.name for path in own_state.iterdir()] == [keys.FILE]


def test_the_variable_comes_before_the_file(here, monkeypatch):
    monkeypatch.setenv(keys.VARIABLE, given(b"n", b"o"))
    assert [key.secret[:1] for key in ring.held.keys] == [b"n", b"o"]
    assert not keys.key_file().exists()


def test_what_is_empty_needs_no_key(here):
    assert (ring.seal("", PHONE), ring.open(b"", PHONE), ring.mark("", PHONE), ring.marks("", PHONE)) == (
        b"",
        "",
        "",
        [],
    )
    assert not keys.key_file().exists()


def test_a_lost_file_is_not_made_again_where_something_is_sealed(someone):
    keys.key_file().unlink()
    for attempt in (
        lambda: ring.seal("1", PHONE),
        lambda: ring.mark("1", PHONE),
        lambda: ring.marks("1", PHONE),
    ):
        with pytest.raises(KeyLost, match=r"密钥文件 register\.keys"):
            attempt()
    assert not keys.key_file().exists()


def test_a_lost_file_opens_nothing_and_pages_say_so(someone):
    keys.key_file().unlink()
    ring.forget()
    row = Person.objects.get()
    with pytest.raises(KeyLost):
        row.phone.clear()
    assert row.phone.shown(lambda clear: clear[:3]) == "打不开"
    assert row.bank.shown(lambda clear: clear) == ""


def test_all_but_the_numbers_can_still_be_changed_without_the_key(someone):
    before = bytes(Person.objects.values_list("phone", flat=True).get())
    keys.key_file().unlink()
    ring.forget()
    row = Person.objects.get(name="陈禾")
    row.name = "陈小禾"
    row.save()
    assert Person.objects.filter(name="陈小禾").exists()
    assert bytes(Person.objects.values_list("phone", flat=True).get()) == before


def test_the_key_from_the_backup_opens_all_again(someone, own_state):
    backup = keys.key_file().read_text()
    keys.key_file().unlink()
    with pytest.raises(KeyLost):
        ring.seal("1", PHONE)
    keys.key_file().write_text(backup)
    assert Person.objects.get().phone.clear() == "13800000000"


def test_the_key_of_another_house_seals_nothing_beside(someone, monkeypatch):
    monkeypatch.setenv(keys.VARIABLE, given(b"x"))
    ring.forget()
    with pytest.raises(KeyLost, match=keys.VARIABLE):
        ring.seal("1", PHONE)


@pytest.mark.parametrize("text", ["", "not a key", "\udc80"])
def test_a_broken_file_is_said_to_be_broken(here, text):
    keys.key_file().write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(KeyBroken, match=r"register\.keys 读不懂"):
        ring.seal("1", PHONE)


def test_a_file_that_cannot_be_read_is_said_to_be_broken(here):
    keys.key_file().mkdir()
    with pytest.raises(KeyBroken):
        ring.seal("1", PHONE)


def test_a_broken_variable_leaves_the_console_with_two(here, monkeypatch):
    monkeypatch.setenv(keys.VARIABLE, "nonsense")
    with pytest.raises(KeyBroken, match="WUGONG_REGISTER_KEYS 读不懂"):
        ring.seal("1", PHONE)


def test_an_altered_text_is_said_to_be_altered(someone):
    sealed = bytearray(Person.objects.values_list("phone", flat=True).get())
    sealed[-1] ^= 1
    row = Person.objects.get()
    row.phone = bytes(sealed)
    with pytest.raises(SealBroken):
        row.phone.clear()
    assert row.phone.shown(str) == "打不开"


def test_a_text_moved_to_another_column_does_not_open(someone):
    row = Person.objects.get()
    row.bank = bytes(row.phone.sealed())
    with pytest.raises(SealBroken):
        row.bank.clear()


def test_a_secret_given_to_another_column_is_sealed_for_it(someone):
    row = Person.objects.get()
    row.bank = row.phone
    row.save()
    assert Person.objects.get().bank.clear() == "13800000000"


def test_a_changed_file_is_read_again(someone):
    held = ring.held.keys
    keys.write(sealing.Ring([sealing.fresh_key(), *held]))
    assert len(ring.held.keys) == 2
    assert ring.held.keys[1:] == held
    assert stat.S_IMODE(keys.key_file().stat().st_mode) == 0o600


def test_the_file_is_asked_about_at_most_once_a_second(someone, monkeypatch):
    monkeypatch.setattr(keys, "FRESH", 60.0)
    held = ring.held
    keys.key_file().unlink()
    assert ring.held is held


def test_two_first_starts_at_once_keep_one_key(here):
    first = sealing.Ring([sealing.fresh_key()])
    path = keys.key_file()

    def another_was_first(draft, target):
        path.write_text(sealing.written(first))
        raise FileExistsError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "link", another_was_first)
        assert ring.held.keys == first.keys
    assert list(path.parent.iterdir()) == [path]


def test_a_secret_prints_nothing(someone):
    secret = Person.objects.get().phone
    assert (str(secret), repr(secret), f"{secret}") == ("••••", "<Secret registry_person.phone>", "••••")
    assert str(Secret(PHONE)) == ""


def test_a_dump_of_the_database_holds_what_is_sealed(someone):
    from django.core import serializers  # noqa: PLC0415 -- asked for in this test alone

    text = serializers.serialize("json", Person.objects.all())
    assert "13800000000" not in text
    (again,) = serializers.deserialize("json", text)
    assert again.object.phone.clear() == "13800000000"


FIRST_NEED = """
import django; django.setup()
from wugong.registry.keys import ring
print(ring.held.keys[0].secret.hex())
"""


@pytest.mark.slow
@pytest.mark.own_database
@pytest.mark.django_db  # the tables that are copied
def test_two_processes_at_their_first_need_make_one_key(own_state, migrated):
    surroundings = os.environ | {
        "WUGONG_STATE": str(own_state),
        "WUGONG_DATABASE": f"sqlite:///{own_state}/first.sqlite3",
        "DJANGO_SETTINGS_MODULE": "wugong.config.settings",
    }
    shutil.copy(migrated, own_state / "first.sqlite3")
    both = [
        subprocess.Popen(
            [sys.executable, "-c", FIRST_NEED], env=surroundings, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = {process.communicate(timeout=60)[0] for process in both}
    assert len(said) == 1
    assert all(len(one.strip()) == 64 for one in said)
