"""The six figures by which somebody without an account follows a matter: from its key, kept stretched."""

from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.utils.crypto import salted_hmac

FIGURES: Final = 6
STRETCHED: Final = 20_000  # rounds: some ten milliseconds, at each of the few tries that are let through
HASHER: Final = PBKDF2PasswordHasher()


def code_for(key: UUID) -> str:
    """Return the code of what was sent under this key: sent again, the receipt that got lost is the same."""
    drawn = salted_hmac("wugong.matters.following", str(key), algorithm="sha256").digest()
    return f"{int.from_bytes(drawn, 'big') % 10**FIGURES:0{FIGURES}d}"


def hashed(code: str) -> str:
    """Return what is kept of the code, from which nobody reads it back quickly."""
    return HASHER.encode(code, HASHER.salt(), STRETCHED)


def fits(code: str, code_hash: str) -> bool:
    """Say whether this is the code."""
    return bool(code_hash) and HASHER.verify(code, code_hash)
