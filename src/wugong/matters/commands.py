"""The console words of this room: `plan` needs no settings, `matters` makes the app ready itself."""

from collections.abc import Callable

from wugong.matters.plan_commands import plan
from wugong.matters.tending_commands import matters

WORDS: dict[str, Callable[[list[str]], int]] = {"plan": plan, "matters": matters}
