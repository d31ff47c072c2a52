"""Tells on stderr how far long work has come, at most once a second."""

import sys
import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Progress:
    """A line each second while work goes on; nothing for work that is over sooner."""

    shown: bool = True
    last: float = field(default_factory=time.monotonic)

    def step(self, doing: str, count: int) -> None:
        """Say that `count` rows of `doing` are done, where a second has passed since the last word."""
        if count & 0x3FF or not self.shown:
            return
        now = time.monotonic()
        if now - self.last >= 1:
            self.last = now
            print(f"{doing} {count:,} 行…", file=sys.stderr, flush=True)

    def say(self, text: str) -> None:
        """Say that a stage begins."""
        if self.shown:
            self.last = time.monotonic()
            print(text, file=sys.stderr, flush=True)
