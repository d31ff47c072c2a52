"""The console word `media`: sweeps away files that were written for a photo or sound that was never kept."""

import argparse
from typing import NoReturn

from wugong.counties.actors import SYSTEM
from wugong.media.photos import sweep_orphans
from wugong.media.refusals import WordsAmiss


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WordsAmiss(why=message)


def main(words: list[str]) -> int:
    """Run `wugong media sweep`."""
    parser = _Parser(prog="wugong media", description="照片文件。", allow_abbrev=False)
    word = parser.add_subparsers(dest="word", required=True, parser_class=_Parser)
    word.add_parser("sweep", help="清除没有登记成照片或录音、超过一天的文件，可以反复做", allow_abbrev=False)
    parser.parse_args(words)
    print(f"清除了 {sweep_orphans(actor=SYSTEM)} 个没有登记的文件。")
    return 0


WORDS = {"media": main}
