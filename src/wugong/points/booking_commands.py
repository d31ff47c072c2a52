"""The console word `points book`: the nightly booking of every village's lists whose days are over."""

import argparse
import json

from django.db import transaction

from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.points.booking import Booked, book_listing, due_listings


def book(words: list[str]) -> int:
    """Run `wugong points book`: each list is a transaction of its own, so it can be stopped and run again."""
    parser = argparse.ArgumentParser(prog="wugong points book", description="入账。", allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="一行一张公示表，JSON 格式")
    given = parser.parse_args(words)
    for county in County.objects.order_by("code"):
        with standing_in(county):
            for listing in due_listings():
                with transaction.atomic():
                    done = book_listing(listing, actor=SYSTEM)
                print(_line(listing.village.name, listing.title, done, as_json=given.json))
    return 0


def _line(village: str, title: str, done: Booked, *, as_json: bool) -> str:
    if as_json:
        facts = {"village": village, "list": title, "booked": done.count, "points": done.points}
        return json.dumps(facts | {"waiting": done.waiting, "objected": done.objected}, ensure_ascii=False)
    said = f"{village} {title}：入账 {done.count} 件 {done.points} 分"
    said += f"，等积分池 {done.waiting} 件" if done.waiting else ""
    return said + (f"，有异议 {done.objected} 件" if done.objected else "")
