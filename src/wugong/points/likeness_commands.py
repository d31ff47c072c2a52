"""The console word `points compare`: the nightly look for photos that were handed in for two claims."""

import argparse
import json

from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.points.likenesses import compare_photos
from wugong.points.models import Adoption


def compare(words: list[str]) -> int:
    """Run `wugong points compare`: each village is written by itself, so it can be stopped and run again."""
    parser = argparse.ArgumentParser(
        prog="wugong points compare", description="比对照片。", allow_abbrev=False
    )
    parser.add_argument("--json", action="store_true", help="一行一个村，JSON 格式")
    given = parser.parse_args(words)
    for county in County.objects.order_by("code"):
        with standing_in(county):
            villages = Place.objects.filter(pk__in=Adoption.objects.values("village"))
            for village in villages.order_by("code"):
                if found := compare_photos(village, actor=SYSTEM):
                    facts = {"village": village.name, "found": found}
                    plain = f"{village.name}：新发现 {found} 处照片相像，请村监委看线索"
                    print(json.dumps(facts, ensure_ascii=False) if given.json else plain)
    return 0
