"""Builds the demonstration county act by act; what is there already is left as it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from wugong.access.actions import grant_role
from wugong.access.models import Role
from wugong.accounts.actions import create_user
from wugong.accounts.models import User
from wugong.base.periods import Level, Period, span, touching
from wugong.counties.actions import found_county
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.demo import county as demo
from wugong.demo.county import stem
from wugong.demo.hands import Hands
from wugong.demo.homes import Homes
from wugong.demo.matters_village import MattersLife
from wugong.demo.outlines import write_outlines
from wugong.demo.plans_town import PlansLife
from wugong.demo.points import sheets_of
from wugong.demo.points_village import PointsLife
from wugong.demo.shop_village import ShopLife
from wugong.demo.villages import VillageLife
from wugong.notices.inbox import read_all
from wugong.places.actions import register_place
from wugong.places.models import Place
from wugong.review.bulletins import approve_and_post
from wugong.review.models import AdoptedScheme, AdoptedSheet, Correction, Holder, Post, Round, Run, Score
from wugong.review.queries import scheme_of
from wugong.review.registers import post_cadre, register_holder
from wugong.review.rounds import check_round
from wugong.review.runs import approve_run, prepare_run
from wugong.review.schemes import adopt_scheme, adopt_sheet
from wugong.review.scores import enter_scores
from wugong.review.states import CorrectionState, RoundState, RunState
from wugong.rules.library import scheme_text
from wugong.rules.score_sheets import sheet_text

Say = Callable[[str], None]
EVERY = 7  # runs between two lines of progress


@dataclass
class Builder:
    """Knows what the county has by now, so that every step can be done again without doubling."""

    county: County
    say: Say
    seed: int
    places: dict[str, Place] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def build(self) -> None:
        """The county has all that `county.py` says."""
        self.build_places()
        self.build_people()
        self.adopt()
        for town in demo.TOWNS:
            self.enter(town)
            self.check(town)
        self.register()
        for town in demo.TOWNS:
            self.publish(town)
        hands = Hands(self.places, self.users, self.seed)
        for town in demo.TOWNS:
            hands.work(town)
        hands.object()
        Homes(self.places, self.users, self.seed).settle(self.say)
        VillageLife(self.places, self.users).live()
        PointsLife(self.places, self.users).live(self.say)
        ShopLife(self.places, self.users).live(self.say)
        MattersLife(self.places, self.users).live(self.say)
        PlansLife(self.places, self.users).live(self.say)
        write_outlines(Path(settings.OUTLINES))

    def build_places(self) -> None:
        """The county, its towns and their villages are registered."""
        self.places = {place.code: place for place in Place.objects.all()}
        wanted = {demo.CODE: demo.NAME}
        for town in demo.TOWNS:
            wanted |= {town.code: town.name, **town.village_names}
        villages = len(wanted) - len(demo.TOWNS) - 1
        for village in demo.HOMES:
            wanted |= demo.groups_of(village)
        for code in sorted(wanted.keys() - self.places.keys()):
            self.places[code] = register_place(code, wanted[code], actor=SYSTEM, since=demo.SINCE)
        self.say(f"{demo.NAME}：{len(demo.TOWNS)} 个乡镇，{villages} 个村")

    def build_people(self) -> None:
        """Everyone of the list can sign in and has the role."""
        self.users = {user.login_name: user for user in User.objects.of_county(self.county)}
        for person in demo.PEOPLE:
            with transaction.atomic():
                self.users[person.login_name] = self.person(person)
        self.say(f"{len(demo.PEOPLE)} 个账号")

    def person(self, person: demo.Person) -> User:
        """Return the account of one of the list; a role that was ended since stays ended."""
        name, kind = person.login_name, person.kind
        user = self.users.get(name) or create_user(
            name, person.name, actor=SYSTEM, county=self.county, password=demo.PASSWORD
        )
        if not Role.objects.of(user).filter(kind=kind).exists():
            place = self.places[person.place] if person.place else None
            grant_role(user, kind, actor=SYSTEM, at=place, since=demo.SINCE)
        return user

    def adopt(self) -> None:
        """The county appraises its towns by the bundled scheme."""
        if not AdoptedScheme.objects.exists():
            text = scheme_text("town-environment")
            actor = self.users["rule-keeper"]
            adopt_scheme(self.places[demo.CODE], text, actor=actor, since=demo.SINCE)
        if not AdoptedSheet.objects.exists():
            text = sheet_text("village-environment")
            actor = self.users["rule-keeper"]
            adopt_sheet(self.places[demo.CODE], text, actor=actor, since=demo.SINCE)

    def enter(self, town: demo.Town) -> None:
        """The town has its scores, as its officer entered them."""
        if not Score.objects.filter(village__code__startswith=town.code).exists():
            rows = list(sheets_of(town, self.seed))
            entered = enter_scores(self.places[town.code], rows, actor=self.officer(town))
            self.as_of_then(town)
            self.say(f"{town.name}：录入评分 {entered.count} 项")

    def as_of_then(self, town: demo.Town) -> None:
        """The scores of each round came in on the last of its days, as in a town that has long worked so."""
        scheme = scheme_of(AdoptedScheme.objects.earliest("since"))
        for month in span(demo.FIRST, demo.LAST):
            for name, fact in scheme.inputs.items():
                evening = timezone.make_aware(datetime.combine(fact.window_in(month)[1], time(18)))
                scores = Score.objects.filter(month=str(month), input=name)
                scores.filter(village__code__startswith=town.code).update(entered_at=evening)

    def check(self, town: demo.Town) -> None:
        """A second person has looked at every round of the months that are over."""
        rounds = Round.objects.filter(town=self.places[town.code], state=RoundState.ENTERING)
        for one in rounds.filter(month__lte=str(demo.LAST)):
            checker = self.users[f"{stem(town)}-approver"]
            check_round(one.town, one.span, one.input, actor=checker, without=demo.WITHOUT)

    def register(self) -> None:
        """Award holders and posted cadres stand in the registers."""
        for code, level, since in demo.HOLDERS:
            if not Holder.objects.filter(village=self.places[code]).exists():
                register_holder(self.places[code], level, actor=self.officer(self.town_of(code)), since=since)
        for code, role, name_code in demo.POSTS:
            if not Post.objects.filter(village=self.places[code], name_code=name_code).exists():
                officer = self.officer(self.town_of(code))
                post_cadre(self.places[code], role, name_code, actor=officer, since=demo.SINCE)

    def publish(self, town: demo.Town) -> None:
        """Every period of the town that is over has been computed by one and approved by another."""
        place = self.places[town.code]
        if Correction.objects.filter(town=place, state=CorrectionState.PREPARED).exists():
            return  # a visitor is about to correct what is public
        runs = {run.period: run for run in Run.objects.of(place).standing()}
        missing = [period for period in periods() if self.unfinished(town, period, runs.get(str(period)))]
        for number, period in enumerate(missing, 1):
            with transaction.atomic():
                self.finish(town, period, runs.get(str(period)))
            if number % EVERY == 0 or number == len(missing):
                self.say(f"{town.name}：算出考核 {number}/{len(missing)}")
        if missing and town.code != demo.WAITING[0]:
            for user in self.users.values():  # what was published long ago is no news
                read_all(actor=user)

    def unfinished(self, town: demo.Town, period: Period, run: Run | None) -> bool:
        """Say whether something is left to do for this period; what a visitor computed is the visitor's."""
        if run is None:
            return True
        ours = run.state == RunState.PREPARED and run.prepared_by_id == self.officer(town).pk
        return ours and (town.code, period) != demo.WAITING

    def finish(self, town: demo.Town, period: Period, run: Run | None) -> None:
        """The period is public, or waits for approval if it is the one that shall."""
        run = run or prepare_run(self.places[town.code], period, actor=self.officer(town))
        approver = self.users[f"{stem(town)}-approver"]
        if (town.code, period) == demo.WAITING:
            return
        if period in demo.POSTED:
            approve_and_post(run, actor=approver)
        else:
            approve_run(run, actor=approver)

    def officer(self, town: demo.Town) -> User:
        """Return the officer who prepares for this town."""
        return self.users[f"{stem(town)}-officer"]

    @staticmethod
    def town_of(code: str) -> demo.Town:
        """Return the town in which a village lies."""
        return next(town for town in demo.TOWNS if code.startswith(town.code))


def load(say: Say, seed: int) -> None:
    """The demonstration county is there, whole, however often this is called."""
    county = County.objects.filter(code=demo.CODE).first()
    if county is None:
        county = found_county(demo.CODE, demo.NAME, actor=SYSTEM)
    with standing_in(county):
        Builder(county, say, seed).build()


def periods() -> Iterator[Period]:
    """Yield the months, quarters, first half-years and years that are over, in the order they ended."""
    months = list(span(demo.FIRST, demo.LAST))
    every = [period for level in Level for period in touching(months, level)]
    today = timezone.localdate()
    for period in sorted(every, key=lambda one: (one.last_day, one.level)):
        if period.last_day < today and not (period.level is Level.HALF_YEAR and period.number == 2):
            yield period
