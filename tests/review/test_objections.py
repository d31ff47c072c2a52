"""Objections: who may raise one until when, who answers it once, and who is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.appraised import sheets
from tests.cast import LONG_AGO, MakeUser
from tests.review.test_acts_at_once import meanwhile

from wugong.access.actions import grant_role
from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.notices.models import Notice
from wugong.places.models import Place
from wugong.publish.notice_periods import APPRAISAL_BULLETIN, answer_days, notice_days
from wugong.publish.refusals import Personal
from wugong.review import refusals
from wugong.review.bulletins import post_bulletin
from wugong.review.corrections import approve_correction, prepare_correction
from wugong.review.models import Objection, Run
from wugong.review.objections import keep_figure, raise_objection
from wugong.review.queries import objections_until
from wugong.review.runs import prepare_run
from wugong.review.states import ObjectionState

Member = Callable[..., User]


@pytest.fixture
def member(make_user: MakeUser, villages: list[Place]) -> Member:
    """Return a maker of people of a village: the first one, if no other is given."""

    def make(kind: RoleKind = RoleKind.RESIDENT, village: int = 0, name: str = "周邻") -> User:
        return make_user(f"{kind.value.replace('_', '-')}-of-{village}", name, kind, villages[village])

    return make


@pytest.fixture
def neighbour(member: Member) -> User:
    return member()


@pytest.fixture
def objection(public_quarter: Run, villages: list[Place], neighbour: User) -> Objection:
    return raise_objection(public_quarter, villages[0], "七月的暗访少算了", actor=neighbour)


def approved_before(run: Run, days: int) -> None:
    """Let the run have been approved so many days ago."""
    Run.objects.filter(pk=run.pk).update(approved_at=timezone.now() - timedelta(days=days))


# --- Who may ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [RoleKind.RESIDENT, RoleKind.SUPERVISOR])
def test_people_of_the_village_object_for_themselves(
    kind: RoleKind, member: Member, public_quarter: Run, villages: list[Place]
) -> None:
    one = raise_objection(public_quarter, villages[0], "不对", actor=member(kind))
    assert (one.state, one.assisted, one.village) == (ObjectionState.RAISED, False, villages[0])


@pytest.mark.parametrize("kind", [RoleKind.RESIDENT, RoleKind.SUPERVISOR, RoleKind.VILLAGE_CADRE])
def test_people_of_another_village_do_not(
    kind: RoleKind, member: Member, public_quarter: Run, villages: list[Place]
) -> None:
    stranger = member(kind, village=1)
    for assisted in (False, True):
        with pytest.raises(NotAllowed, match="甲村"):
            raise_objection(public_quarter, villages[0], "不对", actor=stranger, assisted=assisted)


def test_cadre_objects_for_a_villager_and_not_for_herself(
    member: Member, public_quarter: Run, villages: list[Place]
) -> None:
    cadre = member(RoleKind.VILLAGE_CADRE)
    with pytest.raises(NotAllowed, match="提异议"):
        raise_objection(public_quarter, villages[0], "不对", actor=cadre)
    assert raise_objection(public_quarter, villages[0], "不对", actor=cadre, assisted=True).assisted


@pytest.mark.parametrize("kind", [RoleKind.RESIDENT, RoleKind.SUPERVISOR])
def test_others_do_not_object_for_somebody(
    kind: RoleKind, member: Member, public_quarter: Run, villages: list[Place]
) -> None:
    with pytest.raises(NotAllowed):
        raise_objection(public_quarter, villages[0], "不对", actor=member(kind), assisted=True)


@pytest.mark.parametrize(
    "who", ["town_officer", "town_approver", "county_officer", "rule_keeper", "assessor"]
)
def test_offices_do_not_object(
    who: str, public_quarter: Run, villages: list[Place], request: pytest.FixtureRequest
) -> None:
    for assisted in (False, True):
        with pytest.raises(NotAllowed):
            raise_objection(
                public_quarter, villages[0], "不对", actor=request.getfixturevalue(who), assisted=assisted
            )


def test_run_of_another_town_is_not_objected_to(
    public_quarter: Run, other_town_village: Place, make_user: MakeUser
) -> None:
    stranger = make_user("stranger", "外人", RoleKind.RESIDENT, other_town_village)
    with pytest.raises(NotAllowed, match="没有2026年三季度的成绩"):
        raise_objection(public_quarter, other_town_village, "不对", actor=stranger)


def test_run_that_is_not_public_is_not_objected_to(
    quarter: None, town: Place, villages: list[Place], town_officer: User, neighbour: User
) -> None:
    run = prepare_run(town, Period.parse("2026-Q3"), actor=town_officer)
    with pytest.raises(NotAllowed, match="不是现行的"):
        raise_objection(run, villages[0], "不对", actor=neighbour)


def test_corrected_run_is_not_objected_to_and_its_new_version_is(
    public_quarter: Run,
    town: Place,
    villages: list[Place],
    neighbour: User,
    town_officer: User,
    town_approver: User,
) -> None:
    rows = sheets(villages[1].code, "2026-07", 40, 40)
    one = prepare_correction(town, rows, actor=town_officer, reason="记错")
    (new,) = approve_correction(one, actor=town_approver)
    with pytest.raises(NotAllowed, match="不是现行的"):
        raise_objection(public_quarter, villages[0], "不对", actor=neighbour)
    assert raise_objection(new, villages[0], "不对", actor=neighbour).run == new


# --- Until when ---------------------------------------------------------------------------------


@pytest.fixture
def window() -> int:
    return notice_days(APPRAISAL_BULLETIN, timezone.localdate())


def test_last_day_counts_and_the_day_after_does_not(
    window: int, public_quarter: Run, villages: list[Place], neighbour: User
) -> None:
    approved_before(public_quarter, window + 1)
    with pytest.raises(NotAllowed, match="异议不能再提"):
        raise_objection(public_quarter, villages[0], "不对", actor=neighbour)
    approved_before(public_quarter, window)
    assert raise_objection(public_quarter, villages[0], "不对", actor=neighbour).pk


def test_posting_counts_its_own_days(
    window: int, public_quarter: Run, villages: list[Place], neighbour: User, town_approver: User
) -> None:
    approved_before(public_quarter, window + 1)
    post_bulletin(Run.objects.get(), actor=town_approver)
    assert objections_until(Run.objects.get()) == timezone.localdate() + timedelta(days=window)
    assert raise_objection(public_quarter, villages[0], "不对", actor=neighbour).pk


def test_day_of_the_answer_follows_the_rule_of_today(objection: Objection) -> None:
    today = timezone.localdate()
    assert objection.due == today + timedelta(days=answer_days(APPRAISAL_BULLETIN, today))


# --- Words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n", "字" * 501])
def test_objection_that_says_nothing_or_too_much_is_refused(
    text: str, public_quarter: Run, villages: list[Place], neighbour: User
) -> None:
    with pytest.raises(refusals.NoWords):
        raise_objection(public_quarter, villages[0], text, actor=neighbour)


@pytest.mark.parametrize("text", ["字", "字" * 500, "镇里电话 0712-1234567，院坝 3 处"])
def test_plain_words_are_kept_without_the_spaces_around(
    text: str, public_quarter: Run, villages: list[Place], neighbour: User
) -> None:
    assert raise_objection(public_quarter, villages[0], f" {text}\n", actor=neighbour).text == text


@pytest.mark.parametrize(
    ("text", "kind"), [("打 138 0013 8000", "手机号"), ("我是 11010519491231002X", "身份证号")]
)
def test_numbers_of_persons_are_refused(
    text: str, kind: str, public_quarter: Run, villages: list[Place], neighbour: User
) -> None:
    with pytest.raises(refusals.NumbersInside, match=kind):
        raise_objection(public_quarter, villages[0], text, actor=neighbour)


# --- Once a person ------------------------------------------------------------------------------


def test_second_objection_waits_for_the_answer_to_the_first(
    objection: Objection, public_quarter: Run, villages: list[Place], neighbour: User, town_officer: User
) -> None:
    with pytest.raises(refusals.ObjectionExists):
        raise_objection(public_quarter, villages[0], "还有", actor=neighbour)
    keep_figure(objection, "没有错", actor=town_officer)
    assert raise_objection(public_quarter, villages[0], "还有", actor=neighbour).pk


def test_cadre_helps_one_villager_after_the_other(
    member: Member, public_quarter: Run, villages: list[Place]
) -> None:
    cadre = member(RoleKind.VILLAGE_CADRE)
    for text in ("院坝算错了", "垃圾桶不是我们村的"):
        raise_objection(public_quarter, villages[0], text, actor=cadre, assisted=True)
    assert Objection.objects.filter(raised_by=cadre, assisted=True).count() == 2


def test_two_people_of_a_village_object_side_by_side(
    objection: Objection, public_quarter: Run, villages: list[Place], member: Member
) -> None:
    raise_objection(public_quarter, villages[0], "也不对", actor=member(RoleKind.SUPERVISOR))
    assert Objection.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_objections_of_one_person_at_once_are_one(
    county: County, public_quarter: Run, villages: list[Place], neighbour: User
) -> None:
    def again() -> object:
        return raise_objection(public_quarter, villages[0], "不对", actor=neighbour)

    with meanwhile(county, again) as came:
        again()
    assert isinstance(came[0], refusals.ObjectionExists)


# --- Answering ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["town_officer", "town_approver"])
def test_office_keeps_the_figure_and_says_why(
    who: str, objection: Objection, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(who)
    one = keep_figure(objection, " 核对过照片 ", actor=actor)
    assert (one.state, one.answer, one.answered_by) == (ObjectionState.KEPT, "核对过照片", actor)


@pytest.mark.parametrize("who", ["county_officer", "other_town_officer", "cadre", "neighbour"])
def test_others_do_not_answer(who: str, objection: Objection, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        keep_figure(objection, "没有错", actor=request.getfixturevalue(who))


def test_objection_is_answered_once(objection: Objection, town_officer: User, town_approver: User) -> None:
    keep_figure(objection, "没有错", actor=town_officer)
    with pytest.raises(NotAllowed, match="已经答复"):
        keep_figure(objection, "再看", actor=town_approver)


def test_whoever_raised_it_does_not_answer(
    public_quarter: Run, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    grant_role(town_officer, RoleKind.RESIDENT, actor=SYSTEM, at=villages[0], since=LONG_AGO)
    own = raise_objection(public_quarter, villages[0], "不对", actor=town_officer)
    with pytest.raises(NotAllowed, match="是您提的"):
        keep_figure(own, "没有错", actor=town_officer)
    assert keep_figure(own, "没有错", actor=town_approver).state == ObjectionState.KEPT


def test_whoever_raised_it_does_not_approve_its_correction(
    public_quarter: Run, town: Place, villages: list[Place], town_officer: User, town_approver: User
) -> None:
    grant_role(town_approver, RoleKind.RESIDENT, actor=SYSTEM, at=villages[0], since=LONG_AGO)
    own = raise_objection(public_quarter, villages[0], "不对", actor=town_approver)
    rows = sheets(villages[0].code, "2026-07", 99, 99)
    one = prepare_correction(town, rows, actor=town_officer, reason="记错", objection=own)
    with pytest.raises(NotAllowed, match="是您提的"):
        approve_correction(one, actor=town_approver)


@pytest.mark.parametrize("answer", ["", " ", "字" * 501])
def test_answer_that_says_nothing_or_too_much_is_refused(
    answer: str, objection: Objection, town_officer: User
) -> None:
    with pytest.raises(refusals.NoWords):
        keep_figure(objection, answer, actor=town_officer)


def test_answer_with_a_personal_number_is_refused(objection: Objection, town_officer: User) -> None:
    with pytest.raises(Personal):
        keep_figure(objection, "问 13800138000", actor=town_officer)


def test_objections_of_others_stay_open_when_one_is_upheld(
    objection: Objection,
    public_quarter: Run,
    town: Place,
    villages: list[Place],
    member: Member,
    town_officer: User,
    town_approver: User,
) -> None:
    other = raise_objection(public_quarter, villages[1], "也不对", actor=member(village=1))
    rows = sheets(villages[0].code, "2026-07", 99, 99)
    one = prepare_correction(town, rows, actor=town_officer, reason="记错", objection=objection)
    approve_correction(one, actor=town_approver)
    other.refresh_from_db()
    assert other.state == ObjectionState.RAISED
    assert keep_figure(other, "没有错", actor=town_officer).state == ObjectionState.KEPT


# --- Records and notices ------------------------------------------------------------------------


def test_raising_and_answering_are_on_record_without_the_words(
    objection: Objection, town_officer: User
) -> None:
    keep_figure(objection, "没有错", actor=town_officer)
    rows = list(Record.objects.filter(act__startswith="review.objection").order_by("pk"))
    assert [one.act for one in rows] == ["review.objection_raised", "review.objection_answered"]
    assert all(objection.text not in str(one.facts) for one in rows)


def test_office_of_the_town_is_told_of_it_and_nobody_else(
    town_officer: User,
    town_approver: User,
    other_town_officer: User,
    county_officer: User,
    cadre: User,
    objection: Objection,
    town: Place,
) -> None:
    told = Notice.objects.filter(kind="review.objection_raised")
    assert {one.to for one in told} == {town_officer, town_approver}
    assert {one.link for one in told} == {f"/desk/{town.code}/objections/{objection.pk}/"}


def test_whoever_raised_it_is_told_the_outcome_and_nobody_else(
    objection: Objection, neighbour: User, town_officer: User, member: Member
) -> None:
    member(RoleKind.VILLAGE_CADRE)
    keep_figure(objection, "没有错", actor=town_officer)
    told = Notice.objects.filter(kind="review.objection_answered")
    where = f"/{objection.village.code}/2026-Q3/object/"
    assert [(one.to, one.link) for one in told] == [(neighbour, where)]
