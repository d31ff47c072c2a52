"""The demonstration county: whole after one loading, unchanged after two, and free of real people."""

import pytest

from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.periods import Period
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.demo import commands, county, points
from wugong.demo.loading import load, periods
from wugong.places.codes import checked
from wugong.places.models import Place
from wugong.review.models import Award, Figure, Run, Score


def counts() -> list[int]:
    tables = (Place, Score, Run, Figure, Award, Record)
    return [table.everywhere.count() for table in tables] + [User.objects.count()]


def test_house_that_serves_others_is_refused(settings) -> None:
    settings.HTTPS = True
    with pytest.raises(commands.HouseServesOthers):
        commands.demo(["load"])


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


def test_accounts_are_listed_with_role_and_password() -> None:
    said = commands.accounts()
    assert "密码都是 wang-xi-2026" in said
    assert "yuntang-officer     云塘镇 乡镇经办人" in said
    assert "全平台 审计管理员" in said


def test_accounts_word_prints_them(capsys) -> None:
    assert commands.demo(["accounts"]) == 0
    assert "yuntang-approver" in capsys.readouterr().out
