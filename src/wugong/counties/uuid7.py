"""Keys made by the application: UUIDs of version 7 (RFC 9562), which sort by the time they were made."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """Return a new key: 48 bits of milliseconds, then version, variant and 74 random bits."""
    number = (time.time_ns() // 1_000_000 & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    return UUID(int=number & ~(0x3 << 62) | 0x2 << 62)
