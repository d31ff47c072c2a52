"""Claims by phone and at the desk: who may, worth what, sent twice, capped, taken back, answered."""

import pytest
from django.db import transaction
from django.utils import timezone
from tests.pointed import days_ago, key

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.notices.models import Notice
from wugong.points import refusals
from wugong.points.claims import Wanted, claim, claim_many, resubmit, send_back, withdraw
from wugong.points.models import Claim
from wugong.points.states import Channel, ClaimState
from wugong.registry import refusals as register
from wugong.registry.households import close_household
from wugong.rules.points_catalogue import NoSuchItem, QuantityRefused

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def today():
    return timezone.localdate()


def refused(refusal, act, match="."):
    before = Claim.objects.count(), Record.objects.count(), Notice.objects.count()
    with pytest.raises(refusal, match=match), transaction.atomic():
        act()
    assert (Claim.objects.count(), Record.objects.count(), Notice.objects.count()) == before


def by_phone(household, actor, item="labour", day=None, **facts):
    facts = {"text": "和老李一起清沟", "key": key()} | facts
    return claim(household, item, day or timezone.localdate(), actor=actor, channel=Channel.PHONE, **facts)


class TestByPhone:
    def test_a_stranger_claims_for_nobody(self, family, catalogue, resident):
        refused(NotAllowed, lambda: by_phone(family, resident), "还没有和这一户的人连在一起")

    def test_the_cadre_of_the_village_does_not_claim_by_phone_for_others(self, family, catalogue, cadre):
        refused(NotAllowed, lambda: by_phone(family, cadre))

    def test_there_is_nothing_without_a_catalogue(self, family, villager):
        refused(refusals.NoCatalogue, lambda: by_phone(family, villager), "枫林坳村")

    def test_a_day_to_come_is_refused(self, family, catalogue, villager):
        refused(refusals.NotYetDone, lambda: by_phone(family, villager, day=days_ago(-1)), "还没有到")

    def test_an_unknown_item_is_refused(self, family, catalogue, villager):
        refused(NoSuchItem, lambda: by_phone(family, villager, "petition"))

    def test_an_item_of_the_cadre_is_refused(self, family, catalogue, villager):
        refused(refusals.OtherWay, lambda: by_phone(family, villager, "yard-clean"), "村干部")

    def test_a_deduction_is_refused(self, family, catalogue, villager):
        refused(refusals.DeductionByCadre, lambda: by_phone(family, villager, "dumping"), "扣分项")

    def test_without_evidence_it_is_refused(self, family, catalogue, villager):
        refused(refusals.NoEvidence, lambda: by_phone(family, villager, text=""), "照片、见证人、签到")

    def test_numbers_of_persons_are_refused(self, family, catalogue, villager):
        refused(refusals.NumbersInWords, lambda: by_phone(family, villager, text="找 13800000001"), "手机号")

    def test_too_many_words_are_refused(self, family, catalogue, villager):
        refused(refusals.WordsTooLong, lambda: by_phone(family, villager, text="清" * 201), "201")
        assert by_phone(family, villager, text="清" * 200).text

    def test_a_quantity_that_the_item_does_not_take_is_refused(self, family, catalogue, villager):
        refused(QuantityRefused, lambda: by_phone(family, villager, "elder-phone", quantity=2))

    def test_a_person_of_another_household_is_refused(self, family, catalogue, villager, neighbours):
        stranger = neighbours.memberships.get().person
        refused(refusals.NotOfTheHousehold, lambda: by_phone(family, villager, person=stranger), "欧阳秀英")

    def test_a_closed_household_is_refused(self, household, catalogue):
        close_household(household, actor=SYSTEM)
        refused(register.HouseholdClosed, lambda: by_phone(household, SYSTEM))

    def test_it_waits_for_the_first_check_with_what_the_rules_say(self, family, catalogue, villager, head):
        made = by_phone(family, villager, quantity=2, person=head)
        assert (made.state, made.asked, made.points) == (ClaimState.CLAIMED, 10, None)
        assert made.why == ["为村里投工：2 半日，每半日 5 分，得 10 分"]
        assert (made.adoption, made.title, made.person) == (catalogue, "为村里投工", head)

    def test_it_is_recorded_and_nobody_is_told_of_her_own(self, family, catalogue, villager):
        by_phone(family, villager)
        record = Record.objects.get(act="points.claimed")
        assert record.facts["points"] == 5
        assert "name" not in record.facts
        assert not Notice.objects.exists()

    def test_sent_twice_it_is_claimed_once(self, family, catalogue, villager):
        once = by_phone(family, villager, key="same")
        assert by_phone(family, villager, key="same") == once
        assert Claim.objects.count() == 1

    def test_the_same_key_for_something_else_is_refused(self, family, catalogue, villager):
        by_phone(family, villager, key="same")
        refused(refusals.KeyTaken, lambda: by_phone(family, villager, key="same", quantity=2))

    def test_after_it_was_taken_back_the_same_form_claims_anew(self, family, catalogue, villager):
        once = by_phone(family, villager, key="same")
        withdraw(once, actor=villager)
        assert by_phone(family, villager, key="same") != once

    def test_a_key_of_another_household_is_refused(self, family, catalogue, neighbours):
        by_phone(neighbours, SYSTEM, key="same")
        refused(refusals.KeyTaken, lambda: by_phone(family, SYSTEM, key="same"))


