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
from wugong.places.models import Place

OURS = [table for table in apps.get_models() if table.__module__.startswith("wugong.")]


def test_the_tables_of_the_house_can_be_divided():
    assert list(faults(OURS)) == []
    assert tables_can_be_divided(None) == []


def test_the_list_of_tables_that_need_no_county_is_short_and_gives_reasons():
    assert set(NOT_SCOPED) == {County._meta.label, User._meta.label}
    assert all(NOT_SCOPED.values())


class Cheats:
    """Tables that cannot be divided, each for one reason; made anew as each test asks for them."""

    def unscoped():
        class Loose(models.Model):
            class Meta:
                app_label = "counties"

        return Loose

    def unscoped_and_pointing_inside():
        class Loose(models.Model):
            place = models.ForeignKey(Place, models.CASCADE, related_name="+")

            class Meta:
                app_label = "counties"

        return Loose

    def key_that_is_no_uuid():
        class Counted(Scoped):
            id = models.BigAutoField(primary_key=True)

            class Meta:
                app_label = "counties"

        return Counted

    def unique_field():
        class Single(Scoped):
            code = models.CharField(max_length=9, unique=True)

            class Meta:
                app_label = "counties"

        return Single

    def one_to_one():
        class Twin(Scoped):
            place = models.OneToOneField(Place, models.CASCADE, related_name="+")

            class Meta:
                app_label = "counties"

        return Twin

    def unique_together():
        class Pair(Scoped):
            a = models.CharField(max_length=9)

            class Meta:
                app_label = "counties"
                unique_together = [("county", "a")]

        return Pair

    def constraint_without_county():
        class Held(Scoped):
            a = models.CharField(max_length=9)

            class Meta:
                app_label = "counties"
                constraints = [models.UniqueConstraint(fields=["a"], name="held_once")]

        return Held

    def constraint_by_expressions():
        class Said(Scoped):
            a = models.CharField(max_length=9)

            class Meta:
                app_label = "counties"
                constraints = [models.UniqueConstraint("county", "a", name="said_once")]

        return Said

    def automatic_many_to_many():
        class Many(Scoped):
            places = models.ManyToManyField(Place, related_name="+")

            class Meta:
                app_label = "counties"

        return Many

    def plain_foreign_key():
        class Plain(Scoped):
            place = models.ForeignKey(Place, models.CASCADE, related_name="+")

            class Meta:
                app_label = "counties"

        return Plain


@pytest.mark.parametrize(
    ("cheat", "said"),
    [
        ("unscoped", "neither Scoped nor in the list"),
        ("unscoped_and_pointing_inside", "points from an unscoped table into a scoped one"),
        ("key_that_is_no_uuid", "has a key that is no UUID"),
        ("unique_field", "code is unique on its own"),
        ("one_to_one", "place is unique on its own"),
        ("unique_together", "uses unique_together"),
        ("constraint_without_county", "held_once does not name the county"),
        ("constraint_by_expressions", "said_once does not name the county"),
        ("automatic_many_to_many", "places makes a table of its own"),
        ("plain_foreign_key", "place is a plain foreign key between scoped tables"),
    ],
)
@isolate_apps("wugong.counties")
def test_a_cheat_is_found(cheat, said):
    assert any(said in fault for fault in faults([getattr(Cheats, cheat)()]))


@isolate_apps("wugong.counties")
def test_an_honest_table_is_not_blamed():
    class Honest(Scoped):
        place = CountyForeignKey(Place, models.PROTECT, related_name="+")
        user = models.ForeignKey(User, models.PROTECT, related_name="+")

        class Meta:
            app_label = "counties"
            constraints = [models.UniqueConstraint(fields=["county", "place"], name="honest_once")]

    assert list(faults([Honest])) == []


def test_tables_of_others_are_not_walked():
    assert Group not in OURS
    assert list(faults([Group])) != []
