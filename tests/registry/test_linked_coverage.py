"""The lowest level of a coverage chain: whom an adopted plan of links reaches has somebody who calls."""

from datetime import date

import pytest

from wugong.registry.duty_pages import coverage_at
from wugong.registry.links import adopt_links, propose_links
from wugong.registry.register_pages import desk_of

CHAIN = "four-cover-one-link"


@pytest.fixture
def homes(here, village, make_household):
    return [make_household(village, f"{n:04d}", longitude=112 + n * 0.0001, latitude=30) for n in range(1, 4)]


def vacant(village, visitor, chain=CHAIN):
    lines = coverage_at(desk_of(village.code, visitor), chain, date.today()).lines  # noqa: DTZ011 -- any day
    return len(next(line.standing for line in lines if line.line.key == "household").vacant)


def test_a_plan_that_is_only_proposed_covers_nobody(homes, village, cadre):
    propose_links(village, actor=cadre)
    assert vacant(village, cadre) == len(homes)


def test_an_adopted_plan_covers_whom_it_links(homes, village, cadre):
    adopt_links(propose_links(village, actor=cadre), actor=cadre)
    assert vacant(village, cadre) == 0


def test_a_household_that_comes_afterwards_is_vacant(homes, village, cadre, make_household):
    adopt_links(propose_links(village, actor=cadre), actor=cadre)
    make_household(village, "0009")
    assert vacant(village, cadre) == 1


def test_a_chain_that_does_not_count_links_stays_vacant(homes, village, cadre):
    adopt_links(propose_links(village, actor=cadre), actor=cadre)
    assert vacant(village, cadre, "three-level") == len(homes)
