"""Two acts on one town at the same moment: the later one waits, and nothing public rests on what is gone."""

from datetime import date

import pytest
from tests.appraised import Enter, check_rounds, sheets
from tests.meanwhile import meanwhile

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.models import County
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import Figure, Run
from wugong.review.registers import post_cadre, register_holder
from wugong.review.runs import approve_run, prepare_run
from wugong.review.schemes import adopt_scheme
from wugong.review.scores import Entered, enter_scores
from wugong.review.standing import set_aside
from wugong.review.states import RunState
from wugong.rules.library import scheme_text

JULY = Period.parse("2026-07")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def july(enter: Enter) -> None:
    enter("2026-07", 95, 90, 85, 80, 75, 70)


@pytest.fixture
def prepared(july: None, town: Place, town_officer: User) -> Run:
    return prepare_run(town, JULY, actor=town_officer)


@pytest.mark.usefixtures("july")
def test_computing_waits_for_scores_being_entered(
    county: County, town: Place, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    with meanwhile(county, lambda: prepare_run(town, JULY, actor=town_officer)) as came:
        enter_scores(town, sheets(villages[0].code, "2026-07", 50, 50), actor=town_officer)
        check_rounds(town, town_approver)
    assert isinstance(came[0], Run)
    assert Figure.objects.get(run=came[0], village=villages[0]).hundredths == 5000


@pytest.mark.usefixtures("july")
def test_scores_wait_for_a_computation_and_set_it_aside(
    county: County, town: Place, villages: list[Place], town_officer: User
) -> None:
    rows = sheets(villages[0].code, "2026-07", 50, 50)
    with meanwhile(county, lambda: enter_scores(town, rows, actor=town_officer)) as came:
        run = prepare_run(town, JULY, actor=town_officer)
    run.refresh_from_db()
    assert (came, run.state) == ([Entered(0, 2, 0)], RunState.REPLACED)


def test_scores_that_wait_for_an_approval_are_refused(
    county: County, town: Place, villages: list[Place], prepared: Run, town_officer: User, town_approver: User
) -> None:
    rows = sheets(villages[0].code, "2026-07", 50, 50)
    with meanwhile(county, lambda: enter_scores(town, rows, actor=town_officer)) as came:
        approve_run(prepared, actor=town_approver)
    assert isinstance(came[0], refusals.AlreadyApproved)


def test_approval_that_waits_for_scores_is_refused(
    county: County, town: Place, villages: list[Place], prepared: Run, town_officer: User, town_approver: User
) -> None:
    with meanwhile(county, lambda: approve_run(prepared, actor=town_approver)) as came:
        enter_scores(town, sheets(villages[0].code, "2026-07", 50, 50), actor=town_officer)
    assert isinstance(came[0], NotAllowed)
    assert not Run.objects.approved().exists()


def test_approval_that_waits_for_a_new_computation_is_refused(
    county: County, town: Place, prepared: Run, town_officer: User, town_approver: User
) -> None:
    with meanwhile(county, lambda: approve_run(prepared, actor=town_approver)) as came:
        prepare_run(town, JULY, actor=town_officer)
    assert isinstance(came[0], NotAllowed)


def test_computation_that_waits_for_an_approval_is_refused(
    county: County, town: Place, prepared: Run, town_officer: User, town_approver: User
) -> None:
    with meanwhile(county, lambda: prepare_run(town, JULY, actor=town_officer)) as came:
        approve_run(prepared, actor=town_approver)
    assert isinstance(came[0], refusals.AlreadyApproved)
    assert Run.objects.get().state == RunState.APPROVED


def test_scheme_that_waits_for_an_approval_is_refused(
    county: County, county_place: Place, prepared: Run, town_approver: User, rule_keeper: User
) -> None:
    text, since = scheme_text("town-environment"), date(2026, 7, 1)

    def adopting() -> object:
        return adopt_scheme(county_place, text, actor=rule_keeper, since=since)

    with meanwhile(county, adopting) as came:
        approve_run(prepared, actor=town_approver)
    assert isinstance(came[0], refusals.UnfitScheme)


@pytest.mark.parametrize("register", ["holders", "posts"])
def test_approval_that_waits_for_a_register_is_refused(
    register: str,
    county: County,
    villages: list[Place],
    prepared: Run,
    town_officer: User,
    town_approver: User,
) -> None:
    with meanwhile(county, lambda: approve_run(prepared, actor=town_approver)) as came:
        if register == "holders":
            register_holder(villages[0], "county", actor=town_officer, since=JULY.first_day)
        else:
            post_cadre(villages[0], "post-cadre", "B-07", actor=town_officer, since=JULY.first_day)
    assert isinstance(came[0], NotAllowed)


def test_run_approved_since_it_was_read_is_not_set_aside(
    town: Place, prepared: Run, town_officer: User, town_approver: User
) -> None:
    read = Run.objects.of(town).prepared()
    assert len(read) == 1  # read now, and used as it was then
    approve_run(prepared, actor=town_approver)
    with pytest.raises(refusals.AlreadyApproved):
        set_aside(read, town, actor=town_officer)
    prepared.refresh_from_db()
    assert prepared.state == RunState.APPROVED
