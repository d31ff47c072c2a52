"""A process that is killed while it opens many matters, or signs a table, leaves all of it or nothing."""

import os
import signal
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from tests.mattered import wish

from wugong.audit.models import Record
from wugong.base.periods import Period
from wugong.matters.models import Asker, ClockRun, Matter, MonthlyTable, NumberRun, Step
from wugong.matters.monthly import sign_table, table_of
from wugong.matters.openings import open_many
from wugong.matters.registers import register_on
from wugong.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = (Matter, Step, Asker, ClockRun, MonthlyTable, Notice, Record)
WRITES = ("INSERT", "UPDATE", "DELETE")
MARCH = Period.parse("2026-03")


class Killing:
    """Ends its own process, as the machine would, once so many writes were sent."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        done = execute(sql, *rest)
        self.left -= sql.lstrip().startswith(WRITES)
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


def killed(act, after: int) -> bool:
    """Say whether a process that did this was killed after so many writes; else it was through before."""
    connections.close_all()  # no process shares a connection with another
    child = os.fork()
    if child == 0:
        try:
            with connection.execute_wrapper(Killing(after)):
                act()
            os._exit(0)
        finally:
            os._exit(1)
    _, how = os.waitpid(child, 0)
    if os.WIFSIGNALED(how):
        assert os.WTERMSIG(how) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(how) == 0
    return False


def there() -> tuple[Any, ...]:
    """What stands in the tables."""
    return (*(model.objects.count() for model in TABLES), *NumberRun.objects.values_list("last", flat=True))


def kill_at_each_write(act) -> int:
    """Nothing is there after any of the kills; returns how many writes it takes to be through."""
    before = there()
    for after in count(1):
        if not killed(act, after):
            return after - 1
        assert there() == before, f"killed after {after} writes"
    raise AssertionError


def test_many_matters_are_opened_or_none(here, village, resident, cadre):
    wishes = [wish(village, title=f"第{n}盏路灯不亮", key=uuid4()) for n in range(3)]
    writes = kill_at_each_write(lambda: open_many(wishes, actor=resident))
    assert writes >= 6  # numbers, matters, clocks, lines, askers, record, notices
    assert Matter.objects.count() == Step.objects.count() == ClockRun.objects.count() == 3
    assert [one.again for one in open_many(wishes, actor=resident)] == [True] * 3
    assert Matter.objects.count() == 3
    assert sorted(Matter.objects.values_list("key", flat=True)) == sorted(one.key for one in wishes)


def test_a_table_is_signed_or_not(here, village, cadre):
    held = register_on("resident-report")
    table = table_of(held, "month")
    writes = kill_at_each_write(lambda: sign_table(village, held, table, MARCH, actor=cadre))
    assert writes >= 2  # the table, the record
    assert MonthlyTable.objects.get().version == 1
