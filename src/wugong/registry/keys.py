"""The ring of keys that seals the register: from a variable, or from a file made at the first need."""

import os
import time
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from wugong.base import sealing
from wugong.registry.key_refusals import KeyBroken, KeyLost, SealBroken
from wugong.registry.sealed_columns import sample

VARIABLE = "WUGONG_REGISTER_KEYS"
FILE = "register.keys"
FRESH = 1.0  # seconds for which a key file is believed not to have changed

Stamp = tuple[int, int, int]


class HeldRing:
    """The ring of this process: read when it is first needed, and again when the key file has changed."""

    def __init__(self) -> None:
        self._held: sealing.Ring | None = None
        self._stamp: Stamp | None = None
        self._looked = 0.0

    @property
    def held(self) -> sealing.Ring:
        """Return the ring; `KeyLost` where it does not open what was sealed, `KeyBroken` where it is none.

        The file is made where there is none and nothing was sealed before.
        """
        if self._held is None or self._has_changed():
            self.forget()
            stamp, ring = _read()
            _refuse_stranger(ring)
            self._stamp, self._held, self._looked = stamp, ring, time.monotonic()
        return self._held

    def _has_changed(self) -> bool:
        """Say whether the file is another than the one that was read; asked at most once a second."""
        now = time.monotonic()
        if self._stamp is None or now - self._looked < FRESH:
            return False
        self._looked = now
        return _stamp(key_file()) != self._stamp

    def seal(self, clear: str, context: str) -> bytes:
        """Return the text sealed for this context; empty stays empty, with or without a key."""
        return self.held.seal(clear, context) if clear else b""

    def open(self, sealed: bytes, context: str) -> str:
        """Return the text that was sealed for this context."""
        if not sealed:
            return ""
        try:
            return self.held.open(sealed, context)
        except sealing.KeyMissing as fault:
            raise KeyLost(source=source()) from fault
        except sealing.Broken as fault:
            raise SealBroken from fault

    def mark(self, clear: str, context: str) -> str:
        """Return the keyed mark of a text; empty stays empty, with or without a key."""
        return self.held.mark(clear, context) if clear else ""

    def marks(self, clear: str, context: str) -> list[str]:
        """Return the marks that a text may stand under, one for each key of the ring."""
        return self.held.marks(clear, context) if clear else []

    def forget(self) -> None:
        """The ring is read again when it is next needed."""
        self._held = self._stamp = None


ring = HeldRing()


def key_file() -> Path:
    """Return where the key file lies."""
    return Path(settings.STATE) / FILE


def given() -> str:
    """Return the keys that the variable gives; empty where the file is what counts."""
    return os.environ.get(VARIABLE, "")


def source() -> str:
    """Return how to call where the keys come from; the folder is nobody's business on a page."""
    return f"环境变量 {VARIABLE}" if given() else f"密钥文件 {FILE}"


def write(ring_of_file: sealing.Ring) -> None:
    """The key file holds this ring, for its owner alone; a kill leaves the old or the new one whole."""
    path = key_file()
    draft = _draft(sealing.written(ring_of_file))
    draft.replace(path)
    _settle(path.parent)


def _read() -> tuple[Stamp | None, sealing.Ring]:
    """Return the ring, with the stamp of the file if it came from there."""
    if text := given():
        return None, _understood(text)
    path = key_file()
    stamp = _stamp(path)
    if stamp is None:
        _make_first(path)
        stamp = _stamp(path)
    try:
        return stamp, _understood(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise KeyBroken(source=source()) from fault


def _understood(text: str) -> sealing.Ring:
    try:
        return sealing.read(text)
    except ValueError as fault:
        raise KeyBroken(source=source()) from fault


def _refuse_stranger(ring_read: sealing.Ring) -> None:
    """Refuse a ring that lacks the key of what stands sealed: to seal beside it would lose both."""
    if any(sealing.key_name(sealed) not in ring_read.by_name for sealed in sample()):
        raise KeyLost(source=source())


def _make_first(path: Path) -> None:
    """A key file is there, unless something stands sealed: then its key is lost, and another is no help."""
    if any(True for _ in sample()):
        raise KeyLost(source=source())
    draft = _draft(sealing.written(sealing.Ring([sealing.fresh_key()])))
    with suppress(FileExistsError):  # of two first starts at once, one key wins and both read it
        os.link(draft, path)
    draft.unlink()
    _settle(path.parent)


def _draft(text: str) -> Path:
    """Return a file beside the key file that holds the text for good, for its owner alone."""
    with NamedTemporaryFile("w", dir=key_file().parent, encoding="ascii", delete=False) as draft:
        draft.write(text)
        draft.flush()
        os.fsync(draft.fileno())
    return Path(draft.name)


def _settle(folder: Path) -> None:
    """What the folder lists is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _stamp(path: Path) -> Stamp | None:
    try:
        told = path.stat()
    except FileNotFoundError:
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino
