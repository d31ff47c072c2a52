"""What `wugong households link-ten` does: proposes the links of a village, or of each village of a town."""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.utils import timezone

from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.link_queries import heads_by_home, homes_of
from wugong.registry.link_refusals import NoHouseholds, NoSuchVillage, UnreadableHeads
from wugong.registry.links import propose_links
from wugong.registry.models import LinkPlan
from wugong.rules.ten_links import figures_on, heads_needed


def link_ten(words: list[str]) -> int:
    """Run `wugong households link-ten --place CODE`; 2 when a household is left without a head."""
    given = _parser().parse_args(words)
    heads = _heads_in(given.heads) if given.heads else None
    county = County.objects.filter(code=given.place[: Level.COUNTY]).first()
    if county is None:
        raise NoSuchVillage(code=given.place)
    left = 0
    with standing_in(county):
        for village in _villages(given.place):
            found = _outcome(propose_links(village, actor=SYSTEM, heads=heads, across=given.across))
            print(json.dumps(found, ensure_ascii=False) if given.json else _sentence(found), flush=True)
            left += len(found["uncovered"])
    if left:
        print(f"还有 {left:,} 户没有中心户联。请增加中心户，或在“十户联结”页上调整。", file=sys.stderr)
    return 2 if left else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wugong households link-ten",
        description="提出一户十联的草案：就近，每个中心户最多联十户，重点照护的户分匀，不跨组。",
        epilog="退出码 0：户户有人联；2：还有户没有联上，或者提不出。",
        allow_abbrev=False,
    )
    parser.add_argument("--place", required=True, help="村的代码，或镇的代码（镇里每个村各提一份）")
    parser.add_argument("--heads", type=Path, help="文本文件，每行一个中心户的户号；不给就推荐中心户")
    parser.add_argument("--across", action="store_true", help="可以跨组")
    parser.add_argument("--json", action="store_true", help="每个村打印一个 JSON")
    return parser


def _heads_in(file: Path) -> list[str]:
    """Return the numbers in the file, a line each."""
    try:
        return file.read_text("utf-8-sig").split()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "不是 UTF-8 文本"
        raise UnreadableHeads(name=file.name, why=why) from None


def _villages(code: str) -> list[Place]:
    """Return the village of this code, or those of the town that have households."""
    standing = Place.objects.under(code).at_level(Level.VILLAGE).filter(until__isnull=True)
    found = list(standing.order_by("code"))
    if len(code) not in {Level.TOWN, Level.VILLAGE} or not found:
        raise NoSuchVillage(code=code)
    lived = [village for village in found if homes_of(village)]
    if not lived:
        raise NoHouseholds(place=found[0].name)
    return lived


def _outcome(plan: LinkPlan) -> dict[str, Any]:
    """Return what the command prints of a plan."""
    homes, heads = homes_of(plan.village), heads_by_home(plan)
    numbers = {home.id: home.number for home in homes}
    clusters: dict[str, list[str]] = defaultdict(list)
    for home in sorted(heads, key=lambda home: (len(numbers[home]), numbers[home])):
        clusters[numbers[heads[home]]] += [] if heads[home] == home else [numbers[home]]
    return {
        "place": plan.village.code,
        "plan": str(plan.pk),
        "households": len(homes),
        "heads": len(clusters),
        "needed": heads_needed(len(homes), figures_on(timezone.localdate())),
        "uncovered": [home.number for home in homes if home.id not in heads],
        "links": clusters,
    }


def _sentence(found: dict[str, Any]) -> str:
    return (
        f"{found['place']}：{found['households']:,} 户，中心户 {found['heads']:,} 个"
        f"（最少要 {found['needed']:,} 个），没有联上 {len(found['uncovered']):,} 户。"
        "草案已存，等村里看过采用。"
    )
