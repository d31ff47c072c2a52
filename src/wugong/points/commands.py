"""The console word `points`: look through a catalogue, try its cases, book what hung out its days."""

import argparse
from collections.abc import Callable

from wugong.points import booking_commands, expiry_commands, likeness_commands
from wugong.rules import points_commands

STEPS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "book": ("把公示期满的入账", booking_commands.book),
    "compare": ("比对新交的照片", likeness_commands.compare),
    "check": ("试算细则的例子", points_commands.check),
    "expire": ("清理到期的积分", expiry_commands.expire),
    "lint": ("查细则里不能写的", points_commands.lint),
}


def points(words: list[str]) -> int:
    """Run `wugong points STEP …`; each step reads its own words."""
    parser = argparse.ArgumentParser(prog="wugong points", description="积分。", allow_abbrev=False)
    said = "；".join(f"{name} {what}" for name, (what, _) in STEPS.items())
    parser.add_argument("step", choices=[*STEPS], help=said)
    parser.add_argument("words", nargs=argparse.REMAINDER, help="各步骤自己的选项，用 --help 看")
    given = parser.parse_args(words)
    return STEPS[given.step][1](given.words)


WORDS = {"points": points}
