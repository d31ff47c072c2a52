"""Seals short texts so that only a ring of keys opens them, and marks them so that they can be looked up."""

import binascii
import hashlib
import hmac
import os
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORM = b"\x01"  # AES-256-GCM; the key's name, twelve random bytes, the sealed text with its tag
NAME = 4
NONCE = 12
SHORTEST = len(FORM) + NAME + NONCE + 16  # the tag alone
SECRET = 32  # bytes of a key


class KeyMissing(Exception):
    """No key of the ring has sealed this."""


class Broken(Exception):
    """The sealed text was altered, or stands where it was not sealed for."""


@dataclass(frozen=True)
class Key:
    """密钥: one secret, from which the key that seals and the key that marks are drawn."""

    secret: bytes

    @cached_property
    def name(self) -> bytes:
        """Return the name under which sealed texts know the key; it tells nothing about it."""
        return self._drawn(b"name")[:NAME]

    @cached_property
    def cipher(self) -> AESGCM:
        return AESGCM(self._drawn(b"seal"))

    @cached_property
    def marker(self) -> bytes:
        return self._drawn(b"mark")

    def _drawn(self, purpose: bytes) -> bytes:
        return hmac.digest(self.secret, b"wugong register " + purpose, hashlib.sha256)


@dataclass(frozen=True)
class Ring:
    """密钥串: the first key seals and marks; all of them open."""

    keys: Sequence[Key]

    @cached_property
    def by_name(self) -> dict[bytes, Key]:
        return {key.name: key for key in self.keys}

    def seal(self, clear: str, context: str) -> bytes:
        """Return the text sealed for this context (a table and field); empty stays empty."""
        if not clear:
            return b""
        key, nonce = self.keys[0], os.urandom(NONCE)
        return FORM + key.name + nonce + key.cipher.encrypt(nonce, clear.encode(), context.encode())

    def open(self, sealed: bytes, context: str) -> str:
        """Return the text; `KeyMissing` where no key of the ring fits, `Broken` where it was altered."""
        if not sealed:
            return ""
        if sealed[:1] != FORM or len(sealed) < SHORTEST:
            raise Broken
        key, rest = self.by_name.get(key_name(sealed)), sealed[1 + NAME :]
        if key is None:
            raise KeyMissing
        try:
            return key.cipher.decrypt(rest[:NONCE], rest[NONCE:], context.encode()).decode()
        except InvalidTag as fault:
            raise Broken from fault

    def mark(self, clear: str, context: str) -> str:
        """Return the keyed mark by which the text is found; the same text has the same mark, and no other."""
        return marked(self.keys[0], clear, context)

    def marks(self, clear: str, context: str) -> list[str]:
        """Return the marks that the text may stand under, one for each key of the ring."""
        return [marked(key, clear, context) for key in self.keys] if clear else []


def key_name(sealed: bytes) -> bytes:
    """Return the name of the key that sealed a text."""
    return sealed[1 : 1 + NAME]


def marked(key: Key, clear: str, context: str) -> str:
    """Return the mark of a text by one key: 32 hexadecimal digits; empty stays empty."""
    text = f"{context}\n{clear}".encode()
    return hmac.digest(key.marker, text, hashlib.sha256)[:16].hex() if clear else ""


def fresh_key() -> Key:
    """Return a key nobody has."""
    return Key(os.urandom(SECRET))


def written(ring: Ring) -> str:
    """Return the ring as text: a line a key, the one that seals first."""
    return "".join(f"{urlsafe_b64encode(key.secret).decode()}\n" for key in ring.keys)


def read(text: str) -> Ring:
    """Return the ring that a text holds (lines or commas between keys); ValueError where it holds none.

    Both alphabets of base64 are read, as a key may come from elsewhere (`openssl rand -base64 32`).
    """
    keys = [Key(_secret(word)) for word in text.replace(",", " ").split()]
    if not keys or len({key.secret for key in keys}) < len(keys):
        raise ValueError("no key, or one that stands there twice")
    return Ring(keys)


def _secret(word: str) -> bytes:
    try:
        secret = b64decode(word.translate({ord("-"): "+", ord("_"): "/"}), validate=True)
    except binascii.Error as fault:
        raise ValueError("not base64") from fault
    if len(secret) != SECRET:
        raise ValueError("not a key's length")
    return secret
