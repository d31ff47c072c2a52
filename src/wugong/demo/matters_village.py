"""What a village reports and a town asks for: matters in every state and light, told by public acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.demo import county as demo
from wugong.demo.points_clock import ago, as_of
from wugong.demo.points_pictures import whole
from wugong.matters.assigning import assign, give_hand
from wugong.matters.clocks import extend, pause
from wugong.matters.merging import merge
from wugong.matters.models import Matter
from wugong.matters.moving import move
from wugong.matters.notes import note
from wugong.matters.openings import Wish, open_matter
from wugong.matters.routing import route
from wugong.matters.states import Channel, Shown
from wugong.places.models import Place
from wugong.registry.bodies import found_body
from wugong.registry.models import Body

KEYS: Final = UUID("6f1d7a52-6c0f-4d7e-9a3b-5d2f0c1e8b47")  # so that what is loaded again is there already
LAMP: Final = (Decimal("27.512300"), Decimal("111.482100"))
# (title, days ago, group or 0, category, grade, what became of it)
REPORTS: Final = (
    ("一组路口路灯不亮", 34, 1, "03", "simple", "solved"),
    ("水渠被石头堵住", 21, 2, "08", "general", "reopened"),
    ("垃圾桶三天没清", 16, 1, "01", "simple", "silent"),
    ("晒谷坪护栏松了", 12, 1, "04", "safety", "solved"),
    ("学校旁边电线垂下来", 1, 2, "04", "safety", "late"),
    ("机耕路塌了一段", 9, 2, "02", "complex", "routed"),
    ("变压器半夜响得厉害", 8, 1, "03", "general", "given up"),
    ("村口广告牌歪了", 6, 1, "04", "simple", "late"),
    ("公厕没有水", 6, 2, "03", "general", "paused"),
    ("河边有人倒建筑垃圾", 3, 2, "01", "general", "accepted"),
    ("文化广场音响晚上太吵", 2, 1, "06", "simple", "accepted"),
    ("路灯白天也亮着", 1, 2, "03", "simple", "new"),
    ("健身器材坏了一个", 0, 1, "02", "simple", "new"),
    ("要求换村医", 10, 1, "12", "simple", "refused"),
)
TASKS: Final = (  # (title, opened days ago, due in days, state)
    ("完成全村户厕摸底", 40, -6, "running"),
    ("清理主干道两侧乱堆乱放", 30, 4, "running"),
    ("建好三处垃圾分类点", 25, 60, "running"),
    ("补齐积分超市货架标签", 20, -2, "closed"),
    ("修缮村史馆屋面", 3, 90, "drafted"),
)
ITEMS: Final = (  # what an inspection found: (title, days ago, grade, state)
    ("集镇入口有积存垃圾", 14, "general", "closed"),
    ("养殖户粪污外流", 4, "complex", "fixing"),
    ("危墙没有设警示", 3, "urgent", "issued"),
)


@dataclass
class MattersLife:
    """Opens what has not been opened and lets a village and its town deal with it."""

    places: Mapping[str, Place]
    users: Mapping[str, User]
    made: dict[str, Matter] = field(default_factory=dict)

    @property
    def village(self) -> Place:
        return self.places[demo.FENGLIN]

    def live(self, say: Callable[[str], None]) -> None:
        """Matters stand in every state, all at once or not at all."""
        if Matter.objects.exists():
            return
        with transaction.atomic():
            unit = self.unit()
            for number, (title, days, group, category, grade, fate) in enumerate(REPORTS):
                matter = self.report(title, days, group, category, photos=[whole(40 + number)] * (number < 3))
                self.deal(matter, days, grade, fate)
            self.twice()
            for title, days, until, state in TASKS:
                self.task(title, days, until, state, unit)
            for title, days, grade, state in ITEMS:
                self.item(title, days, grade, state)
            self.quarrel()
        say(f"{demo.NAME}：{Matter.objects.count()} 件事项")

    def unit(self) -> Body:
        """The town has an office to which matters are given, with an account that works for it."""
        officer = self.users["yuntang-officer"]
        with as_of(ago(60)):
            town = self.places[self.village.code[:9]]
            unit = found_body(town, "环境整治办公室", actor=SYSTEM, kind="office", since=ago(60))
            give_hand(unit, self.users["yuntang-approver"], actor=officer)
        return unit

    def open(self, register: str, title: str, day: date, place: Place, user: str, **facts: Any) -> Matter:
        """The matter is opened that morning by this account."""
        key = uuid5(KEYS, f"{register} {title} {facts.get('channel', '')}")
        with as_of(day, hour=9):
            wish = Wish(register, place, title, key, **({"channel": Channel.DESK} | facts))
            self.made[title] = open_matter(wish, actor=self.users[user]).matter
        return self.made[title]

    def report(self, title: str, days: int, group: int, category: str, **facts: Any) -> Matter:
        """A resident reported it, some without their name and some through the cadre."""
        place = self.places[f"{self.village.code}{group:02d}"]
        step = Decimal(len(self.made)) / 900
        given = {
            "category": category,
            "point": (LAMP[0] + step, LAMP[1] - step),
            "channel": Channel.PHONE,
            "shown": Shown.ANONYMOUS if days % 4 == 0 else Shown.MASKED,
        }
        user = "cadre" if days % 5 == 0 else "resident"
        channel = Channel.DESK if user == "cadre" else Channel.PHONE
        return self.open(
            "resident-report", title, ago(days), place, user, **(given | {"channel": channel} | facts)
        )

    def move(
        self, matter: Matter, code: str, days: int, user: str = "cadre", hour: int = 11, **facts: Any
    ) -> None:
        """This account moved it at that hour of that day."""
        with as_of(ago(max(days, 0)), hour=hour if days > 0 else 9):
            move(matter, code, actor=self.users[user], **facts)

    def deal(self, matter: Matter, days: int, grade: str, fate: str) -> None:
        """What became of a report."""
        if fate == "new":
            return
        if fate == "refused":
            self.move(matter, "refuse", days, reason="村医由县里统一安排，请向卫生院反映")
            return
        self.move(matter, "accept", days, facts={"grade": grade})
        WHAT.get(fate, MattersLife.leave)(self, matter, days)

    def leave(self, matter: Matter, days: int) -> None:
        """Nothing more was done."""

    def solve(self, matter: Matter, days: int) -> None:
        """It was done, and who asked said so."""
        self.finish(matter, days)
        self.move(matter, "confirm", days - 4, "resident")

    def finish(self, matter: Matter, days: int) -> None:
        """It was done; nobody has said anything yet."""
        self.move(matter, "finish", days - 2 if days > 2 else days, hour=15, answer="已经处理好，请看看")

    def reopen(self, matter: Matter, days: int) -> None:
        """It was done, and was not solved."""
        self.finish(matter, days)
        self.move(matter, "reopen", days - 5, "resident", reason="水还是过不去")

    def send_up(self, matter: Matter, days: int) -> None:
        """The village could not do it alone; the town put the end off once."""
        officer, town = self.users["yuntang-officer"], self.places[self.village.code[:9]]
        with as_of(ago(days - 1)):
            route(matter, town, actor=self.users["cadre"], reason="要用挖机，村里没有")
        with as_of(ago(days - 3)):
            note(matter, "已看现场，下周进场", actor=officer, public=True)
            extend(matter, "handle", actor=self.users["county-officer"], reason="等汛期过后施工")

    def give_up(self, matter: Matter, days: int) -> None:
        """It cannot be done here, and that is said."""
        self.move(matter, "give-up", days - 3, reason="变压器归供电公司管，已经报给他们")

    def wait(self, matter: Matter, days: int) -> None:
        """The clock stands still for a reason."""
        with as_of(ago(days - 1)):
            pause(matter, "等天气", actor=self.users["cadre"], detail="水管要等雨停再挖")

    def twice(self) -> None:
        """Two reported the same, and it goes on as one."""
        place = self.places[f"{self.village.code}02"]
        paper = {"category": "03", "channel": Channel.PAPER}
        again = self.open("resident-report", "路灯白天亮着不关", ago(1), place, "cadre", **paper)
        with as_of(ago(0), hour=8):
            merge(again, self.made["路灯白天也亮着"], actor=self.users["cadre"])

    def task(self, title: str, days: int, until: int, state: str, unit: Body) -> None:
        """The town asks for it by a day; who answers is named."""
        due = ago(0) + timedelta(days=until)
        matter = self.open("task", title, ago(days), self.village, "yuntang-officer", due=due)
        if state == "drafted":
            return
        with as_of(ago(days - 1)):
            officer, handler = self.users["yuntang-officer"], self.users["second-cadre"]
            assign(matter, actor=officer, lead_unit=unit, leader="丁镇长", handler=handler)
            move(matter, "start", actor=officer)
        if state == "closed":
            self.move(matter, "report", 6, "second-cadre", answer="标签都补齐了")
            self.move(matter, "close", 4, "yuntang-approver")

    def item(self, title: str, days: int, grade: str, state: str) -> None:
        """An inspection of the town found it; the village puts it right, another looks again."""
        facts = {"grade": grade, "found-on": ago(days).isoformat()}
        matter = self.open(
            "rectification", title, ago(days), self.village, "yuntang-officer", facts=facts, category="01"
        )
        if state == "issued":
            return
        self.move(matter, "take", days - 1)
        if state == "closed":
            self.move(matter, "fix", days - 3, answer="清走两车垃圾", before=[whole(61)], photos=[whole(62)])
            self.move(matter, "close", days - 4, "yuntang-officer")

    def quarrel(self) -> None:
        """Two neighbours quarrel about a boundary; only who deals with it reads of it."""
        facts = {"kind": "land", "parties": "两户相邻，地界不清", "willing": "yes", "way": "applied"}
        place = self.places[f"{self.village.code}01"]
        matter = self.open("dispute", "两户地界争议", ago(4), place, "grid-keeper", facts=facts)
        self.move(matter, "accept", 3, "grid-keeper")


WHAT: Final[Mapping[str, Callable[[MattersLife, Matter, int], None]]] = {
    "solved": MattersLife.solve,
    "silent": MattersLife.finish,
    "reopened": MattersLife.reopen,
    "routed": MattersLife.send_up,
    "given up": MattersLife.give_up,
    "paused": MattersLife.wait,
}
