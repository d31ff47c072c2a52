"""The console word `demo`: load the demonstration county, list its accounts."""

import argparse
import sys

from django.conf import settings

from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.demo import county
from wugong.demo.loading import load

SEED = 2026
WIDTH = 20


class HouseServesOthers(Refusal):
    code = "demo.house_serves_others"
    sentence = mark("演示账号的密码人人知道，这个平台给外面的人用（WUGONG_HOSTS），不能装演示县。")


def demo(words: list[str]) -> int:
    """Run `wugong demo load [--seed N]` or `wugong demo accounts`."""
    parser = argparse.ArgumentParser(prog="wugong demo", description="演示县：虚构的一县三乡镇。")
    steps = parser.add_subparsers(dest="step", required=True)
    loading = steps.add_parser("load", help="装上演示县；再做一次不会重复")
    loading.add_argument("--seed", type=int, default=SEED, help="评分的随机种子")
    steps.add_parser("accounts", help="列出演示账号")
    given = parser.parse_args(words)
    if given.step == "load":
        if settings.SERVES_OTHERS or settings.HTTPS:
            raise HouseServesOthers
        load(lambda line: print(line, file=sys.stderr), given.seed)
    print(accounts())
    return 0


def accounts() -> str:
    """Return the accounts of the demonstration county, one a line, with the one password of them all."""
    places = {town.code: town.name for town in county.TOWNS} | {county.CODE: county.NAME}
    places |= {code: name for town in county.TOWNS for code, name in town.village_names.items()}
    places |= {code: name for village in county.HOMES for code, name in county.groups_of(village).items()}
    lines = [f"演示账号（密码都是 {county.PASSWORD}）："]
    for person in county.PEOPLE:
        place = places[person.place] if person.place else "全平台"
        lines.append(f"  {person.login_name:<{WIDTH}}{place} {person.kind.label}")
    return "\n".join(lines)


WORDS = {"demo": demo}
