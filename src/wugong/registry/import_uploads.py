"""Uploads that wait for their import: kept under a name of chance in the state folder, for a day at most."""

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.registry.import_refusals import UploadGone
from wugong.registry.import_rules import rules_on

FOLDER = "imports"
NAME = 120  # characters of a file's name that are kept
SUFFIXES = (".xlsx", ".csv")


class Uploaded(Protocol):
    """A file as the browser hands it over."""

    name: str

    def chunks(self) -> Any: ...


@dataclass(frozen=True)
class Upload:
    """A kept file: under which key, what it was called, who brought it for which place."""

    key: UUID
    name: str
    place: str
    user: str

    @property
    def path(self) -> Path:
        """Return where the file lies."""
        return _folder() / f"{self.key.hex}{Path(self.name).suffix.lower()}"

    @property
    def note(self) -> Path:
        """Return where it is noted whose the file is."""
        return _folder() / f"{self.key.hex}.json"

    @property
    def preview(self) -> Path:
        """Return where its preview is kept."""
        return _folder() / f"{self.key.hex}.preview"


def keep(file: Uploaded, place: Place, user: User) -> Upload:
    """The file waits for its import; others that waited too long are gone."""
    throw_old_away()
    upload = Upload(uuid4(), _short(Path(file.name)), place.code, user.pk.hex)
    with os.fdopen(os.open(upload.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    facts = {"name": upload.name, "place": upload.place, "user": upload.user}
    upload.note.write_text(json.dumps(facts), "utf-8")
    return upload


def kept(key: UUID, place: Place, user: User) -> Upload:
    """Return the file that this user brought for this place; `UploadGone` where there is none."""
    note = _folder() / f"{key.hex}.json"
    facts: Mapping[str, str] = json.loads(note.read_text("utf-8")) if note.exists() else {}
    if (facts.get("place"), facts.get("user")) != (place.code, user.pk.hex):
        raise UploadGone
    upload = Upload(key, **facts)
    if not upload.path.exists():
        raise UploadGone
    return upload


def throw_away(upload: Upload) -> None:
    """The file and all that was noted of it are gone."""
    for path in (upload.path, upload.note, upload.preview):
        path.unlink(missing_ok=True)


def throw_old_away() -> None:
    """Files that waited longer than the rules allow are gone."""
    hours = rules_on(timezone.localdate()).file["kept_hours"]
    for path in _folder().iterdir():
        with suppress(FileNotFoundError):  # another request may have thrown it away
            if path.stat().st_mtime < time.time() - hours * 3600:
                path.unlink()


def _short(path: Path) -> str:
    """Return the name of a file, its stem cut where it is long: the suffix says how to read it."""
    return path.stem[: NAME - len(path.suffix)] + path.suffix[:NAME]


def _folder() -> Path:
    folder = Path(settings.STATE, FOLDER)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
