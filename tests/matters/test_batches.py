"""Acts on many matters at a desk: each its own verdict, and what was refused is said."""

import pytest

from wugong.counties.standing import standing_in
from wugong.matters.batches import common_moves
from wugong.matters.models import Matter

QUERIES = 13  # of the list, however many matters


def address(village) -> str:
    return f"/desk/{village.code}/matters/batch/"


def test_nothing_ticked_is_said(as_user, cadre, village) -> None:
    answer = as_user(cadre).get(address(village))
    assert "还没有勾选事项" in answer.content.decode()


def test_only_moves_that_all_allow_are_offered(county, lamp, accepted, opened) -> None:
    second = opened()
    with standing_in(county):
        assert [move.code for move in common_moves([second])] == ["refuse", "withdraw"]
        assert [move.code for move in common_moves([second, accepted])] == ["withdraw"]


def test_many_are_given_at_once(as_user, cadre, village, opened) -> None:
    rows = [opened(), opened()]
    given = {"act": "assign", "m": [str(one.pk) for one in rows], "assign-handler": str(cadre.pk)}
    as_user(cadre).post(address(village), given)
    assert Matter.everywhere.filter(handler=cadre).count() == 2


def test_what_was_refused_is_named_and_left_as_it_was(
    as_user, cadre, village, county, opened, accepted
) -> None:
    done, over = opened(), accepted
    client = as_user(cadre)
    keys = [str(done.pk), str(over.pk)]
    given = {"act": "move", "m": keys, "move-move": "withdraw", "move-words": ""}
    answer = client.post(address(village), given, follow=True)
    page = answer.content.decode()
    assert "2 件没有动" in page
    assert "这一步要由提出的人来办" in page
    assert Matter.everywhere.get(pk=done.pk).state == "reported"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_many_queries_for_three_as_for_one(
    count, as_user, cadre, village, opened, django_assert_num_queries
) -> None:
    for _ in range(count):
        opened()
    client = as_user(cadre)
    client.get(f"/desk/{village.code}/matters/")
    with django_assert_num_queries(QUERIES):
        client.get(f"/desk/{village.code}/matters/")
