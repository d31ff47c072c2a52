"""Who inspects whom on screen: drawn so that anyone can draw it again, changed by hand, never one's own."""

import pytest
from tests.review.round_stage import COVERT, CROSS, JULY, TOWN, text

from wugong.access.roles import RoleKind
from wugong.review.models import Assignment, Round
from wugong.review.round_plans import DRAWS, seed_of
from wugong.review.rounds import assign_round, check_round, draw_plan
from wugong.review.scores import Sheet, enter_scores

pytestmark = pytest.mark.usefixtures("adopted")
PLAN = f"{CROSS}plan/"


def handed_in(page):
    """What the form on the page would hand in."""
    lines = {f"who-{line.village.code}": line.chosen for line in page.context["lines"]}
    return lines | {"draw": str(page.context["draw"])}


def pairs():
    return {one.village.name: (one.team or one.assessor) for one in Assignment.objects.standing()}


def test_a_draw_is_shown_with_its_seed_and_kept_only_when_handed_in(as_user, town, villages, town_officer):
    client = as_user(town_officer)
    assert "?draw=1" in text(client.get(PLAN))
    page = client.get(f"{PLAN}?draw=1")
    assert f"{TOWN} 2026-07 cross 1" in text(page)
    assert "还没有保存" in text(page)
    assert not Assignment.objects.exists()
    assert client.post(PLAN, handed_in(page)).status_code == 302
    again = draw_plan(villages, villages, seed_of(town, JULY, "cross", 1))
    assert pairs() == {village.name: team for village, team in again.items()}
    kept = text(client.get(PLAN))
    assert "现在的分工是第 1 次抽签的结果" in kept
    assert "?draw=2" in kept


def test_a_draw_handed_in_again_keeps_its_seed_and_one_changed_by_hand_loses_it(
    as_user, town, villages, town_officer
):
    client = as_user(town_officer)
    client.post(PLAN, handed_in(client.get(f"{PLAN}?draw=2")))
    client.post(PLAN, same := handed_in(client.get(PLAN)))
    assert Round.objects.get().seed == seed_of(town, JULY, "cross", 2)
    client.post(PLAN, same | {f"who-{villages[0].code}": ""})
    assert Round.objects.get().seed == ""
    page = text(client.get(PLAN))
    assert "不是抽签的原样" in page
    assert "甲村原来由" in page


@pytest.mark.parametrize("draw", ["0", "x", "13"])
def test_a_draw_that_is_none_is_kept_as_made_by_hand(draw, as_user, town, villages, town_officer):
    plan = draw_plan(villages, villages, seed_of(town, JULY, "cross", 1))
    given = {f"who-{village.code}": f"team:{team.code}" for village, team in plan.items()}
    as_user(town_officer).post(PLAN, given | {"draw": draw})
    assert (Round.objects.get().seed, len(pairs())) == ("", 6)


def test_a_round_that_was_checked_keeps_its_plan(as_user, town, villages, town_officer, town_approver):
    assign_round(town, JULY, "cross", {villages[0]: villages[1]}, actor=town_officer)
    enter_scores(town, [Sheet(villages[0].code, JULY, "cross", 8000)], actor=town_officer)
    check_round(town, JULY, "cross", actor=town_approver, without="没有去")
    client = as_user(town_officer)
    page = text(client.get(PLAN))
    assert "已经复核，谁查了哪个村不能再改" in page
    assert "保存分工" not in page
    assert client.post(PLAN, {}).status_code == 409
    assert pairs() == {"甲村": villages[1]}


def test_a_month_that_is_public_keeps_its_plan(as_user, public_quarter, town_officer):
    client = as_user(town_officer)
    page = text(client.get(PLAN))
    assert "2026年三季度考核已经公布" in page
    assert "抽一次" not in page
    assert client.post(PLAN, {}).status_code == 409


def test_drawn_anew_it_is_another_plan(as_user, villages, town_officer):
    client = as_user(town_officer)
    assert handed_in(client.get(f"{PLAN}?draw=1")) != handed_in(client.get(f"{PLAN}?draw=2"))


@pytest.mark.parametrize("draw", ["0", "-1", "x", str(DRAWS + 1), "²"])
def test_a_draw_that_is_none_shows_the_plan_in_force(draw, as_user, villages, town_officer):
    assert as_user(town_officer).get(PLAN, {"draw": draw}).context["proposed"] == 0


def test_a_plan_changed_by_hand_says_so(as_user, town, villages, town_officer):
    plan = {one: villages[k - 1] for k, one in enumerate(villages)}
    assign_round(town, JULY, "cross", plan | {villages[0]: villages[2]}, actor=town_officer)
    assert "不是抽签的原样" in text(as_user(town_officer).get(PLAN))


def test_nobody_is_offered_her_own_village(as_user, town, villages, town_officer, make_user):
    assessor = make_user("elder", "郭评", RoleKind.ASSESSOR, villages[0])
    lines = as_user(town_officer).get(PLAN).context["lines"]
    own = [key for key, _ in lines[0].choices]
    assert f"team:{villages[0].code}" not in own
    assert f"user:{assessor.pk}" not in own
    assert f"user:{assessor.pk}" in [key for key, _ in lines[1].choices]


@pytest.mark.parametrize("n", [2, 3, 6])
def test_no_draw_sends_a_village_to_itself(n, villages):
    for number in range(1, DRAWS + 1):
        plan = draw_plan(villages[:n], villages[:n], str(number))
        assert len(plan) == n
        assert all(village != team for village, team in plan.items())


def test_ones_own_village_handed_in_is_refused_and_the_choice_is_kept(as_user, villages, town_officer):
    page = as_user(town_officer).post(PLAN, {f"who-{villages[0].code}": f"team:{villages[0].code}"})
    assert page.status_code == 400
    assert "自己的村不由自己查" in page.content.decode()
    assert not Assignment.objects.exists()


def test_a_village_is_given_to_nobody_again(as_user, town, villages, town_officer):
    assign_round(town, JULY, "cross", {villages[0]: villages[1]}, actor=town_officer)
    assert as_user(town_officer).post(PLAN, {f"who-{villages[1].code}": "nobody"}).status_code == 302
    assert pairs() == {}


def test_the_covert_round_is_drawn_among_assessors(as_user, villages, town_officer, assessor):
    client = as_user(town_officer)
    page = client.get(f"{COVERT}plan/?draw=1")
    client.post(f"{COVERT}plan/", handed_in(page))
    assert set(pairs().values()) == {assessor}


def test_without_assessors_the_town_goes_itself(as_user, villages, town_officer):
    page = text(as_user(town_officer).get(f"{COVERT}plan/"))
    assert "还没有评分员可以抽" in page
    assert "?draw=" not in page


def test_a_draw_that_leaves_one_with_her_own_village_is_refused(as_user, villages, town_officer, make_user):
    make_user("elder", "郭评", RoleKind.ASSESSOR, villages[0])
    assert "没有人可以去查" in text(as_user(town_officer).get(f"{COVERT}plan/?draw=1"))


def test_whoever_only_reads_sees_the_plan_and_changes_nothing(as_user, villages, town_approver):
    client = as_user(town_approver)
    assert "保存分工" not in text(client.get(PLAN))
    assert client.post(PLAN, {}).status_code == 403


@pytest.mark.parametrize("n", [1, 3])
def test_costs_the_same(n, as_user, town, villages, town_officer, django_assert_num_queries):
    plan = {villages[k]: villages[k + 1] for k in range(n)}
    assign_round(town, JULY, "cross", plan, actor=town_officer)
    client = as_user(town_officer)
    with django_assert_num_queries(19):
        client.get(PLAN)
