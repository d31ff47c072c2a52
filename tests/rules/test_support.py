"""Common ground (M030): half of all, three in ten of each group, one household either side."""

from datetime import date

import pytest

from wugong.rules.support import support, support_rule

DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("groups", "shared", "short"),
    [
        ({"组一": (50, 100)}, True, ()),
        ({"组一": (49, 100)}, False, ()),
        ({"组一": (90, 100), "组二": (3, 10)}, True, ()),
        ({"组一": (90, 100), "组二": (2, 10)}, False, ("组二",)),
        ({"组一": (30, 100), "组二": (80, 100)}, True, ()),
        ({"组一": (29, 100), "组二": (80, 100)}, False, ("组一",)),
        ({"组一": (50, 100), "组二": (0, 0)}, True, ()),
        ({}, False, ()),
        ({"组一": (0, 0)}, False, ()),
    ],
)
def test_what_is_common_ground(groups, shared, short):
    found = support(groups, DAY)
    assert (found.shared, found.short) == (shared, short)


def test_the_share_counts_households_asked():
    assert support({"组一": (1, 3), "组二": (2, 3)}, DAY).share * 2 == 1
    assert support({}, DAY).share == 0


def test_the_rule_says_that_it_is_ours():
    rule = support_rule(date(1999, 1, 1))
    assert (rule.overall, rule.each_group) == (50, 30)
    assert "本系统的建议" in rule.source
