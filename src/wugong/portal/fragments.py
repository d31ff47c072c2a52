"""Parts of pages that cannot change: what an approved run says is drawn once and kept for a while."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KEPT = 600  # seconds: only a village's name could have changed meanwhile


def fragment(template: str, key: object, context: Callable[[], Mapping[str, Any]]) -> SafeString:
    """Return the part drawn from this template; `context` is asked only where no drawing is kept."""
    full = f"{template}:{get_language()}:{key}"
    drawn: SafeString | None = cache.get(full)
    if drawn is None:
        drawn = render_to_string(template, dict(context()))
        cache.set(full, drawn, KEPT)
    return drawn
