"""Each address of the house × each role of the cast: who gets in, who is shown the door, who is refused."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.access.matrix import MATRIX
from tests.cast import MEMBERS

from wugong.web.access_marks import access_rule_of


def addresses(patterns=None, prefix=""):
    """Yield the full name and the view of every address; one without a name goes by its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from addresses(pattern.url_patterns, inside)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or pattern.pattern}", pattern.callback


def test_every_address_has_a_row_and_every_row_an_address():
    assert {name for name, _ in addresses()} == set(MATRIX)


def test_every_view_of_ours_carries_its_rule():
    ours = [(name, view) for name, view in addresses() if not name.startswith("admin:")]
    assert [name for name, view in ours if access_rule_of(view) is None] == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["anonymous", *MEMBERS])
def test_each_role_enters_where_it_may_and_nowhere_else(who, request, client, as_user):
    if who != "anonymous":
        as_user(request.getfixturevalue(who))
    else:
        request.getfixturevalue("village")
    wrong = {}
    for name, row in MATRIX.items():
        for fixture in row.given:
            request.getfixturevalue(fixture)
        answer = client.get(row.path or reverse(name, kwargs=row.args)).status_code
        if answer != (expected := status(row, who)):
            wrong[name] = (answer, expected)
    assert wrong == {}


def status(row, who):
    """Return the status the row says for this visitor."""
    if who in row.instead:
        return row.instead[who]
    if who in row.who:
        return row.enters
    return 302 if who == "anonymous" else row.refused
