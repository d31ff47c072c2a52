"""Organisations: founded from a template in one act, established, renamed, renewed, dissolved."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.registry import body_refusals as refusals
from wugong.registry.bodies import (
    change_body,
    dissolve_body,
    establish_body,
    found_body,
    found_profile,
    months_after,
    rename_body,
    renew_term,
)
from wugong.registry.body_charters import adopt_charter, adopt_paper, note_activity
from wugong.registry.body_states import ActivityKind, BodyState
from wugong.registry.models import Body, BodyName, Charter
from wugong.rules.body_catalogue import NoSuchProfile

DAY = date(2026, 3, 1)

pytestmark = pytest.mark.usefixtures("here")


def body(place: Place, profile: str, slot: str) -> Body:
    """Return the body of this line at the place."""
    return Body.objects.select_related("place").get(place=place, profile=profile, slot=slot)


# --- Founding -------------------------------------------------------------------------------------


def test_supervisor_does_not_found_bodies(village: Place, supervisor: User) -> None:
    with pytest.raises(NotAllowed):
        found_profile(village, "one-six-n", actor=supervisor)
    assert not Body.objects.exists()


def test_unknown_profile_is_refused(village: Place, cadre: User) -> None:
    with pytest.raises(NoSuchProfile):
        found_profile(village, "seven-seven", actor=cadre)


def test_profile_stands_at_its_level_only(town: Place, village: Place, town_officer: User) -> None:
    with pytest.raises(refusals.WrongPlace, match="村"):
        found_profile(town, "one-six-n", actor=town_officer)
    with pytest.raises(refusals.WrongPlace):
        found_body(village, "办公室", actor=town_officer, profile="office-six-groups", slot="office")


def test_one_six_n_is_founded_in_one_act(village: Place, cadre: User) -> None:
    made = found_profile(village, "one-six-n", actor=cadre, since=DAY)
    assert len(made) == 8
    assert {one.state for one in made} == {BodyState.ESTABLISHED}
    governance = body(village, "one-six-n", "governance")
    assert governance.parent == body(village, "one-six-n", "branch")
    assert governance.term_until == date(2029, 3, 1)
    assert Record.objects.filter(act="registry.profile_founded").count() == 1


def test_founding_again_fills_only_what_is_lacking(village: Place, cadre: User) -> None:
    found_profile(village, "one-six-n", actor=cadre, since=DAY)
    with pytest.raises(refusals.NothingLacking):
        found_profile(village, "one-six-n", actor=cadre)
    dissolve_body(body(village, "one-six-n", "safety"), actor=cadre, day=DAY, because="试点结束")
    assert [one.slot for one in found_profile(village, "one-six-n", actor=cadre)] == ["safety"]


def test_four_councils_take_the_names_of_either_document(village: Place, cadre: User) -> None:
    names = {"deliberation": "民主议事会", "ceremony": "红白理事新风会"}
    made = found_profile(village, "one-pact-four-councils", actor=cadre, names=names)
    assert [one.name for one in made] == ["民主议事会", "红白理事新风会", "道德评议会", "禁毒禁赌会"]
    assert made[0].kind == "deliberation-council"
    assert {one.state for one in made} == {BodyState.PROPOSED}


def test_six_groups_take_a_field_each(town: Place, town_officer: User) -> None:
    made = found_profile(town, "office-six-groups", actor=town_officer, since=DAY)
    assert len({one.domain for one in made if one.domain}) == 6


def test_n_takes_any_number_but_one_takes_one(village: Place, cadre: User) -> None:
    found_profile(village, "one-six-n", actor=cadre, since=DAY)
    for name in ("腰鼓队", "垂钓协会", "互助小组"):
        made = found_body(village, name, actor=cadre, profile="one-six-n", slot="others", since=DAY)
        assert made.parent == body(village, "one-six-n", "governance")
    with pytest.raises(refusals.TooManyBodies, match="最多 1 个"):
        found_body(village, "第二委员会", actor=cadre, profile="one-six-n", slot="governance")


def test_body_without_a_profile_needs_a_kind(village: Place, cadre: User) -> None:
    with pytest.raises(refusals.NoSuchKind):
        found_body(village, "茶叶会", actor=cadre, kind="tea")
    with pytest.raises(refusals.NoSuchKind):
        found_body(village, "茶叶会", actor=cadre, profile="one-six-n", slot="tea")
    assert found_body(village, "茶叶会", actor=cadre, kind="other-group", unit="茶厂").unit == "茶厂"


@pytest.mark.parametrize("name", ["", "  ", "会" * 61])
def test_body_needs_a_name(village: Place, cadre: User, name: str) -> None:
    with pytest.raises(refusals.NoName):
        found_body(village, name, actor=cadre, kind="other-group")


def test_name_stands_once_at_a_place(village: Place, neighbour_village: Place, cadre: User) -> None:
    found_body(village, "腰鼓队", actor=cadre, kind="other-group")
    with pytest.raises(refusals.NameTaken):
        found_body(village, "腰鼓队", actor=cadre, kind="other-group")
    assert found_body(neighbour_village, "腰鼓队", actor=SYSTEM, kind="other-group")


def test_cadre_of_another_village_keeps_nothing_here(neighbour_village: Place, cadre: User) -> None:
    with pytest.raises(NotAllowed):
        found_body(neighbour_village, "腰鼓队", actor=cadre, kind="other-group")


# --- From proposed to dissolved -------------------------------------------------------------------


@pytest.fixture
def council(village: Place, cadre: User) -> Body:
    return found_profile(village, "two-councils", actor=cadre)[0]


def test_proposed_body_is_established_once(council: Body, cadre: User) -> None:
    with pytest.raises(refusals.WrongDay):
        establish_body(council, actor=cadre, day=timezone.localdate() + timedelta(days=1))
    one = establish_body(council, actor=cadre, day=DAY)
    assert (one.state, one.since, one.term_until) == (BodyState.ESTABLISHED, DAY, date(2029, 3, 1))
    with pytest.raises(refusals.BodyState, match="已成立"):
        establish_body(council, actor=cadre, day=DAY)


def test_earlier_name_is_kept(council: Body, cadre: User) -> None:
    other = found_body(council.place, "户主会", actor=cadre, kind="heads-council")
    with pytest.raises(refusals.NameTaken):
        rename_body(council, "户主会", actor=cadre)
    dissolve_body(other, actor=cadre, day=timezone.localdate(), because="重复登记")
    assert rename_body(council, "户主会", actor=cadre).name == "户主会"
    assert BodyName.objects.get(body=council).name == "户主理事会"


def test_term_begins_again(council: Body, village: Place, cadre: User) -> None:
    with pytest.raises(refusals.BodyState):
        renew_term(council, actor=cadre, day=DAY)
    establish_body(council, actor=cadre, day=DAY)
    assert renew_term(council, actor=cadre, day=date(2026, 8, 1)).term_until == date(2029, 8, 1)
    with pytest.raises(refusals.WrongDay, match="早于"):
        renew_term(council, actor=cadre, day=date(2026, 2, 28))
    team = found_profile(village, "project-team", actor=cadre, since=DAY)[0]
    with pytest.raises(refusals.BodyState, match="任期"):
        renew_term(team, actor=cadre, day=DAY)


def test_body_with_others_below_is_not_dissolved(village: Place, cadre: User) -> None:
    found_profile(village, "one-six-n", actor=cadre, since=DAY)
    branch = body(village, "one-six-n", "branch")
    with pytest.raises(refusals.HasChildren, match="乡村治理委员会"):
        dissolve_body(branch, actor=cadre, day=DAY, because="改组")


def test_dissolved_body_is_left_alone(council: Body, cadre: User) -> None:
    dissolve_body(council, actor=cadre, day=timezone.localdate(), because="改组")
    with pytest.raises(refusals.BodyState, match="已撤销"):
        rename_body(council, "户主会", actor=cadre)


def test_parent_stands_here_or_above_and_never_below(
    village: Place, neighbour_village: Place, town: Place, cadre: User
) -> None:
    found_profile(village, "one-six-n", actor=cadre, since=DAY)
    branch, governance = body(village, "one-six-n", "branch"), body(village, "one-six-n", "governance")
    with pytest.raises(refusals.WrongParent):
        change_body(branch, actor=cadre, parent=governance, unit="")
    with pytest.raises(refusals.WrongParent):
        change_body(branch, actor=cadre, parent=branch, unit="")
    elsewhere = found_body(neighbour_village, "腰鼓队", actor=SYSTEM, kind="other-group")
    with pytest.raises(refusals.WrongParent):
        change_body(branch, actor=cadre, parent=elsewhere, unit="")
    above = found_body(town, "镇党委", actor=SYSTEM, kind="party-committee")
    assert change_body(branch, actor=cadre, parent=above, unit="村部").parent == above
    assert change_body(branch, actor=cadre, parent=None, unit="").parent is None


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 36, date(2029, 12, 1)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


# --- Charters, pacts, activities ------------------------------------------------------------------


def test_charter_is_kept_in_versions(council: Body, cadre: User, supervisor: User) -> None:
    with pytest.raises(NotAllowed):
        adopt_charter(council, "章程", "全文", actor=supervisor, since=DAY, decided="户主大会")
    adopt_charter(council, "章程", "第一条", actor=cadre, since=DAY, decided="户主大会")
    second = adopt_charter(council, "章程", "第一条 改", actor=cadre, since=DAY, decided="户主大会")
    assert second.version == 2
    assert [one.version for one in Charter.objects.filter(body=council)] == [2, 1]


def test_charter_needs_words_and_a_day_that_has_come(council: Body, cadre: User) -> None:
    with pytest.raises(refusals.NoName, match="全文"):
        adopt_charter(council, "章程", " ", actor=cadre, since=DAY, decided="户主大会")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(refusals.WrongDay):
        adopt_charter(council, "章程", "全文", actor=cadre, since=tomorrow, decided="户主大会")


def test_pact_is_a_paper_of_the_village(village: Place, cadre: User) -> None:
    pact = adopt_paper(village, "pact", "村规民约", "一、", actor=cadre, since=DAY, decided="村民会议")
    assert (pact.version, pact.body) == (1, None)


def test_activity_is_noted_on_a_day_of_the_body(council: Body, cadre: User) -> None:
    establish_body(council, actor=cadre, day=DAY)
    with pytest.raises(refusals.WrongDay):
        note_activity(council, "院场会", actor=cadre, day=date(2026, 2, 1))
    noted = note_activity(council, "半月报告", actor=cadre, day=DAY, kind=ActivityKind.REPORT, people=5)
    assert (noted.kind, noted.people) == ("report", 5)


def test_one_council_of_notables_serves_every_profile(village: Place, cadre: User) -> None:
    found_profile(village, "one-six-n", actor=cadre, since=DAY)
    made = found_profile(village, "three-councils-one-team", actor=cadre, since=DAY)
    assert [one.slot for one in made] == ["council", "supervision", "team"]
    made = found_profile(village, "three-one-one-one", actor=cadre, since=DAY)
    assert "branch" not in {one.slot for one in made}
    assert next(one for one in made if one.slot == "station").parent == body(village, "one-six-n", "branch")
