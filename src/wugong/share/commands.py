"""The console word `shop`: nightly, what was held too long goes back to the shelves."""

import argparse
import json

from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.share.orders import void_expired


def shop(words: list[str]) -> int:
    """Run `wugong shop sweep`: orders beyond their days are void; run again, it does nothing more."""
    parser = argparse.ArgumentParser(prog="wugong shop", description="积分超市。", allow_abbrev=False)
    parser.add_argument("step", choices=["sweep"], help="sweep 取消过期的兑换单，积分退回（每晚一次）")
    parser.add_argument("--json", action="store_true", help="打印一个 JSON")
    given = parser.parse_args(words)
    voided = 0
    for county in County.objects.order_by("code"):
        with standing_in(county):
            voided += void_expired(actor=SYSTEM)
    print(json.dumps({"voided": voided}) if given.json else f"取消了 {voided} 张过期的兑换单，积分已退回。")
    return 0


WORDS = {"shop": shop}
