"""Two at one moment: the later one waits, and either finds what is there already or is told who was faster."""

from uuid import uuid4

import pytest
from tests.mattered import wish
from tests.meanwhile import meanwhile

from wugong.base.periods import Period
from wugong.counties.standing import standing_in
from wugong.matters import monthly_refusals, refusals
from wugong.matters.merging import merge
from wugong.matters.models import ClockRun, Matter, MonthlyTable, Step
from wugong.matters.monthly import sign_table, table_of
from wugong.matters.moving import move
from wugong.matters.openings import open_matter
from wugong.matters.registers import register_on

pytestmark = pytest.mark.django_db(transaction=True)
MARCH = Period.parse("2026-03")


def test_the_same_sending_twice_at_once_is_one_matter(county, village, resident):
    sent = wish(village, key=uuid4())
    with meanwhile(county, lambda: open_matter(sent, actor=resident)) as came, standing_in(county):
        first = open_matter(sent, actor=resident)
    assert (came[0].matter, came[0].again) == (first.matter, True)
    assert Matter.everywhere.count() == 1


def test_two_sendings_at_once_have_two_numbers(county, village, resident, cadre):
    with meanwhile(county, lambda: open_matter(wish(village), actor=resident)) as came, standing_in(county):
        first = open_matter(wish(village), actor=resident)
    assert int(came[0].matter.number[:8]) == int(first.matter.number[:8]) + 1


def test_of_two_who_move_at_once_one_wins(county, lamp, cadre):
    def refuse():
        return move(lamp, "refuse", actor=cadre, seen="reported", reason="不归村里管")

    with meanwhile(county, refuse) as came, standing_in(county):
        move(lamp, "accept", actor=cadre, seen="reported", facts={"grade": "simple"})
    assert isinstance(came[0], refusals.MovedMeanwhile)
    assert "办理中" in str(came[0])
    with standing_in(county):
        assert Matter.objects.get().state == "accepted"
        assert Step.objects.filter(kind="moved").count() == 1
        assert ClockRun.objects.filter(ended_at__isnull=True).count() == 1


def test_of_two_merged_into_each_other_at_once_one_stays(county, opened, cadre):
    one, other = opened(), opened()
    with meanwhile(county, lambda: merge(other, one, actor=cadre)) as came, standing_in(county):
        merge(one, other, actor=cadre)
    assert isinstance(came[0], refusals.WasMerged)
    assert Matter.everywhere.filter(merged_into__isnull=True).get() == other


def test_of_two_who_sign_one_table_at_once_the_later_reads_that_it_is_signed(county, village, cadre):
    with standing_in(county):
        held = register_on("resident-report")
    table = table_of(held, "month")

    def sign():
        return sign_table(village, held, table, MARCH, actor=cadre)

    with meanwhile(county, sign) as came, standing_in(county):
        first = sign()
    assert isinstance(came[0], monthly_refusals.SignedAlready)
    assert MonthlyTable.everywhere.get() == first


def test_of_two_corrections_at_once_the_later_is_told_that_it_is_there(county, village, cadre, opened, on):
    on("2026-03-03 09:00")
    one, other = opened(), opened()
    on("2026-04-02 09:00")
    with standing_in(county):
        held = register_on("resident-report")
        table = table_of(held, "month")
        sign_table(village, held, table, MARCH, actor=cadre)
        merge(other, one, actor=cadre)

    def correct():
        return sign_table(village, held, table, MARCH, actor=cadre, reason="两件是同一件")

    with meanwhile(county, correct) as came, standing_in(county):
        second = correct()
    assert isinstance(came[0], monthly_refusals.SignedAlready)
    assert second.version == 2
    assert sorted(MonthlyTable.everywhere.values_list("version", flat=True)) == [1, 2]
