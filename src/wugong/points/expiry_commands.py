"""The console word `points expire`: the nightly look at points that have grown old."""

import argparse
from datetime import date

from django.utils import timezone

from wugong.counties.actors import SYSTEM
from wugong.points.expiries import expire_everywhere


def expire(words: list[str]) -> int:
    """Run `wugong points expire`: each village is a transaction of its own; run again it does nothing."""
    parser = argparse.ArgumentParser(prog="wugong points expire", description="到期。", allow_abbrev=False)
    parser.add_argument("--day", type=date.fromisoformat, help="按哪一天算，如 2026-01-01；不写就是今天")
    given = parser.parse_args(words)
    count = expire_everywhere(given.day or timezone.localdate(), actor=SYSTEM)
    print(f"清理了 {count} 户到期的积分")
    return 0
