"""Moves the story of points on where no phone can: seats get accounts, the days of the newest list pass.

Run by the story in a process of its own, beside the house that is served: `python points_stage.py seat CLAIM`
prints who judges the claim; `python points_stage.py pass` books what hung.
"""

import os
import sys
from datetime import timedelta

import django


def main(step: str, *words: str) -> None:
    """Stand in the demonstration county and take the step."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wugong.config.settings")
    django.setup()
    from wugong.counties.models import County  # noqa: PLC0415 # why: app ready
    from wugong.counties.standing import standing_in  # noqa: PLC0415 # why: app ready
    from wugong.demo.county import CODE  # noqa: PLC0415 # why: app ready

    with standing_in(County.objects.get(code=CODE)):
        {"seat": seat, "pass": pass_days}[step](*words)


def seat(key: str) -> None:
    """Everyone who judges the claim has an account; their login names are printed, a line each."""
    from wugong.accounts.actions import create_user  # noqa: PLC0415 # why: app ready
    from wugong.accounts.models import User  # noqa: PLC0415 # why: app ready
    from wugong.counties.actors import SYSTEM  # noqa: PLC0415 # why: app ready
    from wugong.counties.standing import county_here  # noqa: PLC0415 # why: app ready
    from wugong.demo.county import PASSWORD  # noqa: PLC0415 # why: app ready
    from wugong.points.models import Claim  # noqa: PLC0415 # why: app ready
    from wugong.points.panel_juries import Bench, standing_panel  # noqa: PLC0415 # why: app ready
    from wugong.registry.bindings import bind_account  # noqa: PLC0415 # why: app ready

    claim = Claim.objects.select_related("village", "adoption").get(pk=key)
    panel = standing_panel(claim.village)
    assert panel is not None
    for one in Bench(panel).juries([claim])[claim.pk]:
        name = f"panel-{one.order}"
        if not User.objects.filter(login_name=name).exists():
            user = create_user(name, "评议员", actor=SYSTEM, county=county_here(), password=PASSWORD)
            bind_account(user, one.person, actor=SYSTEM)
        print(name)


def pass_days() -> None:
    """The newest list has hung out its days, and the night books it."""
    from django.utils import timezone  # noqa: PLC0415 # why: app ready

    from wugong.counties.actors import SYSTEM  # noqa: PLC0415 # why: app ready
    from wugong.points.booking import book_listing  # noqa: PLC0415 # why: app ready
    from wugong.points.models import Listing  # noqa: PLC0415 # why: app ready

    newest = Listing.objects.order_by("-made_at").first()
    assert newest is not None
    yesterday = timezone.localdate() - timedelta(days=1)
    Listing.objects.filter(pk=newest.pk).update(last_day=yesterday, objections_until=yesterday)
    book_listing(Listing.objects.select_related("village").get(pk=newest.pk), actor=SYSTEM)


if __name__ == "__main__":
    main(*sys.argv[1:])
