"""Points grow old by the catalogue's rule: oldest spent first, a part carried over, the rest gone, once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.points.test_pools import award, opened, order

from wugong.access.refusals import NotAllowed
from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import Line
from wugong.notices.models import Notice
from wugong.points.commands import points
from wugong.points.expiries import expire_everywhere, expire_points, next_due, old_points
from wugong.points.pool_cover import cover
from wugong.points.statements import balances_of, statement_of
from wugong.rules.points_catalogue import Expiry, catalogue_text

TODAY = timezone.localdate()
HALF = Expiry(12, 50)
LATER = HALF.due(TODAY)
BEFORE = LATER - timedelta(days=1)


def line(day, amount, kind="award"):
    return Line(None, 1, day, kind, amount, 0, "", None, pending=False)


def old(*lines, day=date(2026, 2, 1), rule=HALF):
    return old_points(lines, rule, day)


def test_points_are_old_on_their_day_and_not_the_day_before():
    given = line(date(2025, 1, 31), 10)
    assert (old(given), old(given, day=date(2026, 1, 31))) == (10, 0)


def test_what_goes_out_takes_the_oldest_first():
    assert old(line(date(2025, 1, 1), 10), line(date(2025, 6, 1), 10), line(date(2025, 7, 1), -12)) == 0


def test_what_was_carried_over_is_new_on_that_day():
    lines = (line(date(2025, 1, 1), 10), line(date(2026, 2, 1), -5, "expiry"))
    assert (old(*lines), old(*lines, day=date(2027, 3, 1))) == (0, 5)


def test_what_expired_whole_leaves_nothing():
    assert old(line(date(2025, 1, 1), 10), line(date(2026, 2, 1), -10, "expiry"), day=date(2030, 1, 1)) == 0


def test_the_next_day_on_which_points_expire():
    assert next_due([line(date(2025, 1, 5), 11)], HALF, date(2025, 2, 1)) == (date(2026, 2, 1), 6)
    assert next_due([line(date(2025, 1, 5), 11)], HALF, date(2026, 2, 1)) is None


@pytest.fixture
def having(here, village, catalogue, family):
    opened(village)
    award(village, family, 11)
    return family


def test_half_expires_and_half_stays_and_once(having, village):
    assert expire_points(village, LATER, actor=SYSTEM) == {having.pk: 6}
    assert expire_points(village, LATER, actor=SYSTEM) == {}
    assert (balances_of([having])[having.pk].posted, cover(village).expired) == (5, 6)
    assert cover(village).slack == 6_00


def test_the_household_is_told_what_expired(having, village, villager):
    expire_points(village, LATER, actor=SYSTEM)
    (notice,) = Notice.objects.filter(to=villager)
    assert (notice.kind, notice.facts["points"]) == ("points.points_expired", 6)


def test_nothing_expires_the_day_before(having, village):
    assert expire_points(village, BEFORE, actor=SYSTEM) == {}


def test_what_an_order_keeps_does_not_expire(having, village):
    order(having, 8)
    assert expire_points(village, LATER, actor=SYSTEM) == {having.pk: 2}


def test_who_has_nothing_left_loses_nothing(having, village):
    order(having, 11, expires=False)
    assert expire_points(village, LATER, actor=SYSTEM) == {}


def test_without_a_catalogue_nothing_expires(here, village, family):
    assert expire_points(village, TODAY, actor=SYSTEM) == {}


def test_a_catalogue_without_a_rule_lets_nothing_expire(here, village, make_adoption, family):
    text = catalogue_text("starter").replace("expiry: {months: 12, keep: 50}", "#")
    make_adoption(village, text, TODAY)
    opened(village)
    award(village, family, 11)
    assert expire_points(village, LATER, actor=SYSTEM) == {}


def test_a_resident_lets_nothing_expire(having, village, resident):
    with pytest.raises(NotAllowed):
        expire_points(village, LATER, actor=resident)


def test_the_night_goes_through_all_villages(having, county):
    assert expire_everywhere(LATER, actor=SYSTEM) == 1


def test_the_statement_warns_before(having):
    assert statement_of(having).expiring == (LATER, 6)


def test_the_console_lets_them_expire(having, capsys):
    assert points(["expire", "--day", f"{LATER}"]) == 0
    assert "1 户" in capsys.readouterr().out
