"""Who acts: a user of the house, or the house itself (commands and jobs act as `SYSTEM`)."""

from typing import Any, Final, Protocol


class Actor(Protocol):
    """Anyone an act can be laid to: a key to be stored by value, and a name to be read."""

    @property
    def pk(self) -> Any: ...  # Django types keys so

    @property
    def display_name(self) -> Any: ...


class System:
    """The house itself, when no person stands behind an act."""

    pk: Final = None
    display_name: Final = "系统"


SYSTEM: Final = System()
