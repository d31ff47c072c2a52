"""One measured run of the households bench, in a process of its own: prints seconds, peak and counts."""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import django

COUNTY, TOWN, VILLAGE = "990101", "990101101", "990101101201"
LONG_AGO = date(2020, 1, 1)


def prepare(_path: Path) -> dict[str, object]:
    """The tables and the places are there, and the key."""
    from django.core.management import call_command  # noqa: PLC0415 # why: app ready

    from wugong.bench.household_file import GROUPS  # noqa: PLC0415 # why: app ready
    from wugong.counties.actions import found_county  # noqa: PLC0415 # why: app ready
    from wugong.counties.actors import SYSTEM  # noqa: PLC0415 # why: app ready
    from wugong.counties.standing import standing_in  # noqa: PLC0415 # why: app ready
    from wugong.places.actions import register_place  # noqa: PLC0415 # why: app ready
    from wugong.registry.keys import ring  # noqa: PLC0415 # why: app ready

    call_command("migrate", verbosity=0)
    with standing_in(found_county(COUNTY, "测速县", actor=SYSTEM)):
        names = {COUNTY: "测速县", TOWN: "测速镇", VILLAGE: "测速村"}
        names |= {f"{VILLAGE}{group:02}": f"测速村{group}组" for group in range(1, GROUPS + 1)}
        for code, name in names.items():
            register_place(code, name, actor=SYSTEM, since=LONG_AGO)
        ring.seal("-", "bench")
    return {}


def ours(path: Path) -> dict[str, object]:
    """The whole import: every cell checked, sealed, marked, compared, committed with history."""
    from wugong.counties.actors import SYSTEM  # noqa: PLC0415 # why: app ready
    from wugong.counties.models import County  # noqa: PLC0415 # why: app ready
    from wugong.counties.standing import standing_in  # noqa: PLC0415 # why: app ready
    from wugong.places.models import Place  # noqa: PLC0415 # why: app ready
    from wugong.registry.import_files import draft_of, fingerprint  # noqa: PLC0415 # why: app ready
    from wugong.registry.imports import import_households  # noqa: PLC0415 # why: app ready

    start = time.perf_counter()
    with standing_in(County.objects.get(code=COUNTY)):
        place = Place.objects.get(code=VILLAGE)
        draft, _ground = draft_of(path, place)
        plan = import_households(draft, place, actor=SYSTEM, file=fingerprint(path))
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "taken": plan.count("created"), "refused": plan.refused}


def floor(path: Path) -> dict[str, object]:
    """Read, check in columns, copy."""
    from django.conf import settings  # noqa: PLC0415 # why: app ready

    from wugong.bench.floor_households import checked, copy, read  # noqa: PLC0415 # why: slow import

    given = settings.DATABASES["default"]
    address = f"sqlite:///{given['NAME']}.floor"
    if "postgresql" in given["ENGINE"]:
        address = f"postgresql://{given['USER']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    start = time.perf_counter()
    taken = copy(checked(read(path)), address)
    return {"seconds": time.perf_counter() - start, "taken": taken}


WORKS: dict[str, Callable[[Path], dict[str, object]]] = {"prepare": prepare, "ours": ours, "floor": floor}


def main() -> None:
    """Run the work named in the arguments and print one JSON object."""
    django.setup()
    found = WORKS[sys.argv[1]](Path(sys.argv[2]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**found, "peak_mb": round(peak, 1)}))


if __name__ == "__main__":
    main()
