"""A rotation leaves everything readable at every moment, under a new key at its end."""

import os
import shutil
import signal
import subprocess
import sys

import pytest
from tests.registry.test_keys import PHONE, given, own_state  # noqa: F401 -- a fixture, by its name

from wugong.audit.models import Record
from wugong.base import sealing
from wugong.registry import key_commands, keys, rotation
from wugong.registry.checks import keys_open_all
from wugong.registry.key_refusals import KeyLost, KeysGiven, WordsAmiss
from wugong.registry.keys import ring
from wugong.registry.models import Person
from wugong.registry.sealed_columns import sealed_columns

ID_NUMBER = "registry_person.id_number"


def person(name, phone="13800000000", id_number=""):
    return Person.objects.create(
        name=name,
        phone=phone,
        phone_mark=ring.mark(phone, PHONE),
        id_number=id_number,
        id_mark=ring.mark(id_number, ID_NUMBER),
    )


@pytest.fixture
def three(here):
    return [person("陈禾", id_number="11010519491231002X"), person("林可"), person("杜监", phone="")]


def names_of_keys():
    return {bytes(name) for name in rotation.sealed_by_key()}


def test_a_rotation_seals_and_marks_all_anew(three):
    old = ring.held.keys[0]
    assert key_commands.rotate([]) == 0
    new = ring.held.keys[0]
    assert new != old
    assert ring.held.keys == [new, old]
    assert names_of_keys() == {new.name}
    assert {row.phone.clear() for row in Person.objects.all()} == {"13800000000", ""}
    row = Person.objects.get(name="陈禾")
    assert row.id_number.clear() == "11010519491231002X"
    assert (row.id_mark, row.phone_mark) == (row.id_number.mark(), row.phone.mark())
    assert Person.objects.filter(phone_mark="").count() == 1


def test_a_rotation_is_recorded_in_each_county(three, other_county):
    key_commands.rotate([])
    assert Record.everywhere.filter(act="registry.keys_rotated").count() == 2


def test_what_was_sealed_by_either_key_is_found_meanwhile(three):
    old = ring.held
    keys.write(sealing.Ring([sealing.fresh_key(), *old.keys]))
    person("青禾")
    marks = Person._meta.get_field("phone").marks("13800000000")
    assert Person.objects.filter(phone_mark__in=marks).count() == 3


def test_a_rotation_that_was_cut_short_is_finished_with_its_own_key(three):
    begun = sealing.Ring([sealing.fresh_key(), *ring.held.keys])
    keys.write(begun)
    key_commands.rotate([])
    assert ring.held.keys == begun.keys
    assert names_of_keys() == {begun.keys[0].name}


def test_the_old_key_is_forgotten_after_what_it_sealed_since(three, capsys):
    old = ring.held
    key_commands.rotate([])
    late = person("青禾")
    Person.objects.filter(pk=late.pk).update(phone=old.seal("13900000000", PHONE))
    assert key_commands.rotate(["--forget-old"]) == 0
    assert len(ring.held.keys) == 1
    assert Person.objects.get(pk=late.pk).phone.clear() == "13900000000"
    assert "重新密封了 1 行" in capsys.readouterr().out


def test_an_altered_text_stays_as_it_is_and_is_said(three, capsys):
    sealed = bytearray(Person.objects.values_list("phone", flat=True).get(name="林可"))
    sealed[-1] ^= 1
    Person.objects.filter(name="林可").update(phone=bytes(sealed))
    assert key_commands.rotate([]) == 2
    assert "有 1 项被改动过" in capsys.readouterr().err
    assert Person.objects.get(name="陈禾").phone.clear() == "13800000000"
    assert bytes(Person.objects.values_list("phone", flat=True).get(name="林可")) == bytes(sealed)


def test_nothing_is_rotated_while_a_key_is_missing(three):
    lost = sealing.Ring([sealing.fresh_key()])
    Person.objects.filter(name="林可").update(phone=lost.seal("1", PHONE))
    keys.write(sealing.Ring([*ring.held.keys]))
    with pytest.raises(KeyLost):
        key_commands.rotate([])


