"""Points as a village would tell them: half a day of labour becomes rice; a photo used again; a paper book goes on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from PIL import Image
from tests.cast import MakeUser
from tests.media.scenes import saved, scene, upload
from tests.pointed import Known
from tests.points.paneled import jury_of

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.ledger.verifying import verify
from wugong.media.pictures import picture_of
from wugong.places.models import Place
from wugong.points.booking import book_listing, due_listings
from wugong.points.cards import issue_cards
from wugong.points.claim_checks import check, check_many
from wugong.points.claims import Wanted, claim, claim_many
from wugong.points.likenesses import compare_photos
from wugong.points.listings import post_listing
from wugong.points.models import Claim, Objection, PanelScore, PhotoLikeness, Pool, Reversal
from wugong.points.opening_rows import Row
from wugong.points.openings import confirm_opening, hand_in_opening
from wugong.points.panels import draw_panel
from wugong.points.pool_cover import cover
from wugong.points.rechecks import answer_recheck, draw_rechecks, pick_recheck
from wugong.points.reversals import approve_reversal
from wugong.points.scores import give_score
from wugong.points.statements import Opened, statement_of
from wugong.points.states import Channel, ClaimState
from wugong.registry.models import Household, Person
from wugong.share.counter import hand_over, household_given
from wugong.share.goods import offer_good
from wugong.share.models import Good
from wugong.share.orders import order
from wugong.share.receipts import take_in
from wugong.share.refusals import NotEnoughPoints
from wugong.share.statements import statement_of as shop_statement_of
from wugong.share.states import OrderChannel, OrderState, Signed
from wugong.share.stock import stock_of

pytestmark = pytest.mark.usefixtures("here")

ZONE = ZoneInfo("Asia/Shanghai")
MAY = Period.parse("2026-05")


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is the morning of 11 May 2026; a story moves the clock on."""
    with time_machine.travel(at(5, 11), tick=False) as traveller:
        yield traveller


@dataclass
class Told:
    """Who is in the story."""

    village: Place
    home: Household
    cadre: User
    second: User
    resident: User
    keeper: User
    supervisor: User
    clock: time_machine.Traveller

    def pass_and_score(self, claims: list[Claim], given: int) -> None:
        """The other cadre looks first, the panel scores; nobody sits over her own."""
        check_many(claims, actor=self.second)
        panel = draw_panel(self.village, date(2026, 6, 30), actor=self.cadre)
        for one in claims:
            for seat in jury_of(panel, one):
                give_score(one, seat, given, actor=SYSTEM)

    def book(self) -> int:
        """What hung out its days is booked at night; returns how many points."""
        return sum(book_listing(listing, actor=SYSTEM).points for listing in due_listings())


@pytest.fixture
def told(
    village: Place,
    family: Household,
    homes: list[Household],
    cadre: User,
    second_cadre: User,
    villager: User,
    supervisor: User,
    make_user: MakeUser,
    pool: Pool,
    known: Known,
    clock: time_machine.Traveller,
) -> Told:
    keeper = known(make_user("keeper", "钱超市", RoleKind.SHOP_KEEPER, village))
    return Told(village, family, known(cadre), second_cadre, villager, keeper, known(supervisor), clock)


@pytest.fixture
def rice(told: Told) -> Good:
    """Twelve bags of rice for five points each."""
    good = offer_good(told.village, "大米", "袋", 5, actor=told.keeper)
    take_in(good, 12, 4_800, supplier="供销社", key="first", actor=told.keeper)
    return good


def test_half_a_day_of_labour_becomes_a_bag_of_rice(told: Told, rice: Good, head: Person) -> None:
    photo = upload(saved(scene(3, (800, 600))))
    made = claim(
        told.home,
        "labour",
        date(2026, 5, 11),
        text="清理水渠半天",
        photos=[photo],
        person=head,
        actor=told.resident,
        channel=Channel.PHONE,
        key="phone-1",
    )
    told.pass_and_score([made], 5)
    made.refresh_from_db()
    assert (made.state, made.points) == (ClaimState.DECIDED, 5)

    told.clock.move_to(at(5, 12))
    listing = post_listing(told.village, date(2026, 5, 12), actor=told.cadre)
    with pytest.raises(NotAllowed):  # it hangs first
        book_listing(listing, actor=SYSTEM)
    with pytest.raises(NotEnoughPoints):
        order(told.home, {rice: 1}, actor=told.resident, key="too-early")

    told.clock.move_to(at(5, 20, 2))
    assert told.book() == 5
    (line,) = statement_of(told.home).lines
    judged = PanelScore.objects.filter(claim=made).count()
    assert 3 <= judged <= 5
    assert why(line) == ("为村里投工", 5, judged, 1, "2026年5月积分")

    told.clock.move_to(at(5, 20))
    held = order(told.home, {rice: 1}, actor=told.resident, key="order-1")
    assert (statement_of(told.home).balance.available, stock_of(told.village, [rice])[rice.pk].available) == (
        0,
        11,
    )
    hand_over(held, held.code, actor=told.keeper, signed=Signed.PAPER)

    month = shop_statement_of(told.village, MAY)
    (row,) = month.rows
    assert (row.received, row.handed, row.closing, month.redeemed, month.spent) == (12, 1, 11, 5, 500)
    assert month.agrees
    now = cover(told.village)
    assert (now.households, now.redeemed, now.spent) == (0, 5, 500)
    assert now.promised <= now.fen
    assert verify().faults == []


