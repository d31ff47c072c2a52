"""Our side of the matters bench, in a process of its own: prepares a county, draws lists, exports a register.

`python -m wugong.bench.matters_work FOLDER prepare COUNT | desk | filter | export`
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import django

django.setup()

from django.apps import apps  # noqa: E402 # why: app ready
from django.conf import settings  # noqa: E402 # why: app ready
from django.core.management import call_command  # noqa: E402 # why: app ready
from django.core.wsgi import get_wsgi_application  # noqa: E402 # why: app ready
from django.db import connection  # noqa: E402 # why: app ready
from django.test import Client  # noqa: E402 # why: app ready
from django.utils import timezone  # noqa: E402 # why: app ready

from wugong.access.actions import grant_role  # noqa: E402 # why: app ready
from wugong.access.roles import RoleKind  # noqa: E402 # why: app ready
from wugong.accounts.actions import create_user  # noqa: E402 # why: app ready
from wugong.accounts.models import User  # noqa: E402 # why: app ready
from wugong.bench.clock import Application, ask, cpu_of, environ  # noqa: E402 # why: app ready
from wugong.bench.households_work import COUNTY, LONG_AGO  # noqa: E402 # why: app ready
from wugong.counties.actions import found_county  # noqa: E402 # why: app ready
from wugong.counties.actors import SYSTEM  # noqa: E402 # why: app ready
from wugong.counties.models import County  # noqa: E402 # why: app ready
from wugong.counties.standing import standing_in  # noqa: E402 # why: app ready
from wugong.matters.desk_sights import held_at, sight_at  # noqa: E402 # why: app ready
from wugong.matters.exports import Export, export_register  # noqa: E402 # why: app ready
from wugong.matters.models import Asker, Matter  # noqa: E402 # why: app ready
from wugong.matters.numbers import number_of  # noqa: E402 # why: app ready
from wugong.matters.registers import register_on  # noqa: E402 # why: app ready
from wugong.places.actions import register_place  # noqa: E402 # why: app ready
from wugong.places.models import Place  # noqa: E402 # why: app ready

REGISTER: Final = "resident-report"
TOWNS, VILLAGES = 10, 15  # of each town
OFFICER: Final = "bench-officer"
TOWN: Final = f"{COUNTY}101"
LISTS: Final = {
    "desk": (f"/desk/{TOWN}/matters/", ""),
    "filter": (f"/desk/{TOWN}/matters/", f"scope=within&register={REGISTER}&light=red&category=03"),
}
AT_ONCE: Final = 5_000


def prepare(count: int) -> None:
    """The county has so many matters, most on the desks of villages, each asked for by somebody."""
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}  # tables as they are now
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    county = found_county(COUNTY, "测速县", actor=SYSTEM)
    with standing_in(county):
        places = list(_places())
        officer = create_user(OFFICER, "测速员", actor=SYSTEM, county=county, password="-" * 16)
        town = next(one for one in places if one.code == TOWN)
        grant_role(officer, RoleKind.TOWN_OFFICER, actor=SYSTEM, at=town, since=LONG_AGO)
        _write(_matters(places, count, officer), actor=officer)
        with connection.cursor() as cursor:
            cursor.execute("analyze")


def _write(rows: Iterator[Matter], *, actor: User) -> None:
    while some := list(islice(rows, AT_ONCE)):
        Matter.objects.bulk_create(some)
        Asker.objects.bulk_create(Asker(matter=one, first_matter=one, user=actor) for one in some)


def _places() -> Iterator[Place]:
    yield register_place(COUNTY, "测速县", actor=SYSTEM, since=LONG_AGO)
    for town in range(TOWNS):
        code = f"{COUNTY}{101 + town}"
        yield register_place(code, f"测速{town + 1}镇", actor=SYSTEM, since=LONG_AGO)
        for village in range(VILLAGES):
            name = f"测速{town + 1}镇{village + 1}村"
            yield register_place(f"{code}{201 + village}", name, actor=SYSTEM, since=LONG_AGO)


def _matters(places: list[Place], count: int, officer: User) -> Iterator[Matter]:
    """Yield matters as acts would have left them; a bench has no time for two hundred thousand acts."""
    chance, now, held = random.Random(6), timezone.now(), register_on(REGISTER)  # noqa: S311 -- a bench
    villages = [one for one in places if len(one.code) == 12]
    towns = {one.code: one for one in places if len(one.code) == 9}
    states = held.version.states
    for running in range(count):
        village, state = chance.choice(villages), chance.choices(states, _weights(len(states)))[0]
        due = now + timedelta(hours=chance.randint(-400, 900)) if state.kind == "open" else None
        yield Matter(
            number=number_of(26, running + 1),
            key=uuid4(),
            register=REGISTER,
            version=held.version.name,
            stage=held.register.stage,
            place=village,
            lies_with=village if chance.random() < 0.8 else towns[village.code[:9]],
            title=f"路灯第 {running} 盏不亮，夜里看不清路",
            text="从桥头往里数第三根灯杆，晚上九点以后不亮，老人走路不方便。",
            where="桥头第三根灯杆",
            category=f"{chance.randint(1, 13):02d}",
            facts={"grade": chance.choice(("simple", "general", "complex"))},
            state=state.code,
            kind=state.kind.value,
            handler=officer if chance.random() < 0.3 else None,
            channel="phone",
            due_at=due,
            amber_at=due - timedelta(days=2) if due else None,
        )


def _weights(count: int) -> list[int]:
    return [3, 4, *([2] * (count - 2))]


def _application() -> tuple[Application, str]:
    client = Client()
    client.force_login(User.objects.get(login_name=OFFICER), "django.contrib.auth.backends.ModelBackend")
    return get_wsgi_application(), f"sessionid={client.cookies['sessionid'].value}"


def _request(work: str, cookie: str) -> dict[str, Any]:
    path, query = LISTS[work]
    return environ(path, HTTP_COOKIE=cookie) | {"QUERY_STRING": query}


def drawn(work: str) -> dict[str, Any]:
    """Return the CPU seconds of one list, drawn for its officer."""
    application, cookie = _application()
    return {"seconds": cpu_of(application, _request(work, cookie))}


def sql(folder: Path, work: str) -> None:
    """The statements about matters by which we draw a list, or read the first rows of an export, are kept."""
    if work == "export":
        first = next(_export()._read(), [])
        statements = _asked(lambda: next(_export()._read(), None)) if first else []
        statements = statements[-2:]
    else:
        application, cookie = _application()
        ask(application, _request(work, cookie))
        statements = _asked(lambda: ask(application, _request(work, cookie)))
    kept = [one for one in statements if '"matters_matter"' in one or '"matters_asker"' in one]
    folder.joinpath(f"{work}.json").write_text(json.dumps(kept), "utf-8")


def _asked(act: Callable[[], object]) -> list[str]:
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    act()
    connection.force_debug_cursor = False
    return [str(one["sql"]) for one in connection.queries_log]


def _export() -> Export:
    with standing_in(County.objects.get(code=COUNTY)):
        officer = User.objects.get(login_name=OFFICER)
        sight = sight_at(TOWN, officer)
        return export_register(sight, held_at(sight, REGISTER), actor=officer)


def exported() -> dict[str, Any]:
    """Return how many rows a second went out as JSON Lines, and how much memory it took at most."""
    start_mb = _peak()
    rows, seconds = _sent(_export().lines())
    peak = _peak()
    _pieces, of_book = _sent(_export().book())
    return {
        "rows": rows,
        "rows_per_s": rows / seconds,
        "start_mb": start_mb,
        "peak_mb": peak,
        "book_rows_per_s": round(rows / of_book),
    }


def _sent(pieces: Iterable[bytes]) -> tuple[int, float]:
    start, lines = time.process_time(), 0
    for piece in pieces:
        lines += piece.count(b"\n")
    return lines, time.process_time() - start


def _peak() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def main() -> None:
    """Do what the words say; what was measured is printed as an object."""
    folder, work, *more = sys.argv[1:]
    if work == "prepare":
        prepare(int(more[0]))
        for one in (*LISTS, "export"):
            sql(Path(folder), one)
    else:
        print(json.dumps(exported() if work == "export" else drawn(work)))


if __name__ == "__main__":
    main()
