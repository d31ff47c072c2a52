"""What was drawn for a person: the villages that she, or the team of her village, inspects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.access.verdicts import roles_of, roles_of_visitor
from wugong.accounts.models import User
from wugong.base.periods import Level, Period
from wugong.places.codes import Level as PlaceLevel
from wugong.places.models import Place
from wugong.review.belonging import assesses_in
from wugong.review.models import Assignment, Round, Score
from wugong.review.queries import inputs_of
from wugong.rules.scheme import Input


@dataclass(frozen=True)
class Task:
    """A village that was drawn for me, and its score if it has one."""

    village: Place
    team: Place | None
    score: Score | None


@dataclass(frozen=True)
class Tasks:
    """A round with what was drawn for me in it."""

    round: Round
    input: Input
    tasks: Sequence[Task]

    @property
    def month(self) -> Period:
        return self.round.span

    @property
    def first(self) -> date:
        return self.input.window_in(self.month)[0]

    @property
    def last(self) -> date:
        return self.input.window_in(self.month)[1]

    @property
    def open(self) -> int:
        return sum(1 for task in self.tasks if task.score is None)


def teams_of(roles: Iterable[Role]) -> list[str]:
    """Return the codes of the villages for whose teams whoever holds these roles works."""
    return [
        role.place.code
        for role in roles
        if role.place and role.place.level is PlaceLevel.VILLAGE and role.enables(Ability.WORK_VILLAGE_DESK)
    ]


def drawn_for(user: User) -> list[Tasks]:
    """Return what was drawn for the person, this month and last, the newest first.

    What was drawn for her as an assessor is left out once she is none in the town.
    """
    now = Period.of(timezone.localdate(), Level.MONTH)
    months = [str(now), str(now.plus(-1))]
    roles = roles_of(user)
    mine = Assignment.objects.standing().filter(Q(assessor=user) | Q(team__code__in=teams_of(roles)))
    drawn = mine.filter(round__month__in=months).select_related("round__town", "village", "team")
    rows = [
        row
        for row in drawn.order_by("-round__month", "round__input", "village__code")
        if row.team or assesses_in(roles, row.round.town.code)
    ]
    scores = Score.objects.current().filter(village__in={row.village_id for row in rows}, month__in=months)
    known = {(score.village_id, score.month, score.input): score for score in scores}
    found = []
    for held in dict.fromkeys(row.round for row in rows):
        fact = inputs_of(held.town, held.span).get(held.input)
        tasks = [
            Task(row.village, row.team, known.get((row.village_id, held.month, held.input)))
            for row in rows
            if row.round == held
        ]
        found += [Tasks(held, fact, tasks)] if fact else []
    return found


def inspects(request: HttpRequest) -> bool:
    """Say whether the visitor holds a role for which something may be drawn."""
    return any(
        role.enables(Ability.SCORE) or role.enables(Ability.WORK_VILLAGE_DESK)
        for role in roles_of_visitor(request)
    )
