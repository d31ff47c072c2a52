"""What the story of a report asks the house behind its pages.

Run by the story in a process of its own, beside the house that is served: `python matters_stage.py solved` prints
how many matters of the county are struck off; `python matters_stage.py count KEY` how many came under that key.
"""

import os
import sys

import django


def main(step: str, *words: str) -> None:
    """Stand in the demonstration county and take the step."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wugong.config.settings")
    django.setup()
    from wugong.counties.models import County  # noqa: PLC0415 # why: app ready
    from wugong.counties.standing import standing_in  # noqa: PLC0415 # why: app ready
    from wugong.demo.county import CODE  # noqa: PLC0415 # why: app ready

    with standing_in(County.objects.get(code=CODE)):
        {"solved": solved, "count": count}[step](*words)


def solved() -> None:
    """Print how many matters are struck off."""
    from wugong.matters.models import Matter  # noqa: PLC0415 # why: app ready
    from wugong.rules.register_parts import StateKind  # noqa: PLC0415 # why: app ready

    print(Matter.objects.filter(kind=StateKind.SOLVED).count())


def count(key: str) -> None:
    """Print how many matters came under the key, and how many photos they have."""
    from wugong.matters.models import Evidence, Matter  # noqa: PLC0415 # why: app ready

    print(Matter.objects.filter(key=key).count(), Evidence.objects.filter(matter__key=key).count())


if __name__ == "__main__":
    main(*sys.argv[1:])
