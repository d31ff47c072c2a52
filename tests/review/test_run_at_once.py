"""Two people press a button of one run at the same moment: the later one waits, and reads how it stands."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.appraised import sheets
from tests.review.test_acts_at_once import meanwhile

from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.models import County
from wugong.places.models import Place
from wugong.publish.models import Posting
from wugong.review.bulletins import approve_and_post
from wugong.review.models import Run
from wugong.review.runs import prepare_run
from wugong.review.scores import enter_scores
from wugong.review.states import RunState

Q3 = Period.parse("2026-Q3")
PAGE = "/desk/990101101/runs/2026-Q3/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def prepared(quarter: None, town: Place, town_officer: User) -> Run:
    return prepare_run(town, Q3, actor=town_officer)


@pytest.fixture
def pressing(
    make_user: Callable[..., User], town: Place, settings: object, prepared: Run
) -> Callable[[], tuple[int, str]]:
    """Return what a second approver does: she presses the button and reads what comes of it."""
    settings.SECOND_FACTOR = False  # type: ignore[attr-defined]  # the settings of the test
    browser = Client()
    browser.force_login(make_user("second-approver", "赵批", RoleKind.TOWN_APPROVER, town))

    def press() -> tuple[int, str]:
        answer = browser.post(f"{PAGE}approve/", {"run": str(prepared.pk), "days": "15"})
        return answer.status_code, answer.content.decode()

    return press


def test_an_approval_that_waits_for_another_one_reads_that_it_is_public(
    county: County, town_approver: User, prepared: Run, pressing: Callable[[], tuple[int, str]]
) -> None:
    with meanwhile(county, pressing) as came:
        approve_and_post(prepared, actor=town_approver)
    status, page = came[0]  # type: ignore[misc]  # a pair, where nothing was refused
    assert status in {403, 409}
    assert "现在是“已批准公布”" in page
    assert Posting.objects.count() == 1
    prepared.refresh_from_db()
    assert prepared.approved_by == town_approver


def test_an_approval_that_waits_for_a_changed_score_reads_that_it_is_set_aside(
    county: County, town: Place, town_officer: User, prepared: Run, pressing: Callable[[], tuple[int, str]]
) -> None:
    with meanwhile(county, pressing) as came:
        enter_scores(town, sheets("990101101301", "2026-09", 50, 50), actor=town_officer)
    status, page = came[0]  # type: ignore[misc]  # a pair, where nothing was refused
    assert status in {403, 409}
    assert "现在是“已作废，须重算”" in page
    assert not Posting.objects.exists()
    prepared.refresh_from_db()
    assert prepared.state == RunState.REPLACED


def test_an_approval_that_waits_for_a_new_computation_does_not_approve_the_new_one(
    county: County, town: Place, town_officer: User, prepared: Run, pressing: Callable[[], tuple[int, str]]
) -> None:
    with meanwhile(county, pressing) as came:
        again = prepare_run(town, Q3, actor=town_officer)
    status, page = came[0]  # type: ignore[misc]  # a pair, where nothing was refused
    assert status in {403, 409}
    assert "现在是“已作废，须重算”" in page
    again.refresh_from_db()
    assert again.state == RunState.PREPARED
