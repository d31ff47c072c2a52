"""The demonstration county: whole after one loading, unchanged after two, and free of real people."""

import os
import subprocess
import sys

import pytest

from wugong.access.actions import end_role, grant_role
from wugong.access.models import Role
from wugong.access.roles import RoleKind
from wugong.accounts.actions import create_user
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.demo import commands, county, loading, points
from wugong.demo.loading import load, periods
from wugong.ledger.verifying import verify
from wugong.matters.models import Matter, PlanDocument, PlanTask
from wugong.matters.plans.boards import board_of
from wugong.places.codes import checked
from wugong.places.models import Place
from wugong.points.models import Claim, PhotoLikeness, Recheck
from wugong.points.pool_cover import cover
from wugong.review.models import Award, Figure, Run, Score
from wugong.review.runs import prepare_run
from wugong.review.states import RunState
from wugong.share.models import Order


def counts() -> list[int]:
    tables = (Place, Score, Run, Figure, Award, Record)
    return [table.everywhere.count() for table in tables] + [User.objects.count()]


@pytest.mark.parametrize("said", ["HTTPS", "SERVES_OTHERS"])
def test_house_that_serves_others_is_refused(said, settings) -> None:
    setattr(settings, said, True)
    with pytest.raises(commands.HouseServesOthers):
        commands.demo(["load"])


def test_house_that_others_reach_without_https_is_refused(tmp_path) -> None:
    surroundings = {"WUGONG_STATE": str(tmp_path), "WUGONG_HOSTS": "wugong.example", "WUGONG_HTTPS": "no"}
    command = [sys.executable, "-m", "wugong.config.cli", "demo", "load"]
    environ = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, env=environ | surroundings, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "不能装演示县" in done.stderr


def test_same_seed_gives_the_same_scores() -> None:
    one, again = (list(points.sheets_of(county.YUNTANG, 7)) for _ in range(2))
    assert one == again
    assert one != list(points.sheets_of(county.YUNTANG, 8))
    assert all(0 <= sheet.hundredths <= 10000 for sheet in one)


def test_every_code_is_a_place_code() -> None:
    codes = [county.CODE, *(code for town in county.TOWNS for code in (town.code, *town.village_names))]
    assert [checked(code) for code in codes] == codes
    assert [len(town.villages) for town in county.TOWNS] == [16, 13, 17]


@pytest.mark.slow
@pytest.mark.django_db
def test_county_is_whole_and_loading_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.demo(["load", "--seed", "2026"]) == 0
    told = capsys.readouterr()
    assert "望溪县：3 个乡镇，46 个村" in told.err
    assert "演示账号" in told.out
    before = counts()
    load(lambda line: None, 2026)
    assert counts() == before
    with standing_in(County.objects.get(code=county.CODE)):
        assert_tells_its_stories()


class Cut(Exception):
    """The power is gone."""


