"""An act begun from another connection while the first one's transaction is open."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import close_old_connections, connection, transaction

from wugong.base.refusals import Refusal
from wugong.counties.models import County
from wugong.counties.standing import standing_in

WAIT = 0.4  # seconds in which an act that does not wait would be through


@contextmanager
def meanwhile(county: County, act: Callable[[], object]) -> Iterator[list[object]]:
    """Begin the act from another connection while the block's transaction is open; yields what it came to."""
    came: list[object] = []

    def acting() -> None:
        try:
            with standing_in(county):
                came.append(act())
        except Refusal as refusal:
            came.append(refusal)
        finally:
            connection.close()
            close_old_connections()

    other = threading.Thread(target=acting)
    with transaction.atomic():
        yield came
        other.start()
        other.join(WAIT)
        assert other.is_alive(), f"did not wait: {came}"
    other.join(20)