class TestLimits:
    """Labour: 5 points a half day, two at once, 40 a month; a household 60 a month."""

    def test_the_cap_is_reached_exactly(self, family, catalogue):
        day = timezone.localdate()
        got = [by_phone(family, SYSTEM, day=day, quantity=2).asked for _ in range(4)]
        assert got == [10, 10, 10, 10]

    def test_the_last_claim_gets_what_is_left(self, family, catalogue):
        for quantity in (2, 2, 2, 1):
            by_phone(family, SYSTEM, quantity=quantity)
        last = by_phone(family, SYSTEM, quantity=2)
        assert last.asked == 5
        assert any("最多 40 分" in step for step in last.why)

    def test_one_over_is_refused_with_the_reason(self, family, catalogue):
        for _ in range(4):
            by_phone(family, SYSTEM, quantity=2)
        refused(refusals.NothingLeft, lambda: by_phone(family, SYSTEM), "每月最多 40 分，已有 40 分")

    def test_what_was_taken_back_counts_no_more(self, family, catalogue):
        made = [by_phone(family, SYSTEM, quantity=2) for _ in range(4)]
        withdraw(made[0], actor=SYSTEM)
        assert by_phone(family, SYSTEM, quantity=2).asked == 10

    def test_another_household_has_its_own_cap(self, family, neighbours, catalogue):
        for _ in range(4):
            by_phone(family, SYSTEM, quantity=2)
        assert by_phone(neighbours, SYSTEM).asked == 5


class TestAtTheDesk:
    @pytest.mark.parametrize("who", ["resident", "supervisor", "town_officer", "county_officer"])
    def test_who_does_not_work_there_claims_for_nobody(self, who, request, family, make_claim):
        user = request.getfixturevalue(who)
        refused(NotAllowed, lambda: make_claim(family, actor=user))

    def test_the_household_is_told(self, family, make_claim, cadre, villager):
        make_claim(family, actor=cadre)
        notice = Notice.objects.get()
        assert (notice.to, notice.link) == (villager, "/points/mine/")
        assert "为村里投工" in str(notice)

    def test_a_deduction_is_told_with_the_way_to_it(self, family, make_claim, cadre, villager):
        made = make_claim(family, "dumping", actor=cadre, text="4 月 2 日倒在沟里，老李看见")
        assert made.asked == -2
        notice = Notice.objects.get()
        assert notice.link == f"/points/claims/{made.pk}/"
        assert "扣 2 分" in str(notice)

    def test_a_deduction_needs_evidence(self, family, make_claim, cadre):
        refused(refusals.NoEvidence, lambda: make_claim(family, "dumping", actor=cadre, text=""))


class TestAssisting:
    """A grid keeper or a cluster head claims in the group for those who do not use a phone."""

    @pytest.fixture(params=[RoleKind.GRID_KEEPER, RoleKind.CLUSTER_HEAD])
    def helper(self, request, make_user, group):
        return make_user("helper", "余帮", request.param, group)

    @pytest.fixture
    def there(self, make_household, make_member, group):
        home = make_household(group, "0301")
        make_member(home, "伍老")
        return home

    def test_in_the_group_only(self, helper, there, family, make_claim):
        refused(NotAllowed, lambda: make_claim(family, actor=helper))
        assert make_claim(there, actor=helper).asked == 5

    def test_what_only_the_cadre_claims_is_refused(self, helper, there, make_claim):
        refused(refusals.OtherWay, lambda: make_claim(there, "giving", actor=helper), "村干部")
        refused(refusals.DeductionByCadre, lambda: make_claim(there, "dumping", actor=helper))


