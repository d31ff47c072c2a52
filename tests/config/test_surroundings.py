"""What the machine tells the house is read strictly; what is wrong is refused by name."""

import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from wugong.config import surroundings
from wugong.config.surroundings import WrongSetting


@pytest.mark.parametrize("value", ["true", "1", "", "Yes"])
def test_flag_refuses_all_but_yes_and_no(value):
    with pytest.raises(WrongSetting, match="WUGONG_DEBUG"):
        surroundings.flag("WUGONG_DEBUG", surroundings={"WUGONG_DEBUG": value})


def test_flag_takes_the_default_where_nothing_is_said():
    assert surroundings.flag("WUGONG_DEBUG", "yes", {}) is True


def test_words_are_split_at_commas_and_trimmed():
    assert surroundings.words("WUGONG_HOSTS", (), {"WUGONG_HOSTS": " a.cn, b.cn ,,"}) == ["a.cn", "b.cn"]


def test_state_folder_is_made_for_its_owner_alone(tmp_path):
    folder = surroundings.state_folder({"WUGONG_STATE": str(tmp_path / "new" / "state")})
    assert folder.is_dir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("folder", ["/proc/nope", "/dev/null", "/dev/null/state"])
def test_state_folder_that_cannot_be_is_refused(folder):
    with pytest.raises(WrongSetting, match=f"WUGONG_STATE 不能是 '{folder}'.*改好后再启动"):
        surroundings.state_folder({"WUGONG_STATE": folder})


def test_state_folder_that_nobody_may_write_to_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(surroundings.os, "access", lambda *asked: False)  # whoever is root may write anywhere
    with pytest.raises(WrongSetting, match="WUGONG_STATE"):
        surroundings.state_folder({"WUGONG_STATE": str(tmp_path)})


def test_secret_key_that_cannot_be_kept_is_refused():
    with pytest.raises(WrongSetting, match="WUGONG_STATE"):
        surroundings.secret_key(surroundings.Path("/proc"), {})


def test_secret_key_that_is_too_short_is_refused(tmp_path):
    with pytest.raises(WrongSetting, match="50") as refused:
        surroundings.secret_key(tmp_path, {"WUGONG_SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(refused.value)


def test_secret_key_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    first = surroundings.secret_key(tmp_path, {})
    assert surroundings.secret_key(tmp_path, {}) == first
    assert len(first) > 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_secret_key_is_one_for_all_first_starts_at_once(tmp_path):
    starts = threading.Barrier(16)

    def start(_):
        starts.wait()
        return surroundings.secret_key(tmp_path, {})

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(start, range(16)))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_secret_key_that_is_given_leaves_no_file(tmp_path):
    assert surroundings.secret_key(tmp_path, {"WUGONG_SECRET_KEY": "k" * 50}) == "k" * 50
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("value", ["", "-1", "many", "1.0", "١", "100"])
def test_count_that_is_no_small_number_is_refused(value):
    with pytest.raises(WrongSetting, match="WUGONG_PROXIES"):
        surroundings.count("WUGONG_PROXIES", surroundings={"WUGONG_PROXIES": value})


def test_count_is_read_or_stays_as_it_is():
    assert surroundings.count("WUGONG_PROXIES", surroundings={"WUGONG_PROXIES": "2"}) == 2
    assert surroundings.count("WUGONG_PROXIES", surroundings={}) == 0


@pytest.mark.parametrize("url", ["mysql://u:secret@h/d", "postgres://u:secret@h", "wugong.db"])
def test_database_of_another_kind_is_refused_without_its_password(tmp_path, url):
    with pytest.raises(WrongSetting, match="sqlite:///") as refused:
        surroundings.database(tmp_path, {"WUGONG_DATABASE": url})
    assert "secret" not in str(refused.value)


def test_database_is_a_file_in_the_state_folder_by_default(tmp_path):
    words = surroundings.database(tmp_path, {})
    assert words["NAME"] == str(tmp_path / "wugong.sqlite3")
    assert words["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_database_address_is_taken_apart(tmp_path):
    url = "postgres://ann:p%40ss@db:5433/wu%20gong?sslmode=require"
    words = surroundings.database(tmp_path, {"WUGONG_DATABASE": url})
    assert (words["USER"], words["PASSWORD"], words["HOST"], words["PORT"]) == ("ann", "p@ss", "db", "5433")
    assert (words["NAME"], words["OPTIONS"]) == ("wu gong", {"sslmode": "require"})
