"""The system check behind `shardability`: the house does not start with a table that cannot be divided."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register

from wugong.counties.shardability import faults


@register(Tags.models)
def tables_can_be_divided(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Return an error for each fault in our own tables; those of others become reference tables."""
    ours = [table for table in apps.get_models() if table.__module__.startswith("wugong.")]
    return [Error(fault, id="counties.E001") for fault in faults(ours)]
