"""The bulletin of a run: what stands on it and never stands on it, and the acts that post it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from tests.appraised import Enter, Publish

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.places.actions import close_place, rename_place
from wugong.places.models import Place
from wugong.publish.models import Posting
from wugong.publish.notice_periods import APPRAISAL_BULLETIN, notice_days
from wugong.publish.queries import wording_for
from wugong.publish.refusals import Personal, TooShort
from wugong.publish.wording import set_wording
from wugong.review.bulletins import (
    address_of,
    approve_and_post,
    approve_correction_and_post,
    bulletin_of,
    post_bulletin,
)
from wugong.review.corrections import prepare_correction
from wugong.review.models import Award, Correction, Run
from wugong.review.refusals import NotInForce
from wugong.review.registers import post_cadre, register_holder
from wugong.review.runs import prepare_run
from wugong.review.scores import Sheet
from wugong.review.states import CorrectionState, RunState

JULY = Period.parse("2026-07")
LEAKS = ("密档-07", "末位", "倒数", "表态", "办点", "移交", "罚款", "向办", "沈批", "town-officer", "-2000")


def all_words(run: Run) -> str:
    return "\n".join(text for _, text in bulletin_of(run, address_of(run)).texts())


def corrected(town: Place, officer: User, code: str = "990101101306", points: int = 99) -> Correction:
    """A correction of one cross inspection of July waits."""
    return prepare_correction(
        town,
        [Sheet(code, JULY, "cross", points * 100, seen=1)],
        actor=officer,
        reason="补录：交叉检查漏记加分",
    )


@pytest.fixture
def prepared(quarter: None, town: Place, town_officer: User) -> Run:
    return prepare_run(town, Period.parse("2026-Q3"), actor=town_officer)


# --- What is refused ----------------------------------------------------------------------------


def test_run_that_is_not_approved_is_not_posted(prepared: Run, town_approver: User) -> None:
    with pytest.raises(NotInForce, match="2026年三季度"):
        post_bulletin(prepared, actor=town_approver)


def test_officer_who_may_not_approve_posts_nothing(public_quarter: Run, town_officer: User) -> None:
    with pytest.raises(NotAllowed):
        post_bulletin(public_quarter, actor=town_officer)


def test_days_fewer_than_the_rule_end_the_whole_approval(prepared: Run, town_approver: User) -> None:
    least = notice_days(APPRAISAL_BULLETIN, timezone.localdate())
    with pytest.raises(TooShort):
        approve_and_post(prepared, actor=town_approver, days=least - 1)
    prepared.refresh_from_db()
    assert prepared.state == RunState.PREPARED
    assert not Posting.objects.exists()


def test_number_of_a_person_ends_the_whole_approval(
    prepared: Run, villages: list[Place], town_approver: User
) -> None:
    rename_place(villages[2], "丙村13800138000", actor=SYSTEM)
    before = Record.objects.count()
    with pytest.raises(Personal, match="手机"):
        approve_and_post(prepared, actor=town_approver)
    prepared.refresh_from_db()
    assert prepared.state == RunState.PREPARED
    assert Record.objects.count() == before


def test_number_of_a_person_ends_the_whole_correction(
    public_quarter: Run, villages: list[Place], town: Place, town_officer: User, town_approver: User
) -> None:
    post_bulletin(public_quarter, actor=town_approver)
    correction = corrected(town, town_officer)
    rename_place(villages[2], "丙村13800138000", actor=SYSTEM)
    with pytest.raises(Personal):
        approve_correction_and_post(correction, actor=town_approver)
    correction.refresh_from_db()
    public_quarter.refresh_from_db()
    assert (correction.state, public_quarter.state) == (CorrectionState.PREPARED, RunState.APPROVED)


# --- What never stands on it --------------------------------------------------------------------


@pytest.fixture
def leaky(villages: list[Place], town_officer: User, quarter: None, publish: Publish) -> Run:
    for village in (villages[0], villages[5]):
        for role in ("post-cadre", "post-leader"):
            post_cadre(village, role, "密档-07", actor=town_officer, since=date(2020, 1, 1))
    return publish("2026-Q3")


def test_rows_about_persons_and_consequences_are_not_in_it(leaky: Run) -> None:
    assert {one.award for one in Award.objects.filter(run=leaky, public=False)} == {"bottom", "post-reward"}
    text = all_words(leaky)
    assert [leak for leak in LEAKS if leak in text] == []


def test_what_a_reason_says_is_never_copied(public_quarter: Run, villages: list[Place]) -> None:
    Award.objects.create(
        run=public_quarter,
        village=villages[3],
        award="rank-reward",
        title="季度名次奖",
        recipient="密档-07",
        fen=100,
        reason="由密档-07办点，王小二领奖",
        public=True,
        person=False,
    )
    text = all_words(public_quarter)
    assert "丁村 / 参评第 4 名 / 1 元" in text
    assert [leak for leak in ("密档", "王小二", "办点") if leak in text] == []


# --- What stands on it --------------------------------------------------------------------------


def test_table_ranks_the_villages_with_their_rewards(public_quarter: Run) -> None:
    bulletin = bulletin_of(public_quarter, address_of(public_quarter))
    assert [column.title for column in bulletin.table.columns] == [
        "名次",
        "比上季",
        "村",
        "季度成绩",
        "奖励（元）",
    ]
    assert bulletin.table.rows[0] == ("1", "—", "甲村", "95.00", "10,000")
    assert bulletin.table.rows[5] == ("6", "—", "己村", "70.00", "—")
    assert bulletin.table.strong == {0, 1, 2}
    assert bulletin.table.title == "6 个村的名次"


def test_heading_place_period_and_address(public_quarter: Run) -> None:
    bulletin = bulletin_of(public_quarter, address_of(public_quarter))
    assert bulletin.heading == "人居环境考核通报"
    assert (bulletin.place_line, bulletin.period_line, bulletin.number_line) == (
        "清江县枫林镇",
        "2026年三季度",
        "第 3 期",
    )
    assert bulletin.qr_url == "/990101101/2026-Q3/"
    assert bulletin.sign.organ == "枫林镇人民政府"
    assert "15 天内答复" in bulletin.notice.text
    assert bulletin.version_line == ""


def test_prizes_say_why_in_a_few_words(public_quarter: Run) -> None:
    lines = [
        (line.left, line.middle, line.right)
        for line in bulletin_of(public_quarter, address_of(public_quarter)).prizes
    ]
    assert lines == [
        ("甲村", "参评第 1 名", "10,000 元"),
        ("乙村", "参评第 2 名", "8,000 元"),
        ("丙村", "参评第 3 名", "6,000 元"),
    ]


def test_those_who_share_a_place_are_said_to(enter: Enter, publish: Publish) -> None:
    for when in ("2026-07", "2026-08", "2026-09"):
        enter(when, 90, 90, 80, 70, 60, 50)
    bulletin = bulletin_of(run := publish("2026-Q3"), address_of(run))
    assert [line.middle for line in bulletin.prizes[:2]] == ["参评第 1 名，并列"] * 2
    assert [line.right for line in bulletin.prizes[:2]] == ["9,000 元"] * 2


def test_village_that_rose_is_marked_and_rewarded(enter: Enter, publish: Publish) -> None:
    for when in ("2026-04", "2026-05", "2026-06"):
        enter(when, 95, 90, 85, 80, 75, 70)
    for when in ("2026-07", "2026-08", "2026-09"):
        enter(when, 90, 85, 80, 75, 70, 95)
    publish("2026-Q2")
    bulletin = bulletin_of(run := publish("2026-Q3"), address_of(run))
    assert bulletin.table.rows[0] == ("1", "↑5", "己村", "95.00", "14,000")
    assert bulletin.table.rows[1][1] == "↓1"
    assert ("己村", "进步奖，升 5 位") in [(line.left, line.middle) for line in bulletin.prizes]


def test_holder_is_ranked_and_said_not_to_win(
    villages: list[Place], town_officer: User, quarter: None, publish: Publish
) -> None:
    register_holder(villages[0], "county", actor=town_officer, since=date(2026, 1, 1))
    bulletin = bulletin_of(run := publish("2026-Q3"), address_of(run))
    assert bulletin.table.rows[0][-1] == "不参评"
    assert bulletin.notes == ("甲村是已获奖村，照常评分、排名，不参评，名额递进给后面的村。",)
    assert bulletin.prizes[0].left == "乙村"


def test_incomplete_village_stands_last_with_the_reason(enter: Enter, publish: Publish) -> None:
    enter("2026-07", 95, None, 85, 80, 75, 70)
    bulletin = bulletin_of(run := publish("2026-07"), address_of(run))
    assert bulletin.table.rows[-1] == ("—", "—", "乙村", "—")
    assert bulletin.notes == ("乙村没有排名：缺交叉检查，2026年7月不出成绩，也不参加排名。",)
    assert bulletin.prizes_title == ""


def test_villages_that_all_lack_something_are_counted(enter: Enter, publish: Publish) -> None:
    enter("2026-07", *[None] * 6)
    bulletin = bulletin_of(run := publish("2026-07"), address_of(run))
    assert bulletin.notes == ("全部 6 个村没有排名：缺交叉检查，2026年7月不出成绩，也不参加排名。",)


def test_reward_that_neither_rank_nor_rise_explains_is_named(
    public_quarter: Run, villages: list[Place]
) -> None:
    Award.objects.create(
        run=public_quarter,
        village=villages[4],
        award="gift",
        title="达标奖",
        recipient=villages[4].code,
        fen=50050,
        reason="达标",
        public=True,
        person=False,
    )
    prizes = bulletin_of(public_quarter, address_of(public_quarter)).prizes
    assert (prizes[-1].left, prizes[-1].middle, prizes[-1].right) == ("戊村", "达标奖", "500.50 元")


def test_how_can_be_done_again_by_hand(public_quarter: Run) -> None:
    how = bulletin_of(public_quarter, address_of(public_quarter)).how
    assert "月成绩：0.30 × 暗访 + 0.70 × 交叉检查，四舍五入到 2 位小数。" in how
    assert how[-2] == (
        "自己算一遍：甲村 7月成绩 95.00、8月成绩 95.00、9月成绩 95.00；"
        "（95.00 + 95.00 + 95.00）÷ 3 = 95.00（四舍五入到 2 位小数）。"
    )
    assert [line for line in how if "奖" in line] == []  # rewards have their reasons beside them
    assert how[-1].startswith("依据：镇人居环境考核办法，第 1 版；")


def test_run_in_which_nobody_has_a_score_has_no_example(enter: Enter, publish: Publish) -> None:
    enter("2026-07", *[None] * 6)
    how = bulletin_of(run := publish("2026-07"), address_of(run)).how
    assert [line for line in how if line.startswith("自己算一遍")] == []


def test_village_closed_within_the_period_is_told(
    villages: list[Place], public_quarter: Run, system_administrator: User
) -> None:
    close_place(villages[5], actor=SYSTEM, until=date(2026, 9, 30))
    assert "2026年10月1日，己村撤销。" not in all_words(public_quarter)
    close_place(villages[4], actor=SYSTEM, until=date(2026, 8, 31))
    assert any(
        note.endswith("戊村撤销。") for note in bulletin_of(public_quarter, address_of(public_quarter)).notes
    )


def test_it_is_in_chinese_whatever_the_officer_reads(public_quarter: Run, villages: list[Place]) -> None:
    close_place(villages[4], actor=SYSTEM, until=date(2026, 8, 31))
    chinese = all_words(public_quarter)
    with override("en"):
        assert all_words(public_quarter) == chinese


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_with_one_village_and_with_three(
    count: int, enter: Enter, publish: Publish, django_assert_num_queries
) -> None:
    enter("2026-07", *([90] * count), *([None] * (6 - count)))
    run = Run.objects.select_related("town", "scheme").get(pk=publish("2026-07").pk)
    with django_assert_num_queries(5):
        bulletin_of(run, address_of(run))


# --- The town's own words and choice ------------------------------------------------------------


@pytest.fixture
def brief(town: Place, town_officer: User) -> None:
    words = replace(
        wording_for(town, APPRAISAL_BULLETIN),
        heading="枫林镇季度榜",
        phone="0700-6120018",
        where="镇政府一楼",
        table="brief",
    )
    set_wording(town, APPRAISAL_BULLETIN, words, actor=town_officer)


@pytest.mark.usefixtures("brief")
def test_own_words_stand_on_it(public_quarter: Run) -> None:
    bulletin = bulletin_of(public_quarter, address_of(public_quarter))
    assert bulletin.heading == "枫林镇季度榜"
    assert (bulletin.notice.phone, bulletin.notice.where) == ("0700-6120018", "镇政府一楼")


@pytest.mark.usefixtures("brief")
def test_brief_table_names_the_first_three_and_says_where_the_rest_is(public_quarter: Run) -> None:
    table = bulletin_of(public_quarter, address_of(public_quarter)).table
    assert [row[2] for row in table.rows] == ["甲村", "乙村", "丙村"]
    assert table.title == "6 个村里的前 3 名和进步的村"
    assert "自己的页上" in table.note


@pytest.mark.usefixtures("brief")
def test_brief_table_names_those_who_rose_most_and_nobody_who_fell(enter: Enter, publish: Publish) -> None:
    enter("2026-07", 95, 90, 85, 80, 75, 70)
    enter("2026-08", 95, 90, 85, 74, 75, 80)
    publish("2026-07")
    run = publish("2026-08")
    bulletin = bulletin_of(run, address_of(run))
    assert [row[:3] for row in bulletin.table.rows] == [
        ("1", "0", "甲村"),
        ("2", "0", "乙村"),
        ("3", "0", "丙村"),
        ("4", "↑2", "己村"),
    ]
    assert [name for name in ("丁村", "戊村") if name in all_words(run)] == []


@pytest.mark.usefixtures("brief")
def test_brief_table_counts_the_incomplete_without_naming_them(enter: Enter, publish: Publish) -> None:
    enter("2026-07", 95, 90, 85, 80, None, None)
    bulletin = bulletin_of(run := publish("2026-07"), address_of(run))
    assert len(bulletin.table.rows) == 3
    assert bulletin.notes == ("2 个村没有排名：缺交叉检查，2026年7月不出成绩，也不参加排名。",)


# --- Posting ------------------------------------------------------------------------------------


def test_approved_and_posted_in_one_step(prepared: Run, town_approver: User) -> None:
    posting = approve_and_post(prepared, actor=town_approver)
    prepared.refresh_from_db()
    assert prepared.state == RunState.APPROVED
    assert posting.subject == prepared.pk
    today = timezone.localdate()
    assert (posting.first_day, posting.last_day) == (today, today + timedelta(days=15))
    assert posting.bulletin.qr_url == "/990101101/2026-Q3/"
    record = Record.objects.filter(act="review.bulletin_posted").get()
    assert "公示“枫林镇”2026年三季度考核通报" in str(record)


def test_longer_days_are_kept(public_quarter: Run, town_approver: User) -> None:
    posting = post_bulletin(public_quarter, actor=town_approver, days=20)
    assert (posting.last_day - posting.first_day).days == 20


def test_posted_twice_hangs_once(public_quarter: Run, town_approver: User) -> None:
    first = post_bulletin(public_quarter, actor=town_approver)
    assert post_bulletin(public_quarter, actor=town_approver).pk == first.pk
    assert Record.objects.filter(act="review.bulletin_posted").count() == 1


def test_check_code_does_not_depend_on_the_house(public_quarter: Run) -> None:
    today = timezone.localdate()
    one, two = (
        bulletin_of(public_quarter, address_of(public_quarter)).sealed(today, today + timedelta(days=15))
        for _ in range(2)
    )
    assert one.digest == two.digest
    assert "://" not in one.qr_url


def test_correction_hangs_in_the_place_of_the_version_before(
    public_quarter: Run, town: Place, town_officer: User, town_approver: User
) -> None:
    old = post_bulletin(public_quarter, actor=town_approver)
    (new,) = approve_correction_and_post(corrected(town, town_officer), actor=town_approver)
    old.refresh_from_db()
    assert (old.state, old.replaced_by_id, old.reason) == ("replaced", new.pk, "补录：交叉检查漏记加分")
    assert new.bulletin.version_line == "第 2 版，更正第 1 版：补录：交叉检查漏记加分"
    assert Run.objects.get(pk=new.subject).version == 2
    assert Record.objects.filter(act="review.bulletin_posted").count() == 2


def test_correction_of_what_never_hung_hangs_on_its_own(
    public_quarter: Run, town: Place, town_officer: User, town_approver: User
) -> None:
    (new,) = approve_correction_and_post(corrected(town, town_officer), actor=town_approver)
    assert new.state == "up"
    assert Posting.objects.count() == 1


def test_each_new_version_hangs(
    quarter: None, publish: Publish, town: Place, town_officer: User, town_approver: User
) -> None:
    publish("2026-07")
    publish("2026-Q3")
    made = approve_correction_and_post(corrected(town, town_officer), actor=town_approver)
    assert [posting.bulletin.period_line for posting in made] == ["2026年7月", "2026年三季度"]


def test_long_reason_is_cut_where_it_is_kept_with_the_old_one(
    public_quarter: Run, town: Place, town_officer: User, town_approver: User
) -> None:
    old = post_bulletin(public_quarter, actor=town_approver)
    correction = prepare_correction(
        town,
        [Sheet("990101101306", JULY, "cross", 9900, seen=1)],
        actor=town_officer,
        reason="漏" * 300,
    )
    (new,) = approve_correction_and_post(correction, actor=town_approver)
    old.refresh_from_db()
    assert (len(old.reason), old.reason[-1]) == (200, "…")
    assert new.bulletin.version_line.endswith("漏" * 300)
