"""A bulletin made up for looking at: a place's own words and villages, figures of nobody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.publish.bulletins import Bulletin, Column, Line, Notice, Sign, Table
from wugong.publish.notice_periods import last_day_of
from wugong.publish.queries import Words

COLUMNS = (
    Column(key="rank", title="名次", align="right"),
    Column(key="change", title="比上季", align="right"),
    Column(key="village", title="村", weight=3),
    Column(key="score", title="季度分", align="right", weight=2),
    Column(key="money", title="奖励（元）", align="right", weight=2),
)
FIRST, STEP = 9650, 85  # hundredths of a point
PRIZES = ("10,000", "8,000", "6,000")
ADDRESS = "https://example.com/"  # a code that leads nowhere


def sample_bulletin(place: Place, kind: str, words: Words, day: date) -> Bulletin:
    """Return a bulletin in these words over the place's villages, marked as a sample (样张)."""
    names = _names(place, day)
    prizes = [
        Line(left=name, middle=f"参评第 {rank} 名", right=f"{yuan} 元")
        for rank, (name, yuan) in enumerate(zip(names, PRIZES, strict=False), 1)
    ]
    made = Bulletin(
        heading=words.heading,
        place_line=f"{place.county.name}{place.name}" if place.level is not Level.COUNTY else place.name,
        period_line=f"{day.year}年",
        number_line="样张",
        table=_table(names),
        prizes_title="奖励",
        prizes=tuple(prizes),
        notes=("这是样张，名次、分数和奖励都是编的。",),
        how_title="分数怎么来的",
        how=("每月一次暗访，一次交叉检查。", "季度分是三个月的平均，保留两位小数。"),
        notice=Notice(text=words.closing, phone=words.phone, where=words.where),
        qr_url=ADDRESS,
        qr_caption="样张的码不通",
        sign=Sign(organ=words.organ),
    )
    return made.sealed(day, last_day_of(kind, day))


def bare(bulletin: Bulletin) -> Bulletin:
    """Return the bulletin with nothing in it that may be left out."""
    notice = Notice(title=bulletin.notice.title)
    table = replace(bulletin.table, note="", strong=frozenset())
    return replace(
        bulletin,
        table=table,
        notice=notice,
        prizes=(),
        notes=(),
        how=(),
        number_line="",
        qr_url="",
        qr_caption="",
    )


def _names(place: Place, day: date) -> Sequence[str]:
    villages = Place.objects.under(place.code).at_level(Level.VILLAGE).in_force(day)
    return [village.name for village in villages.order_by("code")] or [place.name]


def _table(names: Sequence[str]) -> Table:
    rows = []
    for number, name in enumerate(names):
        whole, rest = divmod(max(FIRST - STEP * number, 0), 100)
        yuan = PRIZES[number] if number < len(PRIZES) else "—"
        rows.append((str(number + 1), "—", name, f"{whole}.{rest:02}", yuan))
    strong = frozenset(range(min(len(rows), len(PRIZES))))
    return Table(title="各村名次", columns=COLUMNS, rows=tuple(rows), strong=strong)