def load_until(monkeypatch: pytest.MonkeyPatch, act: str, calls: int) -> None:
    """Load, and lose the power where that act is to be done for so many times."""
    done, left = getattr(loading, act), iter(range(calls - 1))

    def cut(*given, **named):
        if next(left, None) is None:
            raise Cut
        return done(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(loading, act, cut)
        with pytest.raises(Cut):
            load(lambda line: None, 2026)


@pytest.mark.long
@pytest.mark.django_db
def test_what_was_cut_off_is_finished_by_the_next_loading(monkeypatch) -> None:
    load_until(monkeypatch, "grant_role", 5)
    assert User.objects.count() == Role.everywhere.count() == 4
    load_until(monkeypatch, "approve_run", 3)
    assert set(Run.everywhere.values_list("state", flat=True)) == {RunState.APPROVED}
    load(lambda line: None, 2026)
    with standing_in(County.objects.get(code=county.CODE)):
        assert_tells_its_stories()


@pytest.mark.long
@pytest.mark.django_db
def test_what_an_earlier_loading_left_half_done_is_finished(monkeypatch) -> None:
    load_until(monkeypatch, "create_user", len(county.PEOPLE))
    here, last = County.objects.get(code=county.CODE), county.PEOPLE[-1]
    user = create_user(last.login_name, last.name, actor=SYSTEM, county=here, password=county.PASSWORD)
    load_until(monkeypatch, "approve_run", 1)
    with standing_in(here):
        officer = User.objects.get(login_name="yuntang-officer")
        prepare_run(Place.objects.get(code=county.YUNTANG.code), next(periods()), actor=officer)
        load(lambda line: None, 2026)
        assert Role.objects.get(user=user).kind == last.kind
        assert_tells_its_stories()


@pytest.mark.long
@pytest.mark.django_db
def test_what_a_visitor_did_is_left_as_it_is(monkeypatch) -> None:
    load_until(monkeypatch, "prepare_run", 1)
    with standing_in(County.objects.get(code=county.CODE)):
        visitor = create_user("visitor", "来客", actor=SYSTEM, county=Place.objects.first().county)
        town = Place.objects.get(code=county.YUNTANG.code)
        grant_role(visitor, RoleKind.TOWN_OFFICER, actor=SYSTEM, at=town)
        run = prepare_run(town, next(periods()), actor=visitor)
        end_role(Role.objects.get(user__login_name="resident"), actor=SYSTEM)
        load(lambda line: None, 2026)
        assert Run.objects.get(pk=run.pk).state == RunState.PREPARED
        assert Role.objects.get(user__login_name="resident").until is not None


def assert_tells_its_stories() -> None:
    """What the visitor is to find: ties, a holder, a missing round, a climber, a village last twice."""
    waiting = Run.objects.prepared().get()
    assert (waiting.town.code, waiting.span) == county.WAITING
    assert Run.objects.approved().count() == 3 * len(list(periods())) - 1
    summer = Figure.objects.filter(run__period="2026-Q3")
    for pair in county.ALIKE:
        assert summer.filter(village__code__in=pair).values("rank").distinct().count() == 1
    holder = summer.get(village__code=county.HOLDERS[0][0])
    assert holder.rank is not None
    assert holder.eligible_rank is None
    for village, month, _ in county.MISSING:
        for period in (month, month.within(Period.parse("2026-Q1").level)):
            row = Figure.objects.get(run__period=str(period), village__code=village)
            assert (row.hundredths, row.rank) == (None, None)
    awards = Award.objects.filter(run__period="2026-Q3")
    assert awards.filter(award="progress", village__code=points.CLIMBER).exists()
    assert awards.filter(award="referral", village__code=points.LAST_TWICE, public=False).exists()
    assert not Award.objects.filter(person=True, public=True).exists()
    incomplete = Figure.objects.filter(run__period="2025")
    assert incomplete.exists()
    assert not incomplete.filter(rank__isnull=False).exists()
    assert_lives_with_points()
    assert_follows_a_plan()


def assert_follows_a_plan() -> None:
    """One plan is followed, with one task late and under an order, one soon due; another has blanks."""
    states = sorted(PlanDocument.objects.values_list("state", flat=True))
    assert states == ["adopted", "reviewing"]
    board = board_of(PlanDocument.objects.get(state="adopted"))
    assert (board.total.tasks, board.total.red, board.total.amber, board.total.blanks) == (3, 1, 1, 0)
    order = Matter.objects.get(register="supervision-order")
    assert order.part_of_id in set(PlanTask.objects.values_list("matter", flat=True))


def assert_lives_with_points() -> None:
    """Claims in every state, a photo used again, an order that waits, books that verify."""
    states = set(Claim.objects.values_list("state", flat=True))
    assert states == {"booked", "listed", "checked", "claimed", "sent_back", "withdrawn"}
    assert PhotoLikeness.objects.count() == 1
    assert set(Recheck.objects.values_list("result", flat=True)) <= {"fits", "open"}  # open: her own or kin
    assert sorted(Order.objects.values_list("state", flat=True)) == ["handed", "held"]
    village = Place.objects.get(code=county.FENGLIN)
    assert cover(village).promised <= cover(village).fen
    assert verify().faults == []


def test_accounts_are_listed_with_role_and_password() -> None:
    said = commands.accounts()
    assert "密码都是 wang-xi-2026" in said
    assert "yuntang-officer     云塘镇 乡镇经办人" in said
    assert "全平台 审计管理员" in said


def test_accounts_word_prints_them(capsys) -> None:
    assert commands.demo(["accounts"]) == 0
    assert "yuntang-approver" in capsys.readouterr().out
