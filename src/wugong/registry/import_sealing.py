"""Seals, marks and opens many texts at once, as the register's ring would one by one."""

import hmac
import os
from collections.abc import Iterable, Sequence
from typing import Any

from wugong.base.sealing import FORM, NONCE
from wugong.registry.keys import ring
from wugong.registry.models import Person


def context_of(column: str) -> str:
    """Return what the texts of a column of persons are sealed for."""
    field: Any = Person._meta.get_field(column)
    return str(field.context)


def seal_many(texts: Sequence[str | None], column: str) -> list[bytes]:
    """Return each text under the seal of the column, nothing for none; a nonce of its own for each."""
    key, context = ring.held.keys[0], context_of(column).encode()
    encrypt, begin = key.cipher.encrypt, FORM + key.name
    chance = os.urandom(NONCE * len(texts))
    sealed = []
    for index, text in enumerate(texts):
        if text:
            nonce = chance[index * NONCE : (index + 1) * NONCE]
            sealed.append(begin + nonce + encrypt(nonce, text.encode(), context))
        else:
            sealed.append(b"")
    return sealed


def mark_many(texts: Iterable[str | None], column: str, key: int = 0) -> list[str | None]:
    """Return each text's mark by the first key of the ring, or another; null for none."""
    marker, begin = ring.held.keys[key].marker, f"{context_of(column)}\n".encode()
    digest = hmac.digest
    return [digest(marker, begin + text.encode(), "sha256")[:16].hex() if text else None for text in texts]


def older_keys() -> range:
    """Return the places of the ring's other keys: a row may still stand under one of their marks."""
    return range(1, len(ring.held.keys))


def open_many(sealed: Iterable[bytes | None], column: str) -> list[str | None]:
    """Return each text in clear, for comparing only; null for none."""
    context = context_of(column)
    return [ring.open(one, context) if one else None for one in sealed]
