"""The first check: by another, never for one's own household or kin, one by one and many at once."""

import pytest
from django.db import IntegrityError, transaction

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.notices.models import Notice
from wugong.points import refusals
from wugong.points.claims import check, check_many, refuse, send_back
from wugong.points.models import Claim
from wugong.points.states import Channel, ClaimState
from wugong.registry.bindings import unbind
from wugong.registry.kinship import note_kin
from wugong.registry.states import Kin

pytestmark = pytest.mark.usefixtures("here")

STEPS = {
    "check": check,
    "send_back": lambda one, *, actor: send_back(one, actor=actor, reason="差一张照片"),
    "refuse": lambda one, *, actor: refuse(one, actor=actor, reason="那天没有投工"),
}


@pytest.fixture(params=STEPS)
def step(request):
    return STEPS[request.param]


@pytest.mark.parametrize(
    "who", ["resident", "supervisor", "town_officer", "town_approver", "county_officer", "other_town_officer"]
)
def test_only_the_cadre_checks(who, step, request, claimed):
    with pytest.raises(NotAllowed):
        step(claimed, actor=request.getfixturevalue(who))


def test_nobody_checks_what_she_claimed(step, family, make_claim, cadre):
    made = make_claim(family, actor=cadre)
    with pytest.raises(refusals.OwnClaim):
        step(made, actor=cadre)


def test_nobody_checks_for_her_own_household(step, claimed, spouse, cadre, bound):
    bound(cadre, spouse)
    with pytest.raises(refusals.OwnHousehold):
        step(claimed, actor=cadre)


def test_who_parted_with_her_account_does_not_check_for_her_household(step, claimed, spouse, cadre, bound):
    bound(cadre, spouse)
    unbind(cadre, spouse, actor=cadre)
    with pytest.raises(refusals.OwnHousehold):
        step(claimed, actor=cadre)


def test_an_account_of_nobody_checks_nothing(step, claimed, make_user, village):
    nobody = make_user("nobody", "某", RoleKind.VILLAGE_CADRE, village)
    with pytest.raises(NotAllowed, match="连到您本人"):
        step(claimed, actor=nobody)
    with pytest.raises(NotAllowed, match="连到您本人"):
        check_many([claimed], actor=nobody)


def test_nobody_checks_for_kin_elsewhere(step, claimed, head, neighbours, cadre, bound):
    other = neighbours.memberships.get().person
    note_kin(head, other, Kin.SIBLING, actor=SYSTEM)
    bound(cadre, other)
    with pytest.raises(refusals.OwnHousehold):
        step(claimed, actor=cadre)


def test_what_a_panel_judges_waits_for_it(claimed, cadre, villager):
    done = check(claimed, actor=cadre)
    assert (done.state, done.points, done.checked_by) == (ClaimState.CHECKED, None, cadre)
    notice = Notice.objects.get(kind="points.claims_checked_told")
    assert notice.to == villager
    assert Record.objects.get(act="points.claims_checked").facts["count"] == 1


def test_what_no_panel_judges_is_decided(family, make_claim, cadre, villager):
    done = check(make_claim(family, "meeting"), actor=cadre)
    assert (done.state, done.points) == (ClaimState.DECIDED, 2)
    assert done.decided_at
    assert "核定 2 分" in str(Notice.objects.get(kind="points.claims_decided_told"))


@pytest.mark.parametrize("act", [send_back, refuse])
@pytest.mark.parametrize(("reason", "refusal"), [(" ", refusals.NoReason), ("字" * 201, refusals.NoReason)])
def test_a_reason_is_needed(act, reason, refusal, claimed, cadre):
    with pytest.raises(refusal):
        act(claimed, actor=cadre, reason=reason)


def test_a_reason_holds_no_numbers(claimed, cadre):
    with pytest.raises(refusals.NumbersInWords):
        refuse(claimed, actor=cadre, reason="打 13800000001 问过")


def test_sent_back_it_tells_the_household_why(claimed, cadre, villager):
    done = send_back(claimed, actor=cadre, reason="哪一段沟？")
    assert (done.state, done.answer) == (ClaimState.SENT_BACK, "哪一段沟？")
    notice = Notice.objects.get(kind="points.claim_sent_back_told")
    assert (notice.to, notice.link) == (villager, f"/points/claims/{claimed.pk}/")


def test_refused_it_tells_the_household_why(claimed, cadre, villager):
    done = refuse(claimed, actor=cadre, reason="那天没有投工")
    assert done.state == ClaimState.REFUSED
    assert "那天没有投工" in str(Notice.objects.get(kind="points.claim_refused_told"))


def test_it_is_checked_once(claimed, cadre):
    check(claimed, actor=cadre)
    with pytest.raises(refusals.OtherState, match="待评议"):
        check(claimed, actor=cadre)
    with pytest.raises(refusals.OtherState):
        refuse(claimed, actor=cadre, reason="晚了")


class TestMany:
    def test_nothing_picked_is_refused(self, cadre):
        with pytest.raises(refusals.NobodyPicked):
            check_many([], actor=cadre)

    def test_who_is_no_cadre_checks_none(self, claimed, supervisor):
        with pytest.raises(NotAllowed):
            check_many([claimed], actor=supervisor)

    def test_her_own_and_what_is_past_it_stay(self, homes, make_claim, cadre, bound):
        free, mine, kin, past = (make_claim(home) for home in homes[:4])
        Claim.objects.filter(pk=mine.pk).update(claimed_by=cadre)
        bound(cadre, homes[2].memberships.get().person)
        refuse(past, actor=SYSTEM, reason="重复")
        done = check_many([free, mine, kin, past], actor=cadre)
        assert (done.passed, done.own, done.past) == (1, 2, 1)
        states = {one.pk: one.state for one in Claim.objects.all()}
        assert [states[one.pk] for one in (free, mine, kin, past)] == [
            *("checked", "claimed", "claimed", "refused")
        ]

    def test_each_goes_where_its_item_leads(self, homes, make_claim, cadre):
        one, other = make_claim(homes[0]), make_claim(homes[1], "meeting")
        check_many([one, other], actor=cadre)
        one.refresh_from_db()
        other.refresh_from_db()
        assert (one.state, other.state, other.points) == ("checked", "decided", 2)

    @pytest.mark.parametrize("n", [1, 3])
    def test_many_cost_the_same(self, n, homes, make_claim, cadre, django_assert_max_num_queries):
        made = [make_claim(home) for home in homes[:n]]
        with django_assert_max_num_queries(20):
            check_many(made, actor=cadre)


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.DESK])
def test_the_database_keeps_a_claim_from_its_claimer(channel, family, make_claim, cadre, spouse, bound):
    bound(cadre, spouse)
    made = make_claim(family, actor=cadre, channel=channel)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=made.pk).update(checked_by=cadre)
