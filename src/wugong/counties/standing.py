"""In which county this thread of work stands; nothing scoped is read or written without one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from wugong.counties.refusals import NoCounty

if TYPE_CHECKING:
    from wugong.counties.models import County

_here: ContextVar["County | None"] = ContextVar("wugong_county", default=None)


@contextmanager
def standing_in(county: "County | None") -> Iterator[None]:
    """Within the block every scoped read and write is about this county (or, for None, refused)."""
    token = _here.set(county)
    try:
        yield
    finally:
        _here.reset(token)


def county_here() -> "County":
    """Return the county stood in, or refuse with `NoCounty`."""
    county = _here.get()
    if county is None:
        raise NoCounty
    return county


def county_here_or_none() -> "County | None":
    """Return the county stood in, if any."""
    return _here.get()
