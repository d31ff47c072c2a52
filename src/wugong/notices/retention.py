"""How long a notice that was read is kept: dated rules with their source."""

from datetime import date
from importlib.resources import files

import yaml


def days_kept(day: date) -> int:
    """Return how many days a read notice is kept, by the rule in force on that day."""
    rules = yaml.safe_load(files("wugong.notices").joinpath("retention.yaml").read_text("utf-8"))
    return int(max((rule for rule in rules if rule["from"] <= day), key=lambda rule: rule["from"])["days"])
