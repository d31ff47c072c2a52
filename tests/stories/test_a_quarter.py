"""A quarter as a town office would tell it: the worked town of the appraisal rules, entered, computed, approved."""

from datetime import date

import pytest
from django.test import Client
from tests.appraised import check_rounds

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.actions import register_place
from wugong.places.models import Place
from wugong.review.models import Award, Figure
from wugong.review.registers import post_cadre, register_holder
from wugong.review.runs import approve_run, prepare_run
from wugong.review.schemes import adopt_scheme
from wugong.review.scores import Sheet, enter_scores
from wugong.rules.library import scheme_text

NEW_YEAR = date(2026, 1, 1)
BEFORE = "ACFBGEDH"  # the ranks of the quarter before: A first, H last
NOW = {
    "A": (9410, 9280, 9540),
    "B": (9640, 9740, 9570),
    "C": (8940, 8990, 9070),
    "D": (8950, 8940, 9270),
    "E": (8350, 8710, 9280),
    "F": (8080, 8280, 8090),
    "G": (7350, 7340, 7590),
    "H": (7330, 7420, 7080),
}


def sheets(codes: dict[str, str]) -> list[Sheet]:
    """Both quarters; covert and cross are given alike, so that a month's score is what is written here."""
    given = [
        (letter, f"2026-0{month}", 9000 - 100 * place)
        for place, letter in enumerate(BEFORE)
        for month in (4, 5, 6)
    ]
    given += [
        (letter, f"2026-0{month}", hundredths)
        for letter, three in NOW.items()
        for month, hundredths in zip((7, 8, 9), three, strict=True)
    ]
    return [
        Sheet(codes[letter], Period.parse(month), name, hundredths)
        for letter, month, hundredths in given
        for name in ("covert", "cross")
    ]


@pytest.fixture
def told(
    county: County,
    county_place: Place,
    town: Place,
    rule_keeper: User,
    town_officer: User,
    town_approver: User,
):
    """The office does its quarter; returns the run."""
    with standing_in(county):
        adopt_scheme(county_place, scheme_text("town-environment"), actor=rule_keeper, since=NEW_YEAR)
        places = {
            letter: register_place(f"{town.code}30{number}", f"{letter}村", actor=SYSTEM, since=NEW_YEAR)
            for number, letter in enumerate(NOW, 1)
        }
        enter_scores(
            town, sheets({letter: place.code for letter, place in places.items()}), actor=town_officer
        )
        check_rounds(town, town_approver)
        register_holder(places["A"], "county", actor=town_officer, since=NEW_YEAR)
        for letter in "BCDH":
            post_cadre(places[letter], "post-cadre", f"P-{letter}", actor=town_officer, since=NEW_YEAR)
        spring = prepare_run(town, Period.parse("2026-Q2"), actor=town_officer)
        approve_run(spring, actor=town_approver)
        run = prepare_run(town, Period.parse("2026-Q3"), actor=town_officer)
        with pytest.raises(NotAllowed):
            approve_run(run, actor=town_officer)
        yield approve_run(run, actor=town_approver)


def test_scores_ranks_and_eligible_ranks_are_those_of_the_worked_town(told) -> None:
    rows = Figure.objects.filter(run=told).order_by("rank").select_related("village")
    found = [(row.village.name[0], row.hundredths, row.previous_rank, row.eligible_rank) for row in rows]
    assert found == [
        ("B", 9650, 4, 1),
        ("A", 9410, 1, None),
        ("D", 9053, 7, 2),
        ("C", 9000, 2, 3),
        ("E", 8780, 6, 4),
        ("F", 8150, 3, 5),
        ("G", 7427, 5, 6),
        ("H", 7277, 8, 7),
    ]


def test_rewards_are_those_of_the_worked_town(told) -> None:
    awards = Award.objects.filter(run=told, fen__isnull=False).order_by("recipient", "-fen")
    yuan = [
        (one.award, one.village.name[0], (one.fen or 0) // 100) for one in awards.select_related("village")
    ]
    assert sorted(yuan) == [
        ("post-reward", "B", 200),
        ("post-reward", "B", 300),
        ("post-reward", "C", 100),
        ("post-reward", "D", 200),
        ("post-reward", "D", 200),
        ("progress", "B", 4000),
        ("progress", "D", 4000),
        ("rank-reward", "B", 10000),
        ("rank-reward", "C", 6000),
        ("rank-reward", "D", 8000),
    ]


def test_last_village_again_is_referred_and_nobody_outside_learns_it(told, client: Client) -> None:
    assert Award.objects.filter(run=told, award="referral", village__name="H村", public=False).exists()
    page = client.get("/990101101308/").content.decode()
    assert "H村" in page
    assert "移交" not in page
    assert "末位" not in page


def test_everyone_reads_the_board(told, client: Client) -> None:
    page = client.get("/990101101/2026-Q3/").content.decode()
    assert "14,000" in page
    assert "12,000" in page
