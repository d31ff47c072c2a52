"""Every table of ours can be divided by county; each way to cheat is found."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import models
from django.test.utils import isolate_apps

from wugong.accounts.models import User
from wugong.counties.checks import tables_can_be_divided
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import County, Scoped
from wugong.counties.shardability import NOT_SCOPED, faults
from wugong.places.models import Place, Succession

OURS = [table for table in apps.get_models() if table.__module__.startswith("wugong.")]


def test_the_tables_of_the_house_can_be_divided():
    assert list(faults(OURS)) == []
    assert tables_can_be_divided(None) == []


def test_the_list_of_tables_that_need_no_county_is_short_and_gives_reasons():
    assert set(NOT_SCOPED) == {County._meta.label, User._meta.label}
    assert all(NOT_SCOPED.values())


def table(base=Scoped, meta=(), **fields):
    """Return a table made for one test."""
    inside = type("Meta", (), {"app_label": "counties", **dict(meta)})
    return type("Made", (base,), {"__module__": __name__, "Meta": inside, **fields})


def text(**options):
    return models.CharField(max_length=9, **options)


def to_place(kind=models.ForeignKey):
    return kind(Place, models.PROTECT, related_name="+")


def unique(*args, **kwargs):
    return {"constraints": [models.UniqueConstraint(*args, name="once", **kwargs)]}


CHEATS = {
    "neither Scoped nor in the list": lambda: table(models.Model),
    "points from an unscoped table into a scoped one": lambda: table(models.Model, place=to_place()),
    "has a key that is no UUID": lambda: table(id=models.BigAutoField(primary_key=True)),
    "code is unique on its own": lambda: table(code=text(unique=True)),
    "place is unique on its own": lambda: table(place=to_place(models.OneToOneField)),
    "uses unique_together": lambda: table(meta={"unique_together": [("county", "code")]}, code=text()),
    "once does not name the county": lambda: table(meta=unique(fields=["code"]), code=text()),
    "once does not name the county in": lambda: table(meta=unique("county", "code"), code=text()),
    "places makes a table of its own": lambda: table(places=models.ManyToManyField(Place, related_name="+")),
    "place is a plain foreign key between scoped tables": lambda: table(place=to_place()),
}


@pytest.mark.parametrize(("said", "cheat"), CHEATS.items(), ids=CHEATS)
@isolate_apps("wugong.counties")
def test_a_cheat_is_found(said, cheat):
    assert any(said in fault for fault in faults([cheat()]))


@isolate_apps("wugong.counties")
def test_an_honest_table_is_not_blamed():
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    through = models.ManyToManyField("self", symmetrical=False, through=Succession, related_name="+")
    once = unique(fields=["county", "place"])
    honest = table(meta=once, place=to_place(CountyForeignKey), user=user, later=through)
    assert list(faults([honest])) == []


def test_tables_of_others_are_not_walked():
    assert Group not in OURS
    assert list(faults([Group])) != []
