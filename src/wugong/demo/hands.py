"""What lies in the hands of the demonstration's people today: a month's rounds, populations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from django.utils import timezone

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.demo import county as demo
from wugong.demo.county import stem
from wugong.places.models import Place
from wugong.review.filling import fill_sheet
from wugong.review.models import Assignment, Objection, Population, Run, Score
from wugong.review.objections import raise_objection
from wugong.review.permissions import can_object
from wugong.review.queries import adopted_sheet, sheet_of, villages_of
from wugong.review.registers import record_populations
from wugong.review.round_plans import seed_of
from wugong.review.rounds import assign_round, draw_plan

MONTH: Period = demo.LAST.plus(1)
COVERT_DAY = date(MONTH.year, MONTH.number, 12)
BEGUN = 5  # villages of the covert round that were looked at
YEAR_BEGIN = date(MONTH.year, 1, 1)
SOURCE = "镇派出所年初户籍人口"


@dataclass(frozen=True)
class Hands:
    """Does the month's work as far as it has come."""

    places: Mapping[str, Place]
    users: Mapping[str, User]
    seed: int

    def work(self, town: demo.Town) -> None:
        """The town has its populations, its cross round is drawn, its covert round has begun."""
        place, officer = self.places[town.code], self.users[f"{stem(town)}-officer"]
        villages = villages_of(place, MONTH.last_day)
        if not Population.objects.filter(village__in=villages).exists():
            people = {one: Random(f"{self.seed} {one.code}").randint(780, 3260) for one in villages}  # noqa: S311 -- play data
            record_populations(place, people, actor=officer, since=YEAR_BEGIN, source=SOURCE)
        if not Assignment.objects.filter(round__town=place, round__month=str(MONTH)).exists():
            seed = seed_of(place, MONTH, "cross", 1)
            plan = draw_plan(villages, villages, seed)
            assign_round(place, MONTH, "cross", plan, actor=officer, seed=seed)
        if timezone.localdate() >= COVERT_DAY:
            for village in villages[:BEGUN]:
                self.inspect(place, village, officer)

    def object(self) -> None:
        """A villager has objected to her village's quarter, where that can still be done."""
        code, period, words = demo.OBJECTION
        run = Run.objects.approved().filter(town__code=code[:9], period=str(period)).first()
        villager = self.users["resident"]
        if run and not Objection.objects.exists() and can_object(villager, run, self.places[code]):
            raise_objection(run, self.places[code], words, actor=villager)

    def inspect(self, town: Place, village: Place, officer: User) -> None:
        """The village was looked at in secret this month, and its sheet is filled."""
        cell = {"village": village, "month": str(MONTH), "input": "covert"}
        adopted = adopted_sheet(town, COVERT_DAY)
        version = sheet_of(adopted).version_on(COVERT_DAY) if adopted else None
        if version is None or Score.objects.filter(**cell).exists():
            return
        dice = Random(f"{self.seed} {village.code} {MONTH}")  # noqa: S311 -- play data
        found = {key: dice.randint(1, 3) for key in sorted(version.spots) if dice.random() < 0.25}
        fill_sheet(town, village, MONTH, "covert", actor=officer, day=COVERT_DAY, counts=found)
