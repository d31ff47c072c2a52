"""Postings: what goes up, how long it stays, what takes its place, and when it may come down."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.publish.conftest import NEW_RUN, RUN, bulletin_of

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.publish import refusals
from wugong.publish.bulletins import Line, Notice
from wugong.publish.fonts import fonts
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN, POINTS_LIST
from wugong.publish.postings import forget_reason, post, replace, take_down
from wugong.publish.queries import postings_of, standing_posting
from wugong.publish.states import MOVES, PostingState

pytestmark = pytest.mark.django_db
OTHER = bulletin_of(heading="人居环境通报")


@pytest.fixture
def later(monkeypatch):
    """Return a mover of today: `later(15)` is fifteen days on."""

    def moved(days: int) -> None:
        day = timezone.localdate() + timedelta(days=days)
        monkeypatch.setattr(timezone, "localdate", lambda *_: day)

    return moved


# --- Putting up ---------------------------------------------------------------------------------


def test_only_an_approver_posts(town: Place, town_officer: User) -> None:
    with pytest.raises(NotAllowed, match="审批"):
        post(town, APPRAISAL_BULLETIN, RUN, bulletin_of(), actor=town_officer)
    assert not Posting.objects.exists()


def test_approver_of_another_place_does_not_post(other_town: Place, town_approver: User) -> None:
    with pytest.raises(NotAllowed):
        post(other_town, APPRAISAL_BULLETIN, RUN, bulletin_of(), actor=town_approver)


def test_bulletin_with_a_personal_number_does_not_go_up(town: Place) -> None:
    told = bulletin_of(prizes=(Line(left="张×芳", right="11010519491231002X"),))
    with pytest.raises(refusals.Personal, match="奖励第 1 行有身份证号") as caught:
        post(town, APPRAISAL_BULLETIN, RUN, told, actor=SYSTEM)
    assert "1101" not in str(caught.value)
    assert not Posting.objects.exists()


def test_what_no_poster_can_show_does_not_go_up(town: Place) -> None:
    told = bulletin_of(prizes=(Line(left="\U0001f600村"),), notes=("\U0001f600\ue863",))
    with pytest.raises(refusals.NotPrintable) as caught:
        post(town, APPRAISAL_BULLETIN, RUN, told, actor=SYSTEM)
    assert "奖励第 1 行、说明第 1 行里的“\U0001f600”（U+1F600），说明第 1 行里的" in str(caught.value)
    assert "能换的请换一个字" in str(caught.value)
    assert not Posting.objects.exists()


def test_nor_does_it_take_the_place_of_what_hangs(posting: Posting) -> None:
    with pytest.raises(refusals.NotPrintable, match="更正理由里的“\U0001f600”"):
        replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="记错了\U0001f600")
    assert Posting.objects.get() == posting


@pytest.mark.parametrize(("name", "goes_up"), [("㙓村", True), ("𠮷村", False)])
def test_without_fonts_of_the_machine_ours_decide(name, goes_up, town: Place, monkeypatch) -> None:
    ours = fonts(machine=False)
    monkeypatch.setattr("wugong.publish.fonts.fonts", lambda: ours)
    told = bulletin_of(prizes=(Line(left=name),))
    if goes_up:
        assert post(town, APPRAISAL_BULLETIN, RUN, told, actor=SYSTEM).digest
    else:
        with pytest.raises(refusals.NotPrintable, match="“𠮷”"):
            post(town, APPRAISAL_BULLETIN, RUN, told, actor=SYSTEM)


def test_unknown_kind_does_not_go_up(town: Place) -> None:
    with pytest.raises(refusals.UnknownKind, match="appraisal-bulletin"):
        post(town, "poem", RUN, bulletin_of(), actor=SYSTEM)


def test_fourteen_days_are_too_short(town: Place) -> None:
    with pytest.raises(refusals.TooShort, match="不能短于 15 天"):
        post(town, APPRAISAL_BULLETIN, RUN, bulletin_of(), actor=SYSTEM, days=14)


@pytest.mark.parametrize(("days", "hangs"), [(None, 15), (15, 15), (16, 16)])
def test_posting_hangs_as_long_as_the_rule_or_longer(days, hangs, town: Place) -> None:
    posting = post(town, APPRAISAL_BULLETIN, RUN, bulletin_of(), actor=SYSTEM, days=days)
    assert posting.last_day - posting.first_day == timedelta(days=hangs)
    assert posting.first_day == timezone.localdate()


def test_days_are_those_of_shanghai(town: Place, monkeypatch) -> None:
    late = datetime(2026, 4, 15, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(timezone, "now", lambda: late)
    posting = post(town, APPRAISAL_BULLETIN, RUN, bulletin_of(), actor=SYSTEM)
    assert (posting.first_day, posting.last_day) == (date(2026, 4, 15), date(2026, 4, 30))
    assert posting.bulletin.notice.title == "公示期 4月15日至4月30日"
    assert posting.bulletin.sign.day == "2026年4月15日"


def test_posting_says_who_what_and_its_check_code(posting: Posting, town_approver: User) -> None:
    assert (posting.state, posting.posted_by) == (PostingState.UP, town_approver.pk)
    assert posting.title == "2026年一季度人居环境季度通报"
    assert posting.bulletin.digest == posting.digest
    record = Record.objects.get(act="publish.posted")
    assert posting.digest in str(record)


def test_same_bulletin_posted_again_is_the_one_that_hangs(posting: Posting, town: Place, later) -> None:
    later(3)
    again = post(town, APPRAISAL_BULLETIN, RUN, bulletin_of(), actor=SYSTEM)
    assert again.pk == posting.pk
    assert Posting.objects.count() == Record.objects.filter(act="publish.posted").count() == 1


def test_other_words_about_the_same_are_refused(posting: Posting, town: Place) -> None:
    with pytest.raises(refusals.PostedAlready, match="请用“更正”"):
        post(town, APPRAISAL_BULLETIN, RUN, OTHER, actor=SYSTEM)


def test_office_may_be_called_on_a_mobile(town: Place) -> None:
    mobile = bulletin_of(notice=Notice(phone="13812345678"))
    assert post(town, APPRAISAL_BULLETIN, RUN, mobile, actor=SYSTEM).bulletin.notice.phone == "13812345678"


# --- Correcting ---------------------------------------------------------------------------------


def test_only_an_approver_corrects(posting: Posting, town_officer: User) -> None:
    with pytest.raises(NotAllowed):
        replace(posting, OTHER, NEW_RUN, actor=town_officer, reason="补录一项")


def test_correction_without_a_reason_is_refused(posting: Posting) -> None:
    with pytest.raises(refusals.NoReason):
        replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="  ")


def test_correction_passes_the_gate_with_its_reason(posting: Posting) -> None:
    with pytest.raises(refusals.Personal, match="更正理由有手机号"):
        replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="13812345678 来电")


@pytest.mark.parametrize("subject", [RUN, NEW_RUN])
def test_correction_takes_the_place_and_the_old_one_stays_readable(subject, posting: Posting, later) -> None:
    later(5)
    new = replace(posting, OTHER, subject, actor=SYSTEM, reason="补录一项")
    posting.refresh_from_db()
    assert (posting.state, posting.replaced_by, posting.reason) == (PostingState.REPLACED, new, "补录一项")
    assert posting.bulletin.heading == "人居环境季度通报"
    assert new.last_day == timezone.localdate() + timedelta(days=15)
    assert standing_posting(APPRAISAL_BULLETIN, subject) == new
    assert postings_of(posting.place, APPRAISAL_BULLETIN) == [new, posting]
    assert list(new.replaces.all()) == [posting]


def test_what_was_corrected_is_not_corrected_again(posting: Posting) -> None:
    replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="补录一项")
    with pytest.raises(refusals.Replaced):
        replace(posting, OTHER, uuid4(), actor=SYSTEM, reason="再改")


def test_what_was_corrected_is_not_posted_again(posting: Posting, town: Place) -> None:
    replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="补录一项")
    with pytest.raises(refusals.Replaced):
        post(town, APPRAISAL_BULLETIN, RUN, bulletin_of(), actor=SYSTEM)


def test_correction_by_what_hangs_already_is_refused(posting: Posting, town: Place) -> None:
    post(town, APPRAISAL_BULLETIN, NEW_RUN, OTHER, actor=SYSTEM)
    with pytest.raises(refusals.PostedAlready):
        replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="补录一项")
    posting.refresh_from_db()
    assert posting.state == PostingState.UP


# --- Taking down --------------------------------------------------------------------------------


def test_only_an_approver_takes_down(posting: Posting, town_officer: User) -> None:
    with pytest.raises(NotAllowed):
        take_down(posting, actor=town_officer, reason="personal-data")


def test_mistake_is_no_reason_to_take_down(posting: Posting) -> None:
    with pytest.raises(refusals.UnknownReason, match="公示期满、泄露了个人信息"):
        take_down(posting, actor=SYSTEM, reason="mistake")


def test_on_the_last_day_it_still_hangs(posting: Posting, later) -> None:
    later(15)
    with pytest.raises(refusals.StillUp, match="期满前不能撤下"):
        take_down(posting, actor=SYSTEM, reason="over")


def test_on_the_day_after_it_comes_down(posting: Posting, later) -> None:
    later(16)
    down = take_down(posting, actor=SYSTEM, reason="over")
    assert (down.state, down.reason, down.hidden) == (PostingState.DOWN, "公示期满", False)
    assert postings_of(posting.place, APPRAISAL_BULLETIN) == [posting]


def test_leak_comes_down_at_once_and_nobody_reads_it_again(posting: Posting, town_approver: User) -> None:
    down = take_down(posting, actor=town_approver, reason="personal-data")
    assert (down.state, down.taken_down_by) == (PostingState.DOWN, town_approver.pk)
    assert postings_of(posting.place, APPRAISAL_BULLETIN) == []
    assert standing_posting(APPRAISAL_BULLETIN, RUN) is None


def test_what_is_down_is_not_taken_down_again(posting: Posting) -> None:
    take_down(posting, actor=SYSTEM, reason="personal-data")
    with pytest.raises(refusals.Down):
        take_down(posting, actor=SYSTEM, reason="personal-data")


def test_leak_in_what_was_corrected_is_hidden(posting: Posting) -> None:
    new = replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="张小三家漏记")
    hidden = take_down(posting, actor=SYSTEM, reason="personal-data")
    assert (hidden.state, hidden.hidden, hidden.replaced_by) == (PostingState.REPLACED, True, new)
    assert hidden.reason == "泄露了个人信息"
    assert postings_of(posting.place, APPRAISAL_BULLETIN) == [new]
    with pytest.raises(refusals.Down):
        take_down(posting, actor=SYSTEM, reason="personal-data")


def test_what_was_corrected_does_not_come_down_for_its_days(posting: Posting, later) -> None:
    replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="补录一项")
    later(16)
    with pytest.raises(refusals.Replaced):
        take_down(posting, actor=SYSTEM, reason="over")


def test_leak_found_after_its_days_is_hidden(posting: Posting, later) -> None:
    later(16)
    take_down(posting, actor=SYSTEM, reason="over")
    hidden = take_down(posting, actor=SYSTEM, reason="personal-data")
    assert (hidden.state, hidden.hidden) == (PostingState.DOWN, True)


def test_words_that_were_taken_back_do_not_go_up_again(posting: Posting, town: Place) -> None:
    take_down(posting, actor=SYSTEM, reason="personal-data")
    with pytest.raises(refusals.TakenBack, match="请先改"):
        post(town, APPRAISAL_BULLETIN, RUN, bulletin_of(), actor=SYSTEM)


def test_only_an_approver_forgets_a_reason(posting: Posting, town_officer: User) -> None:
    replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="张小三家漏记")
    with pytest.raises(NotAllowed):
        forget_reason([RUN], APPRAISAL_BULLETIN, "（已删去）", actor=town_officer)


def test_forgotten_reason_is_nowhere(posting: Posting, town_approver: User) -> None:
    replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="张小三家漏记")
    forget_reason([RUN], APPRAISAL_BULLETIN, "（已删去）", actor=town_approver)
    posting.refresh_from_db()
    assert posting.reason == "（已删去）"
    assert posting.digest in str(Record.objects.get(act="publish.reason_forgotten"))


def test_after_a_leak_a_clean_bulletin_goes_up(posting: Posting, town: Place) -> None:
    take_down(posting, actor=SYSTEM, reason="personal-data")
    assert post(town, APPRAISAL_BULLETIN, RUN, OTHER, actor=SYSTEM).state == PostingState.UP


# --- What the database keeps --------------------------------------------------------------------


def test_only_what_hangs_has_moves() -> None:
    assert {state for state, onwards in MOVES.items() if onwards} == {PostingState.UP}
    assert set(MOVES) == set(PostingState)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "down"},
        {"state": "replaced", "reason": "改"},
        {"hidden": True},
        {"taken_down_at": datetime(2026, 4, 15, tzinfo=ZoneInfo("UTC"))},
        {"last_day": date(2020, 1, 1)},
        {"state": "lost"},
    ],
)
def test_database_refuses_half_a_state(change, posting: Posting) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.filter(pk=posting.pk).update(**change)


def test_database_keeps_one_standing_posting_a_subject(posting: Posting) -> None:
    twin = Posting.objects.get(pk=posting.pk)
    twin.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_cadre_posts_what_hangs_in_her_village_and_nothing_of_the_town(
    town: Place, village: Place, cadre: User
) -> None:
    assert post(village, POINTS_LIST, RUN, bulletin_of(), actor=cadre).posted_by == cadre.pk
    with pytest.raises(NotAllowed):
        post(town, POINTS_LIST, NEW_RUN, bulletin_of(), actor=cadre)