def test_keys_of_the_variable_are_changed_where_they_are_written(here, monkeypatch):
    monkeypatch.setenv(keys.VARIABLE, given(b"o"))
    ring.forget()
    person("陈禾")
    with pytest.raises(KeysGiven, match="openssl rand"):
        key_commands.rotate([])
    with pytest.raises(KeysGiven):
        key_commands.rotate(["--forget-old"])
    monkeypatch.setenv(keys.VARIABLE, given(b"n", b"o"))
    ring.forget()
    assert key_commands.rotate([]) == 0
    assert names_of_keys() == {ring.held.keys[0].name}
    assert not keys.key_file().exists()


def test_the_command_tells_the_keys_by_name_and_no_secret(three, capsys):
    key_commands.rotate([])
    capsys.readouterr()
    assert key_commands.show_keys([]) == 0
    said = capsys.readouterr().out
    new, old = (key.name.hex() for key in ring.held.keys)
    assert f"{new}  用来密封  封了 3 项" in said
    assert f"{old}  只用来打开  封了 0 项" in said
    assert keys.key_file().read_text().split()[0] not in said


def test_the_command_tells_what_cannot_be_opened(three, capsys):
    name = ring.held.keys[0].name.hex()
    keys.key_file().unlink()
    assert key_commands.show_keys([]) == 2
    said = capsys.readouterr()
    assert f"{name}  缺这把密钥  封了 3 项" in said.out
    assert "登记的密钥不在了" in said.err
    assert "有 3 项打不开" in said.err


@pytest.mark.parametrize("act", [key_commands.show_keys, key_commands.rotate])
def test_a_word_too_many_is_refused(act):
    with pytest.raises(WordsAmiss, match="--help"):
        act(["--all"])


def test_the_check_finds_a_lost_key_and_nothing_else(three):
    assert keys_open_all(databases=["default"]) == []
    keys.key_file().unlink()
    found = keys_open_all(databases=["default"])
    assert [one.id for one in found] == ["registry.E001"] * 2
    assert keys_open_all() == []


@pytest.mark.parametrize("missing", ["table", "column"])
def test_the_check_asks_nothing_before_the_columns_are_there(missing, three, monkeypatch):
    keys.key_file().unlink()
    column = sealed_columns()[0]
    owner, name = {"table": (column.table._meta, "db_table"), "column": (column.field, "column")}[missing]
    monkeypatch.setattr(owner, name, "not_there_yet")
    assert keys_open_all(databases=["default"]) == []


MANY = """
import django; django.setup()
from wugong.counties.actions import found_county
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.registry.models import Person
from wugong.registry.keys import ring
with standing_in(found_county("990101", "清江县", actor=SYSTEM)):
    Person.objects.bulk_create(
        Person(name=str(n), phone=str(n), phone_mark=ring.mark(str(n), "registry_person.phone")) for n in range(1, 6001)
    )
"""
READ = """
import django; django.setup()
from wugong.registry.models import Person
rows = Person.everywhere.all()
print(sum(row.phone.clear() == row.name and row.phone_mark in row._meta.get_field("phone").marks(row.name) for row in rows))
"""
ROTATE = "import django; django.setup(); from wugong.registry.key_commands import rotate; rotate({words})"


@pytest.mark.slow
@pytest.mark.own_database
@pytest.mark.django_db  # the tables that are copied
def test_a_rotation_killed_in_the_middle_leaves_all_readable(own_state, migrated):  # noqa: F811 -- the fixture
    surroundings = os.environ | {
        "WUGONG_STATE": str(own_state),
        "WUGONG_DATABASE": f"sqlite:///{own_state}/killed.sqlite3",
        "DJANGO_SETTINGS_MODULE": "wugong.config.settings",
    }

    def run(script):
        done = subprocess.run(
            [sys.executable, "-c", script], env=surroundings, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout.strip()

    shutil.copy(migrated, own_state / "killed.sqlite3")
    run(MANY)
    rotating = subprocess.Popen(
        [sys.executable, "-c", ROTATE.format(words="[]")], env=surroundings, stderr=subprocess.PIPE, text=True
    )
    rotating.stderr.readline()  # the first thousand rows are sealed anew, in a transaction that is open
    rotating.send_signal(signal.SIGKILL)
    assert rotating.wait() == -signal.SIGKILL
    rotating.stderr.close()
    assert run(READ) == "6000"
    assert len((own_state / keys.FILE).read_text().split()) == 2
    run(ROTATE.format(words="[]"))
    run(ROTATE.format(words="['--forget-old']"))
    assert run(READ) == "6000"
    assert len((own_state / keys.FILE).read_text().split()) == 1
