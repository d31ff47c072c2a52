"""The console command `wugong`: the rooms' own words first, every other word goes to Django's manager.

A room offers words in its `commands.py`: `WORDS` maps a word to a function that takes the remaining
arguments and returns the exit code. Exit codes: 0 done, 2 refused (the reasons stand on stderr, one
a line), 1 a fault of ours.
"""

import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper
from pkgutil import iter_modules

import wugong
from wugong.base.refusals import Refusal
from wugong.base.texts import mark

PURE = ("rules", "matters", "bench")  # their words start without settings; some make the app ready

OPTIONS = ("help", "version", "-h", "--help", "--version")  # of Django's manager

Word = Callable[[list[str]], int]


class UnknownWord(Refusal):
    code = "config.unknown_word"
    sentence = mark("没有“%(word)s”这个命令；输入 wugong help 看有哪些。")


def main() -> None:
    """Run the command line of this process and leave with its exit code; a poor terminal gets escapes."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Return the exit code of a command line; nobody but a developer ever sees a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wugong.config.settings")
    try:
        return dispatch(arguments)
    except Refusal as refusal:
        print(*refusal.lines, sep="\n", file=sys.stderr)
        return 2
    except Exception as fault:  # noqa: BLE001 -- whatever it is, the user gets a sentence
        if os.environ.get("WUGONG_DEBUG") == "yes":
            traceback.print_exc()
        print(f"系统出了差错，不是您的操作有误：{type(fault).__name__}: {fault}", file=sys.stderr)
        print("请把这一行告诉维护人员；设 WUGONG_DEBUG=yes 再做一次可看到详情。", file=sys.stderr)
        return 1


def dispatch(arguments: list[str]) -> int:
    """Hand the arguments to the room that owns the first word, or to Django's manager."""
    word, *rest = arguments or ["help"]
    own = words(PURE)
    if word not in own:
        import django  # noqa: PLC0415 # why: slow import

        django.setup()
        own |= words(rooms_with_commands())
    if word in own:
        return own[word](rest)
    from django.core import management  # noqa: PLC0415 # why: slow import

    if word not in OPTIONS and word not in management.get_commands():
        raise UnknownWord(word=word)
    if word == "help" and not rest:
        print("五共的命令：" + "、".join(sorted(own)))
    management.execute_from_command_line(["wugong", word, *rest])
    return 0


def rooms_with_commands() -> list[str]:
    """Return the rooms that hold a `commands.py` and need settings."""
    rooms = (room.name for room in iter_modules(wugong.__path__) if room.ispkg and room.name not in PURE)
    return [room for room in rooms if find_spec(f"wugong.{room}.commands")]


def words(rooms: tuple[str, ...] | list[str]) -> dict[str, Word]:
    """Return the words that the rooms offer, each with its function."""
    found: dict[str, Word] = {}
    for room in rooms:
        found |= import_module(f"wugong.{room}.commands").WORDS
    return found


if __name__ == "__main__":
    main()
