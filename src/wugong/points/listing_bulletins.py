"""What hangs of a month's points: who (masked), for what, when, how many; deductions never hang."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import override

from wugong.base.masking import personal_in
from wugong.ledger.books import book_of
from wugong.ledger.digests import digest_on
from wugong.places.models import Place
from wugong.points.accounts import VILLAGE
from wugong.points.models import Claim, Listing, Panel, Seat
from wugong.points.queries import names_of
from wugong.publish.bulletins import Bulletin, Column, Notice, Sign, Table
from wugong.publish.days import said
from wugong.publish.notice_periods import POINTS_LIST
from wugong.publish.queries import wording_for
from wugong.rules.points_catalogue import Catalogue

COLUMNS = (
    Column(key="place", title="组"),
    Column(key="home", title="户"),
    Column(key="item", title="事项", weight=3),
    Column(key="day", title="日期", align="right"),
    Column(key="points", title="分", align="right"),
)
NOTHING = "—"
GROUPED = 8


def address_of(listing: Listing) -> str:
    """Return the path of the public page: whoever shows the list puts the house's name before it."""
    return f"/points/{listing.village.code}/list/{listing.pk}/"


def bulletin_of(
    listing: Listing, claims: Sequence[Claim], catalogue: Catalogue, panel: Panel | None
) -> Bulletin:
    """Return what the public reads of the list: masked names, no deductions, the book's digest of today."""
    with override("zh-hans"):  # it hangs in Chinese, whatever the cadre reads
        return _bulletin(listing, claims, catalogue, panel)


def public(claims: Sequence[Claim]) -> list[Claim]:
    """Return those that hang: no deductions, in the order of households, then of days."""
    shown = [claim for claim in claims if (claim.points or 0) > 0]
    return sorted(
        shown, key=lambda one: (one.household.place.code, one.household.number, one.day, str(one.pk))
    )


def _bulletin(
    listing: Listing, claims: Sequence[Claim], catalogue: Catalogue, panel: Panel | None
) -> Bulletin:
    shown, village = public(claims), listing.village
    names = names_of([claim.household for claim in shown], in_clear=False)
    words = wording_for(village, POINTS_LIST)
    total = sum(claim.points or 0 for claim in shown)
    homes = len({claim.household_id for claim in shown})
    return Bulletin(
        heading=words.heading,
        place_line=village.name,
        period_line=listing.title,
        table=Table(
            title=f"{homes} 户 {len(shown)} 件，共 {total} 分",
            columns=COLUMNS,
            rows=tuple(_row(claim, names[claim.household_id]) for claim in shown),
            note="姓名隐去中间的字；扣分只告诉本户，不公示。",
        ),
        notes=tuple(_notes(listing, panel)),
        how_title="分数怎么来的",
        how=tuple(_how(catalogue)),
        notice=Notice(text=words.closing, phone=words.phone, where=words.where),
        qr_url=address_of(listing),
        qr_caption="扫码看公示、提异议",
        sign=Sign(organ=words.organ),
    )


def _row(claim: Claim, name: str) -> tuple[str, ...]:
    title = claim.title if not personal_in(claim.title) else NOTHING
    return (_group(claim), name, title, said(claim.day), str(claim.points))


def _group(claim: Claim) -> str:
    place, village = claim.household.place, claim.village
    return NOTHING if place.pk == village.pk else place.name.removeprefix(village.name)


def _notes(listing: Listing, panel: Panel | None) -> list[str]:
    notes = [f"异议提到{said(listing.objections_until)}为止；没有异议的，过了这天入账。"]
    if panel is not None:
        seats = list(
            Seat.objects.filter(panel=panel, is_reserve=False, left_at__isnull=True).select_related("person")
        )
        women = sum(seat.person.sex == "f" for seat in seats)
        notes.append(
            f"评议小组 {len(seats)} 人（女 {women} 人），{said(panel.since)}从 {len(panel.roll)} 名住村的"
            f"成年人里抽签产生，种子“{panel.seed}”，谁都可以照着再抽一遍。"
        )
    day = timezone.localdate() - timedelta(days=1)
    if digest := digest_of(listing.village, day):
        notes.append(f"积分账到{said(day)}为止的校验值：{digest}")
    return notes


def digest_of(village: Place, day: date) -> str:
    """Return the digest of the book of a day that is over, in groups; nothing before there is a book.

    The dots keep what happen to be eleven digits in a row from being taken for somebody's number.
    """
    book = book_of(village, VILLAGE)
    whole = digest_on(book, day) if book else ""
    return "·".join(whole[start : start + GROUPED] for start in range(0, len(whole), GROUPED))


def _how(catalogue: Catalogue) -> list[str]:
    size = f"{catalogue.panel_least} 到 {catalogue.panel_most} 人"
    return [
        f"照“{catalogue.title}”记分：{catalogue.basis}。",
        f"要评议的由小组 {size}各自打分，不署名，取中间的一个分；自己家、亲属家和自己报的要回避。",
    ]
