"""The mark a view carries to say who may enter; `access` builds its guards on it and a test looks for it.

`mark_access("public")` is enough for the pages of this room. The guards of `wugong.access.guards` use the
same mark and add the check: a view whose `access_rule` is missing fails the URL × role test.
"""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def mark_access(rule: str) -> Callable[[View], View]:
    """Return a decorator that writes `rule` on the view; wrappers made with functools.wraps keep it."""

    def marked(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]  # a function takes any attribute
        return view

    return marked


def access_rule_of(view: Callable[..., Any]) -> str | None:
    """Return the rule a view was marked with, or None where nobody has decided yet."""
    rule = getattr(view, "access_rule", None)
    return rule if rule is not None else getattr(getattr(view, "view_class", None), "access_rule", None)
