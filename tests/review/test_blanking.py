"""Words taken back: the reason of a correction and the answer to an objection."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import MakeUser

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.publish.models import Posting
from wugong.publish.postings import take_down
from wugong.publish.refusals import TakenBack
from wugong.review.blanking import GONE, blank_answer, blank_reason
from wugong.review.bulletins import approve_correction_and_post, post_bulletin
from wugong.review.corrections import prepare_correction
from wugong.review.models import Correction, Objection, Run
from wugong.review.objections import keep_figure, raise_objection
from wugong.review.queries import posting_of
from wugong.review.scores import Sheet

NAME = "周小满"
SignIn = Callable[[User], Client]


@pytest.fixture
def objection(public_quarter: Run, villages: list[Place], make_user: MakeUser) -> Objection:
    neighbour = make_user("neighbour", "周邻", RoleKind.RESIDENT, villages[0])
    return raise_objection(public_quarter, villages[0], "七月少算了", actor=neighbour)


@pytest.fixture
def correction(
    public_quarter: Run, objection: Objection, town: Place, town_officer: User, town_approver: User
) -> Correction:
    """A public correction for an objection, whose reason names a villager."""
    post_bulletin(public_quarter, actor=town_approver)
    sheets = [Sheet("990101101301", Period.parse("2026-07"), "cross", 9900, seen=1)]
    one = prepare_correction(
        town, sheets, actor=town_officer, reason=f"{NAME}家门口记错", objection=objection
    )
    approve_correction_and_post(one, actor=town_approver)
    return one


def newest(run: Run) -> Run:
    return Run.objects.approved().select_related("town", "correction").get(period=run.period)


def test_only_an_approver_takes_words_back(correction: Correction, town_officer: User) -> None:
    with pytest.raises(NotAllowed):
        blank_reason(correction, actor=town_officer)
    with pytest.raises(NotAllowed):
        blank_answer(Objection.objects.get(), actor=town_officer)


def test_reason_is_gone_wherever_it_was(correction: Correction, town_approver: User) -> None:
    blank_reason(correction, actor=town_approver)
    one, objection = Correction.objects.get(), Objection.objects.get()
    assert (one.reason, one.blanked) == (GONE, True)
    assert (objection.answer, objection.blanked) == (GONE, True)
    assert [posting.reason for posting in Posting.objects.exclude(reason="")] == [GONE]
    assert NAME not in str(Record.objects.get(act="review.reason_blanked"))


def test_reason_is_taken_back_once(correction: Correction, town_approver: User) -> None:
    blank_reason(correction, actor=town_approver)
    blank_reason(correction, actor=town_approver)
    assert Record.objects.filter(act="review.reason_blanked").count() == 1


def test_same_words_are_not_posted_again(
    correction: Correction, public_quarter: Run, town_approver: User
) -> None:
    run = newest(public_quarter)
    take_down(posting_of(run), actor=town_approver, reason="personal-data")  # type: ignore[arg-type] # it hangs
    with pytest.raises(TakenBack):
        post_bulletin(run, actor=town_approver)
    blank_reason(correction, actor=town_approver)
    again = post_bulletin(run, actor=town_approver)
    assert again.bulletin.version_line == f"第 2 版，更正第 1 版：{GONE}"


def test_answer_that_is_not_there_is_not_taken_back(objection: Objection, town_approver: User) -> None:
    assert blank_answer(objection, actor=town_approver).blanked is False


def test_answer_is_gone(objection: Objection, town_officer: User, town_approver: User) -> None:
    keep_figure(objection, f"{NAME}家没有扣错", actor=town_officer)
    blank_answer(objection, actor=town_approver)
    one = Objection.objects.get()
    assert (one.answer, one.blanked) == (GONE, True)
    assert Record.objects.filter(act="review.answer_blanked").count() == 1


def test_approver_is_offered_to_take_the_reason_back(
    correction: Correction, town_officer: User, town_approver: User, as_user: SignIn
) -> None:
    address = f"/desk/990101101/corrections/{correction.pk}/"
    assert "删去原因" not in as_user(town_officer).get(address).content.decode()
    client = as_user(town_approver)
    assert "删去原因" in client.get(address).content.decode()
    page = client.post(address, {"do": "blank"}, follow=True).content.decode()
    assert "原因已删去" in page
    assert NAME not in page


def test_approver_is_offered_to_take_the_answer_back(
    objection: Objection, town_officer: User, town_approver: User, as_user: SignIn
) -> None:
    address = f"/desk/990101101/objections/{objection.pk}/"
    client = as_user(town_approver)
    assert "删去答复" not in client.get(address).content.decode()
    keep_figure(objection, f"{NAME}家没有扣错", actor=town_officer)
    assert "删去答复" in client.get(address).content.decode()
    page = client.post(address, {"do": "blank"}, follow=True).content.decode()
    assert "答复已删去" in page
    assert NAME not in page


def test_answers_are_not_told_while_the_posting_is_taken_back(
    objection: Objection,
    public_quarter: Run,
    town_officer: User,
    town_approver: User,
    client: Client,
) -> None:
    posting = post_bulletin(public_quarter, actor=town_approver)
    keep_figure(objection, f"{NAME}家没有扣错", actor=town_officer)
    address = "/990101101301/2026-Q3/object/"
    assert NAME in client.get(address).content.decode()
    take_down(posting, actor=town_approver, reason="personal-data")
    assert NAME not in client.get(address).content.decode()