class TestMany:
    def wanted(self, homes, **facts):
        today = timezone.localdate()
        return [
            Wanted(one, "labour", today, f"batch:{one.pk}", text="签到表在村部", **facts) for one in homes
        ]

    def test_nobody_picked_is_refused(self, catalogue, cadre):
        refused(refusals.NobodyPicked, lambda: claim_many([], actor=cadre, channel=Channel.DESK))

    def test_two_villages_at_once_are_refused(self, catalogue, homes, make_household, neighbour_village):
        other = make_household(neighbour_village, "0001")
        both = self.wanted([homes[0], other])
        refused(refusals.NotInVillage, lambda: claim_many(both, actor=SYSTEM, channel=Channel.DESK), "0001")

    def test_all_are_claimed_and_recorded_once(self, catalogue, homes, cadre):
        done = claim_many(self.wanted(homes), actor=cadre, channel=Channel.DESK)
        assert (len(done.made), done.there, done.left, done.points) == (5, [], [], 25)
        assert Record.objects.get(act="points.claimed_many").facts["count"] == 5

    def test_run_again_nothing_doubles(self, catalogue, homes, cadre):
        claim_many(self.wanted(homes[:3]), actor=cadre, channel=Channel.DESK)
        done = claim_many(self.wanted(homes), actor=cadre, channel=Channel.DESK)
        assert (len(done.made), len(done.there)) == (2, 3)
        assert Claim.objects.count() == 5

    def test_what_was_claimed_otherwise_under_the_key_is_said_and_not_passed_over(
        self, catalogue, homes, cadre
    ):
        [one] = self.wanted(homes[:1])
        by_phone(one.household, SYSTEM, "elder-phone", key=one.key)
        done = claim_many([one], actor=cadre, channel=Channel.DESK)
        assert (done.made, done.there) == ([], [])
        assert isinstance(done.left[0].refusal, refusals.ClaimedOtherwise)

    @pytest.mark.parametrize("gone", [ClaimState.WITHDRAWN, ClaimState.REFUSED])
    def test_what_is_gone_takes_no_key(self, gone, catalogue, homes, cadre):
        wanted = self.wanted(homes[:1])
        [before] = claim_many(wanted, actor=cadre, channel=Channel.DESK).made
        Claim.objects.filter(pk=before.pk).update(state=gone)
        [made] = claim_many(wanted, actor=cadre, channel=Channel.DESK).made
        assert made != before
        assert made.state == ClaimState.CLAIMED

    def test_one_row_counts_against_the_next(self, catalogue, homes, cadre):
        today, home = timezone.localdate(), homes[0]
        rows = [Wanted(home, "labour", today, f"k{n}", 2, "工票") for n in range(5)]
        done = claim_many(rows, actor=cadre, channel=Channel.TABLE)
        assert [one.asked for one in done.made] == [10, 10, 10, 10]
        assert isinstance(done.left[0].refusal, refusals.NothingLeft)

    @pytest.mark.parametrize("n", [1, 3])
    def test_many_cost_the_same(self, n, catalogue, homes, cadre, django_assert_max_num_queries):
        with django_assert_max_num_queries(28):
            claim_many(self.wanted(homes[:n]), actor=cadre, channel=Channel.DESK)


class TestAfterwards:
    def test_a_stranger_withdraws_nothing(self, claimed, assessor):
        with pytest.raises(NotAllowed):
            withdraw(claimed, actor=assessor)

    def test_the_household_takes_it_back(self, claimed, villager):
        withdraw(claimed, actor=villager)
        claimed.refresh_from_db()
        assert claimed.state == ClaimState.WITHDRAWN

    def test_a_deduction_is_not_taken_back_by_its_household(self, family, make_claim, villager):
        made = make_claim(family, "dumping")
        with pytest.raises(refusals.DeductionByCadre):
            withdraw(made, actor=villager)

    def test_it_is_taken_back_once(self, claimed, villager):
        withdraw(claimed, actor=villager)
        with pytest.raises(refusals.OtherState, match="已撤回"):
            withdraw(claimed, actor=villager)

    def test_only_what_was_sent_back_is_answered(self, claimed, villager):
        with pytest.raises(refusals.OtherState, match="待初核"):
            resubmit(claimed, text="补充", actor=villager)

    def test_an_answer_waits_again_and_nobody_is_asked_any_more(self, claimed, villager, cadre):
        send_back(claimed, actor=cadre, reason="哪一段沟？")
        resubmit(claimed, text="桥头那一段，老李看见", actor=villager)
        claimed.refresh_from_db()
        assert (claimed.state, claimed.text, claimed.checked_by) == (
            ClaimState.CLAIMED,
            "桥头那一段，老李看见",
            None,
        )
        assert not Notice.objects.unread().exists()
