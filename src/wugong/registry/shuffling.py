"""People in an order that tells nothing of where they live, and that nobody can choose."""

from collections.abc import Iterable

from wugong.registry.keys import ring
from wugong.registry.models import Person


def in_hidden_order(persons: Iterable[Person], context: str) -> list[Person]:
    """Return the persons ordered by a mark with the register's key: always the same for the same context."""
    return sorted(persons, key=lambda one: ring.mark(str(one.pk), f"order {context}"))