def why(line: Opened) -> tuple[object, ...]:
    """Return what a line of the statement opens to: rule, points, size of the panel, photos, list."""
    assert line.claim is not None
    listing = line.claim.listing
    assert line.item is not None
    assert listing is not None
    return line.item.title, line.line.amount, line.panel["size"], len(line.photos), listing.title


def test_photo_that_was_cropped_and_used_again_is_found_and_taken_back(
    told: Told, homes: list[Household], make_user: MakeUser, known: Known
) -> None:
    first = claim(
        told.home,
        "labour",
        date(2026, 5, 9),
        text="修路肩",
        photos=[upload(saved(scene(4, (800, 600))))],
        actor=told.cadre,
        channel=Channel.DESK,
        key="first",
    )
    told.clock.shift(timedelta(minutes=1))
    part = scene(4, (800, 600)).crop((80, 60, 720, 540)).resize((960, 720), Image.Resampling.BICUBIC)
    again = claim(
        homes[0],
        "labour",
        date(2026, 5, 11),
        text="挖沟",
        photos=[upload(saved(part, quality=50))],
        actor=told.cadre,
        channel=Channel.DESK,
        key="again",
    )
    assert compare_photos(told.village, actor=told.supervisor) == 1
    found = PhotoLikeness.objects.get()
    assert (found.claim, found.earlier) == (again, first)

    told.pass_and_score([first, again], 5)  # a hint stops nothing
    listing = post_listing(told.village, date(2026, 5, 11), actor=told.cadre)
    told.clock.move_to(at(5, 20))
    assert told.book() == 10
    told.clock.move_to(at(5, 21))  # what was booked after the list was hung has its digest now
    draw = draw_rechecks(listing, actor=told.supervisor)
    assert draw.drawn == 1
    recheck = again.rechecks.first() or pick_recheck(again, actor=told.supervisor)
    answer_recheck(recheck, "differs", "照片是别家五月九日那张裁的，现场没有挖沟。", actor=told.supervisor)
    assert statement_of(homes[0]).balance.available == 5  # people decide, not the hint

    second = known(make_user("second-supervisor", "卫二", RoleKind.SUPERVISOR, told.village))
    with pytest.raises(NotAllowed):
        approve_reversal(Reversal.objects.get(), actor=told.supervisor)
    approve_reversal(Reversal.objects.get(), actor=second)
    assert statement_of(homes[0]).balance.available == 0
    assert [one.line.amount for one in statement_of(homes[0]).lines] == [-5, 5]
    assert not Objection.objects.exists()
    assert verify().faults == []


def test_paper_book_is_taken_over_and_goes_on_without_a_phone(
    told: Told, rice: Good, homes: list[Household]
) -> None:
    book = [Row(1, told.home.number, "陈建国", "46"), Row(2, homes[0].number, "张三", "3")]
    decided = {"decision": "村民代表会议第 2 号决议", "decided_on": date(2026, 5, 10)}
    handed_in = hand_in_opening(told.village, book, day=date(2026, 5, 10), **decided, actor=told.cadre)
    opening = confirm_opening(handed_in, handed_in.digest, actor=told.second)
    assert (opening.households, opening.points) == (2, 49)
    (line,) = statement_of(homes[0]).lines
    assert (line.opening, line.line.amount) == (opening, 3)

    came = [
        Wanted(one, "meeting", date(2026, 5, 11), f"paper-{one.number}", 1, "签到簿第一页")
        for one in (told.home, homes[0])
    ]
    batch = claim_many(came, actor=told.cadre, channel=Channel.PAPER)
    assert batch.left == []
    for one in batch.made:
        check(one, actor=told.second)
    post_listing(told.village, date(2026, 5, 11), actor=told.cadre)
    told.clock.move_to(at(5, 20))
    assert told.book() == 4

    issue_cards([homes[0]], actor=told.cadre)
    card = homes[0].points_cards.get()
    home = household_given(told.village, card.token)
    taken = order(home, {rice: 1}, actor=told.keeper, key="counter-1", channel=OrderChannel.COUNTER)
    hand = picture_of(upload(saved(scene(5, (600, 240)))))
    hand_over(taken, card.token, actor=told.keeper, signed=Signed.DRAWN, signature=hand)
    taken.refresh_from_db()
    assert taken.state == OrderState.HANDED
    assert [one.line.amount for one in statement_of(homes[0]).lines] == [-5, 2, 3]
    assert statement_of(homes[0]).balance.available == 0
    assert shop_statement_of(told.village, MAY).agrees
    assert verify().faults == []
