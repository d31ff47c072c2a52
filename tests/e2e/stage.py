"""Sets the stage for the story of a quarter: one more town whose September is still to be inspected.

Run by the story in a process of its own, beside the house that is served: `python stage.py CODE NAME LOGIN`.
"""

import os
import sys
from datetime import date

import django

LONG_AGO = date(2020, 1, 1)
VILLAGES = ("杨柳坪", "白鹤洲", "石板塘", "双枫")
POINTS = {"2026-07": (93, 90, 86, 80), "2026-08": (94, 89, 87, 81)}
BEFORE = {"2026-04": (80, 90, 88, 86), "2026-05": (80, 90, 88, 86), "2026-06": (80, 90, 88, 86)}


def main(code: str, name: str, login: str) -> None:
    """The town stands with its people; its summer is public, July and August are checked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wugong.config.settings")
    django.setup()
    from wugong.counties.models import County  # noqa: PLC0415 # why: app ready
    from wugong.counties.standing import standing_in  # noqa: PLC0415 # why: app ready

    with standing_in(County.objects.get(code=code[:6])):
        build(code, name, login)


def build(code: str, name: str, login: str) -> None:
    """Do it through the acts that everyone uses."""
    from wugong.access.actions import grant_role  # noqa: PLC0415 # why: app ready
    from wugong.access.roles import RoleKind  # noqa: PLC0415 # why: app ready
    from wugong.accounts.actions import create_user  # noqa: PLC0415 # why: app ready
    from wugong.base.periods import Period  # noqa: PLC0415 # why: app ready
    from wugong.counties.actors import SYSTEM  # noqa: PLC0415 # why: app ready
    from wugong.counties.standing import county_here  # noqa: PLC0415 # why: app ready
    from wugong.demo.county import PASSWORD  # noqa: PLC0415 # why: app ready
    from wugong.places.actions import register_place  # noqa: PLC0415 # why: app ready
    from wugong.review.models import Round  # noqa: PLC0415 # why: app ready
    from wugong.review.rounds import check_round  # noqa: PLC0415 # why: app ready
    from wugong.review.runs import approve_run, prepare_run  # noqa: PLC0415 # why: app ready
    from wugong.review.scores import Sheet, enter_scores  # noqa: PLC0415 # why: app ready

    town = register_place(code, name, actor=SYSTEM, since=LONG_AGO)
    villages = [
        register_place(f"{code}{201 + number}", f"{one}村", actor=SYSTEM, since=LONG_AGO)
        for number, one in enumerate(VILLAGES)
    ]
    people = {
        kind: create_user(
            f"{login}-{word}", f"{name[0]}{said}", actor=SYSTEM, county=county_here(), password=PASSWORD
        )
        for kind, word, said in (
            (RoleKind.TOWN_OFFICER, "officer", "经办"),
            (RoleKind.TOWN_APPROVER, "approver", "审批"),
            (RoleKind.RESIDENT, "resident", "村民"),
        )
    }
    for kind, user in people.items():
        at = villages[0] if kind is RoleKind.RESIDENT else town
        grant_role(user, kind, actor=SYSTEM, at=at, since=LONG_AGO)
    officer, approver = people[RoleKind.TOWN_OFFICER], people[RoleKind.TOWN_APPROVER]
    rows = [
        Sheet(village.code, Period.parse(month), inspection, points * 100)
        for month, given in (BEFORE | POINTS).items()
        for village, points in zip(villages, given, strict=True)
        for inspection in ("covert", "cross")
    ]
    enter_scores(town, rows, actor=officer)
    for one in Round.objects.filter(town=town):
        check_round(town, one.span, one.input, actor=approver)
    approve_run(prepare_run(town, Period.parse("2026-Q2"), actor=officer), actor=approver)


if __name__ == "__main__":
    main(*sys.argv[1:])
