"""The console word `notices`: clears away notices that were read long ago."""

import argparse
from typing import NoReturn

from django.utils import timezone

from wugong.counties.actors import SYSTEM
from wugong.notices.inbox import sweep
from wugong.notices.refusals import WordsAmiss
from wugong.notices.retention import days_kept


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WordsAmiss(why=message)


def main(words: list[str]) -> int:
    """Run `wugong notices sweep`, by the rule of today or by so many days."""
    parser = _Parser(prog="wugong notices", description="消息。", allow_abbrev=False)
    word = parser.add_subparsers(dest="word", required=True, parser_class=_Parser)
    sweeping = word.add_parser("sweep", help="清除早已读过的消息，可以反复做", allow_abbrev=False)
    sweeping.add_argument("--days", type=_days, metavar="N", help="读过 N 天以上的；不写就照规定的天数")
    days = parser.parse_args(words).days or days_kept(timezone.localdate())
    print(f"清除了 {sweep(days, actor=SYSTEM)} 条读过超过 {days} 天的消息。")
    return 0


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= 36_500):
        raise argparse.ArgumentTypeError(f"天数不能是“{text}”，要写 1 到 36500 的整数")
    return int(text)


WORDS = {"notices": main}
