"""Household cards: issued once, replaced when lost, and what each token opens."""

import pytest
import segno

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.points import refusals
from wugong.points.card_pages import qr_path
from wugong.points.cards import card_of, issue_cards, replace_card
from wugong.points.models import Card

pytestmark = pytest.mark.usefixtures("here")


@pytest.mark.parametrize("who", ["resident", "supervisor", "town_officer"])
def test_only_the_cadre_issues_and_replaces(who, request, homes, cadre):
    user = request.getfixturevalue(who)
    issue_cards(homes, actor=cadre)
    with pytest.raises(NotAllowed):
        issue_cards(homes, actor=user)
    with pytest.raises(NotAllowed):
        replace_card(homes[0], actor=user)


def test_each_household_has_one_card(homes, cadre):
    assert len(issue_cards(homes[:2], actor=cadre)) == 2
    assert len(issue_cards(homes, actor=cadre)) == 3
    assert Card.objects.count() == 5
    counts = (
        Record.objects.filter(act="points.cards_issued").order_by("pk").values_list("facts__count", flat=True)
    )
    assert list(counts) == [2, 3]


def test_a_card_stands_for_its_household(homes, cadre):
    [card] = issue_cards(homes[:1], actor=cadre)
    assert card_of(card.token).household == homes[0]
    assert card_of("guessed") is None


def test_there_must_be_a_card_to_replace(homes, cadre):
    with pytest.raises(refusals.NoCardYet, match="0201"):
        replace_card(homes[0], actor=cadre)


def test_a_lost_card_opens_nothing_any_more(homes, cadre):
    [lost] = issue_cards(homes[:1], actor=cadre)
    new = replace_card(homes[0], actor=cadre)
    assert card_of(lost.token) is None
    assert card_of(new.token) == new


def test_the_code_on_paper_has_the_dark_squares_of_its_address():
    text = "https://example.org/points/card/abc/"
    side, path = qr_path(text)
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=4))
    drawn = {tuple(map(int, one.removesuffix("h1v1h-1z").split())) for one in path.split("M")[1:]}
    dark = {(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module}
    assert (side, drawn) == (len(rows), dark)
