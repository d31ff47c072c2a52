"""The console word `matters`: the nightly look at all matters of the house."""

import argparse
from typing import NoReturn

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class MattersWordsAmiss(Refusal):
    code = "matters.words_amiss"
    sentence = mark("命令写法不对（%(why)s），用法请看 wugong matters --help")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise MattersWordsAmiss(why=message)


def matters(words: list[str]) -> int:
    """Run `wugong matters tend`: every county; done again the same night it does nothing."""
    parser = _Parser(prog="wugong matters", description="事项。", allow_abbrev=False)
    steps = parser.add_subparsers(dest="step", required=True, metavar="tend", parser_class=_Parser)
    steps.add_parser(
        "tend",
        help="每晚做一次：提醒快到期和超期的，请邻居确认没有回音的；再做一次不会重复",
        allow_abbrev=False,
    )
    parser.parse_args(words)
    import django  # noqa: PLC0415 # why: app ready

    django.setup()
    from wugong.counties.actors import SYSTEM  # noqa: PLC0415 # why: app ready
    from wugong.matters.tending import tend_everywhere  # noqa: PLC0415 # why: app ready

    done = tend_everywhere(actor=SYSTEM)
    print(
        f"提醒快到期 {done.amber} 件、超期 {done.red} 件；到时自动办理 {done.moved} 件；"
        f"请邻居确认 {done.called} 件；周期任务开出 {done.opened} 件；"
        f"该回头看 {done.looks} 件；"
        f"过了保管期限 {done.past_keeping} 件（不会自动删除）"
    )
    return 0
