"""A village that lives with points: a catalogue, a pool, a month that is booked, a list that hangs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.demo import county as demo
from wugong.demo.points_clock import ago, as_of
from wugong.demo.points_pictures import part, whole
from wugong.places.models import Place
from wugong.points.booking import book_listing
from wugong.points.catalogues import adopt_catalogue
from wugong.points.claim_checks import check, send_back
from wugong.points.claims import claim, withdraw
from wugong.points.events import close_event, make_event, sign_in
from wugong.points.likenesses import compare_photos
from wugong.points.listings import post_listing
from wugong.points.models import Adoption, Claim, Listing, Pool, Recheck
from wugong.points.objections import raise_objection
from wugong.points.opening_rows import Row
from wugong.points.openings import confirm_opening, hand_in_opening
from wugong.points.panel_juries import Bench, standing_panel
from wugong.points.panel_permissions import can_object
from wugong.points.panels import draw_panel
from wugong.points.pools import open_pool
from wugong.points.rechecks import answer_recheck, can_answer_recheck, draw_rechecks
from wugong.points.scores import give_score
from wugong.points.states import Channel, ClaimState
from wugong.registry.models import Household, Membership
from wugong.registry.queries import members_of
from wugong.rules.points_catalogue import catalogue_text

BUDGET, RATE = 1_200_000, 100  # fen: 12,000 yuan at one yuan a point
DECIDED = "村民代表会议 2026 年第 3 号决议"
OPENED, BOOK, DRAWN, HUNG, BOOKED, HANGS = 80, 70, 45, 20, 8, 2  # days ago
BALANCES: Final = (46, 30, 52, 18, 25, 40)  # of the paper book, by household
PAST: Final = (  # (household, item, days ago, words, what the panel gave)
    (1, "labour", 40, "清理村口水渠", (5, 5, 4)),
    (3, "labour", 40, "清理村口水渠", (5, 4, 5)),
    (4, "yard-clean", 38, "网格员一起看的", (5, 5, 5)),
    (5, "patrol", 35, "和队长一起巡的", (5, 3, 5)),
    (6, "neighbour-help", 33, "帮五保户收稻谷", (2, 2, 2)),
    (7, "elder-care", 31, "照看隔壁老人三天", (3, 3, 2)),
    (8, "labour", 30, "给小学铺路沿石", (5, 5, 5)),
)
LATELY: Final = (
    (1, "labour", 12, "挖水毁路段的边沟", (5, 5, 5)),
    (2, "elder-phone", 11, "教三位老人视频通话", (3, 3, 3)),
    (4, "labour", 10, "挖水毁路段的边沟", (5, 4, 5)),
    (9, "volunteer", 9, "打扫文化广场", (2, 2, 1)),
)
CAME: Final = (1, 2, 3, 5, 8, 10)  # households at the meeting
CROPPED: Final = 7  # seed of the photo that was handed in twice


@dataclass(frozen=True)
class PointsLife:
    """Does what has not been done about points in the village of which the stories tell."""

    places: Mapping[str, Place]
    users: Mapping[str, User]

    @property
    def village(self) -> Place:
        return self.places[demo.FENGLIN]

    @property
    def cadre(self) -> User:
        return self.users["cadre"]

    def live(self, say: Callable[[str], None]) -> None:
        """The village has points in every state, all at once or not at all."""
        if Adoption.objects.filter(village=self.village).exists():
            return
        with transaction.atomic():
            self.begin()
            self.past_month()
            self.this_month()
        compare_photos(self.village, actor=self.users["supervisor"])
        say(f"{self.village.name}：积分申报 {Claim.objects.filter(village=self.village).count()} 件")

    def begin(self) -> None:
        """The village gives points by its catalogue, out of a pool, beginning with its paper book."""
        since = ago(OPENED)
        with as_of(since) as then:
            text = catalogue_text("starter")
            facts: dict[str, Any] = {"decision": DECIDED, "decided_on": since, "actor": self.cadre}
            adopt_catalogue(self.village, text, since=since, **facts)
            year = f"{since.year} 年积分池"
            until = date(since.year + 1, 12, 31)
            money: tuple[int, int] = (BUDGET, RATE)
            pool = open_pool(self.village, year, since, until, *money, funded_from="积分兑换基金", **facts)
        Pool.objects.filter(pk=pool.pk).update(opened_at=then)
        with as_of(ago(BOOK)):
            rows = [self.row(number, points) for number, points in enumerate(BALANCES, 1)]
            opening = hand_in_opening(self.village, rows, day=ago(BOOK), **facts | {"decided_on": ago(BOOK)})
            confirm_opening(opening, opening.digest, actor=self.users["second-cadre"])
        with as_of(ago(DRAWN)):
            draw_panel(self.village, ago(DRAWN) + timedelta(days=90), actor=self.cadre)

    def row(self, number: int, points: int) -> Row:
        """Return the line of the paper book."""
        head = members_of(self.household(number)).heads().get().person
        return Row(number, f"{number:03d}", head.name, str(points))

    def past_month(self) -> None:
        """A month was claimed, scored, hung out and booked; one claim of it was looked at again."""
        made = self.claim_all(PAST)
        with as_of(ago(HUNG + 8)):
            event = make_event(self.village, "院落议事会", "meeting", ago(HUNG + 8), actor=self.cadre)
            sign_in(event, [self.household(number) for number in CAME], actor=self.cadre)
            made += close_event(event, actor=self.cadre).made
        self.pass_on(made, ago(HUNG + 6))
        self.score(PAST, ago(HUNG + 3))
        listing = self.hang(ago(HUNG), until=ago(HUNG + 8))
        with as_of(ago(BOOKED), hour=2):
            book_listing(listing, actor=SYSTEM)
        self.look_again(listing)

    def look_again(self, listing: Listing) -> None:
        """The seed drew, and the supervisor looked at what it drew, but for her own house's and her kin's."""
        supervisor = self.users["supervisor"]
        with as_of(ago(BOOKED - 1)):
            draw_rechecks(listing, actor=supervisor)
            drawn = Recheck.objects.select_related("claim__village", "claim__household")
            for one in [one for one in drawn if can_answer_recheck(supervisor, one)]:
                answer_recheck(one, "fits", "到现场看过，问了队长，属实。", actor=supervisor)

    def this_month(self) -> None:
        """A list hangs, one of it is doubted; others wait for scores, for a look, or for an answer."""
        self.pass_on(self.claim_all(LATELY), ago(7))
        self.score(LATELY, ago(4))
        self.hang(ago(HANGS), until=ago(HANGS))
        resident = self.users["resident"]
        doubted = Claim.objects.get(household=self.household(9), state=ClaimState.LISTED)
        with as_of(ago(1)):
            if can_object(resident, doubted):
                raise_objection(doubted, "那天广场上没看到这户的人，请再问一问。", actor=resident)
        photo = self.claim(3, "labour", 6, "清理学校后面的水沟", photos=[whole(CROPPED)])
        again = self.claim(6, "labour", 2, "清理自家门前到大路的水沟", photos=[part(CROPPED)])
        self.pass_on([photo], ago(3))
        vague = self.claim(8, "neighbour-help", 3, "帮忙")
        with as_of(ago(2)):
            send_back(vague, actor=self.users["second-cadre"], reason="请写清帮了谁、做了什么。")
        double = self.claim(5, "patrol", 1, "和队长一起巡的")
        with as_of(ago(0), hour=8):
            withdraw(double, actor=self.cadre)
        assert again.state == ClaimState.CLAIMED
        self.claim_by_phone()

    def claim_by_phone(self) -> None:
        """The villager with an account has claimed with a photo, and waits for the first check."""
        home = self.household(1)
        head = Membership.objects.today().heads().get(household=home).person
        claim(
            home,
            "labour",
            ago(1),
            text="和三组的人一起修机耕道",
            photos=[whole(11)],
            person=head,
            actor=self.users["resident"],
            channel=Channel.PHONE,
            key="demo:phone",
        )

    def claim_all(self, rows: Iterable[tuple[int, str, int, str, tuple[int, ...]]]) -> list[Claim]:
        """Return the claims that the cadre made for these households."""
        return [self.claim(number, item, days, words) for number, item, days, words, _ in rows]

    def claim(self, number: int, item: str, days: int, words: str, **facts: Any) -> Claim:
        """The cadre claimed for the household on the evening of that day."""
        key = f"demo:{number}:{item}:{days}"
        facts |= {"text": words, "actor": self.cadre, "channel": Channel.DESK, "key": key}
        with as_of(ago(days), hour=18) as then:
            made = claim(self.household(number), item, ago(days), **facts)
        Claim.objects.filter(pk=made.pk).update(claimed_at=then)
        return made

    def pass_on(self, claims: Iterable[Claim], day: date) -> None:
        """Another cadre looked at them first."""
        with as_of(day):
            for one in claims:
                check(one, actor=self.users["second-cadre"])

    def score(self, rows: Iterable[tuple[int, str, int, str, tuple[int, ...]]], day: date) -> None:
        """The panel gave what the table says, its further members what the first one gave."""
        given = {(f"{number:03d}", item, ago(days)): points for number, item, days, _, points in rows}
        waiting = Claim.objects.filter(village=self.village, state=ClaimState.CHECKED)
        with as_of(day, hour=20):
            panel = standing_panel(self.village)
            assert panel is not None, "it was drawn"
            bench = Bench(panel)
            for one in waiting.select_related("household", "adoption", "village"):
                points = given[one.household.number, one.item, one.day]
                for place, seat in enumerate(bench.juries([one])[one.pk]):
                    give_score(one, seat, points[place % len(points)], actor=SYSTEM)

    def hang(self, day: date, until: date) -> Listing:
        """All that was decided for days up to `until` hangs since that day."""
        with as_of(day, hour=9) as then:
            listing = post_listing(self.village, until, actor=self.cadre)
        Listing.objects.filter(pk=listing.pk).update(made_at=then)
        listing.made_at = then
        return listing

    def household(self, number: int) -> Household:
        """Return the household of this number."""
        found: Household = Household.objects.select_related("place", "village").get(
            village=self.village, number=f"{number:03d}"
        )
        return found
