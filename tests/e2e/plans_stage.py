"""Sets the stage for the story of a plan: units of the town, an account that works for one of them, days that pass.

Run by the story in a process of its own, beside the house that is served: `python plans_stage.py units LOGIN`,
`python plans_stage.py days NUMBER COUNT`: for this matter it is so many days later, and the night looked at it.
"""

import os
import sys
from datetime import date, timedelta

import django

LONG_AGO = date(2020, 1, 1)
UNITS = ("镇人居环境办公室", "镇供水管理服务中心")


def main(step: str, *words: str) -> None:
    """Stand in the demonstration county and take the step."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wugong.config.settings")
    django.setup()
    from wugong.counties.models import County  # noqa: PLC0415 # why: app ready
    from wugong.counties.standing import standing_in  # noqa: PLC0415 # why: app ready
    from wugong.demo.county import CODE  # noqa: PLC0415 # why: app ready

    with standing_in(County.objects.get(code=CODE)):
        {"units": units, "days": days}[step](*words)


def units(login: str) -> None:
    """The units stand in the first town of the demonstration; the account works for the first of them."""
    from wugong.accounts.actions import create_user  # noqa: PLC0415 # why: app ready
    from wugong.accounts.models import User  # noqa: PLC0415 # why: app ready
    from wugong.counties.actors import SYSTEM  # noqa: PLC0415 # why: app ready
    from wugong.demo.county import CODE, PASSWORD  # noqa: PLC0415 # why: app ready
    from wugong.matters.assigning import give_hand  # noqa: PLC0415 # why: app ready
    from wugong.places.models import Place  # noqa: PLC0415 # why: app ready
    from wugong.registry.bodies import found_body  # noqa: PLC0415 # why: app ready

    town = Place.objects.select_related("county").get(code=f"{CODE}101")
    office, _water = (found_body(town, name, actor=SYSTEM, kind="office", since=LONG_AGO) for name in UNITS)
    hand = create_user(login, "许在办", actor=SYSTEM, county=town.county, password=PASSWORD)
    give_hand(office, hand, actor=User.objects.get(login_name="yuntang-officer"))


def days(number: str, count: str) -> None:
    """What is due of the matter is due so many days sooner, as if they had passed; the night has told of it."""
    from django.db.models import F  # noqa: PLC0415 # why: app ready
    from django.utils import timezone  # noqa: PLC0415 # why: app ready

    from wugong.counties.actors import SYSTEM  # noqa: PLC0415 # why: app ready
    from wugong.matters.models import ClockRun, Matter, PlanTask  # noqa: PLC0415 # why: app ready
    from wugong.matters.tending import tend  # noqa: PLC0415 # why: app ready

    passed = timedelta(days=int(count))
    matter = Matter.objects.get(number=number)
    matter.facts["until"] = (date.fromisoformat(matter.facts["until"]) - passed).isoformat()
    matter.due_at, matter.amber_at = matter.due_at - passed, matter.amber_at - passed
    matter.save(update_fields=["facts", "due_at", "amber_at"])
    PlanTask.objects.filter(matter=matter).update(until=F("until") - passed)
    running = ClockRun.objects.filter(matter=matter, ended_at__isnull=True)
    running.update(due_at=F("due_at") - passed, amber_at=F("amber_at") - passed)
    tend(timezone.now(), actor=SYSTEM)


if __name__ == "__main__":
    main(*sys.argv[1:])
