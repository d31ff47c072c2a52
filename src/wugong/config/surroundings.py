"""Strict readers of what the machine around us says: variables, the state folder, the key."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from wugong.base.refusals import Refusal
from wugong.base.texts import mark

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class WrongSetting(Refusal):
    code = "config.wrong_setting"
    sentence = mark("环境变量 %(name)s 不能是 %(value)r：%(rule)s。改好后再启动。")


def flag(name: str, default: str = "no", surroundings: Mapping[str, str] = os.environ) -> bool:
    """Return whether the variable says yes; anything but yes and no is refused."""
    value = surroundings.get(name, default)
    if value not in {"yes", "no"}:
        raise WrongSetting(name=name, value=value, rule="只能写 yes 或 no")
    return value == "yes"


def text(name: str, surroundings: Mapping[str, str] = os.environ) -> str:
    """Return a variable as it was written, without blanks around it; nothing where it is not set."""
    return surroundings.get(name, "").strip()


def count(name: str, default: int = 0, surroundings: Mapping[str, str] = os.environ) -> int:
    """Return the whole number of a variable; anything but one or two digits is refused."""
    value = surroundings.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,2}", value):
        raise WrongSetting(name=name, value=value, rule="只能写 0 到 99 的整数")
    return int(value)


def words(name: str, default: tuple[str, ...], surroundings: Mapping[str, str] = os.environ) -> list[str]:
    """Return the comma-separated words of a variable, without blanks."""
    return [word.strip() for word in surroundings.get(name, ",".join(default)).split(",") if word.strip()]


def state_folder(surroundings: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of database, media and keys, made if it is not there yet."""
    checkout = Path(__file__).resolve().parents[3]
    usual = checkout / ".state" if (checkout / "pyproject.toml").is_file() else Path.home() / ".wugong"
    folder = Path(surroundings.get("WUGONG_STATE") or usual).expanduser().absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise _unusable(folder) from fault
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise _unusable(folder)
    return folder


def secret_key(folder: Path, surroundings: Mapping[str, str] = os.environ) -> str:
    """Return the key that was given, else the one kept in the folder; it is made at the first start."""
    given = surroundings.get("WUGONG_SECRET_KEY")
    if given is not None:
        if len(given) < 50:
            raise WrongSetting(name="WUGONG_SECRET_KEY", value="…", rule="至少 50 个字符")
        return given
    try:
        return _kept_key(folder / "secret.key")
    except OSError as fault:
        raise _unusable(folder) from fault


def _kept_key(kept: Path) -> str:
    if not kept.exists():
        with NamedTemporaryFile("w", dir=kept.parent, encoding="ascii") as draft:
            draft.write(secrets.token_urlsafe(64))
            draft.flush()
            with suppress(FileExistsError):  # of two first starts at once, one key wins and both read it
                os.link(draft.name, kept)
    return kept.read_text("ascii")


def _unusable(folder: Path) -> WrongSetting:
    """Return the refusal of a folder that the house cannot keep its things in."""
    return WrongSetting(name="WUGONG_STATE", value=str(folder), rule="要是一个能新建、能读写的文件夹")


def database(folder: Path, surroundings: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return Django's words for the database that WUGONG_DATABASE names; a file in the folder by default."""
    url = surroundings.get("WUGONG_DATABASE") or f"sqlite:///{folder / 'wugong.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path[1:]))
    if parts.scheme in {"postgres", "postgresql"} and len(parts.path) > 1:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    rule = "写成 sqlite:///文件 或 postgres://用户:密码@主机:端口/库名"
    raise WrongSetting(name="WUGONG_DATABASE", value=parts.scheme + "://…", rule=rule)


def sqlite(path: str) -> dict[str, Any]:
    """Return a SQLite database that many may read while one writes, and that keeps its promises."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,  # opening the file and its WAL anew costs more than a query
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
