"""Lists: what was decided hangs masked, deductions left out, as long as the catalogue and the rule say."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.points.paneled import decided, drawn_panel
from tests.registered import MakeMember

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.notices.models import Notice
from wugong.places.models import Place
from wugong.points import panel_refusals as refusals
from wugong.points.listing_bulletins import digest_of
from wugong.points.listings import post_listing
from wugong.points.models import Claim, Listing, Pool
from wugong.points.states import ClaimState
from wugong.publish.models import Posting
from wugong.publish.notice_periods import POINTS_LIST
from wugong.registry.models import Household

pytestmark = pytest.mark.usefixtures("here")


def posted(listing: Listing) -> Posting:
    return Posting.objects.get(kind=POINTS_LIST, subject=listing.pk)


def today_in(village: Place, cadre: User) -> Listing:
    return post_listing(village, timezone.localdate(), actor=cadre)


def test_only_the_villages_cadre_posts(
    village: Place, family: Household, make_claim: Callable[..., Claim], resident: User, supervisor: User
) -> None:
    decided(make_claim(family), 5)
    for one in (resident, supervisor):
        with pytest.raises(NotAllowed):
            today_in(village, one)


def test_nothing_decided_is_no_list(village: Place, claimed: Claim, cadre: User) -> None:
    with pytest.raises(refusals.NothingToList):
        today_in(village, cadre)


def test_day_to_come_is_refused(village: Place, claimed: Claim, cadre: User) -> None:
    decided(claimed, 5)
    with pytest.raises(refusals.ListedMonthAhead):
        post_listing(village, timezone.localdate() + timedelta(days=1), actor=cadre)


def test_decided_claims_are_listed_and_later_ones_are_not(
    village: Place, family: Household, make_claim: Callable[..., Claim], cadre: User
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    early, late = decided(make_claim(family, day=yesterday), 5), decided(make_claim(family), 5)
    listing = post_listing(village, yesterday, actor=cadre)
    assert list(Claim.objects.filter(listing=listing)) == [early]
    assert Claim.objects.get(pk=early.pk).state == ClaimState.LISTED
    assert Claim.objects.get(pk=late.pk).state == ClaimState.DECIDED


def test_list_hangs_as_long_as_the_catalogue_says(village: Place, claimed: Claim, cadre: User) -> None:
    decided(claimed, 5)
    listing = today_in(village, cadre)
    week = timezone.localdate() + timedelta(days=7)
    assert (listing.last_day, listing.objections_until, posted(listing).last_day) == (week, week, week)


def test_names_are_masked_and_children_are_not_named(
    village: Place, homes: list[Household], make_claim: Callable[..., Claim], cadre: User
) -> None:
    for home in homes:
        decided(make_claim(home), 5)
    rows = posted(today_in(village, cadre)).bulletin.table.rows
    assert [row[1] for row in rows] == ["张×", "王×明", "刘×海", "赵×", "诸葛×山"]
    assert {row[4] for row in rows} == {"5"}


def test_deduction_does_not_hang_and_its_household_alone_is_told(
    village: Place,
    family: Household,
    homes: list[Household],
    make_claim: Callable[..., Claim],
    cadre: User,
    villager: User,
) -> None:
    decided(make_claim(homes[0]), 5)
    decided(make_claim(family, "dumping"), -2)
    listing = today_in(village, cadre)
    assert len(posted(listing).bulletin.table.rows) == 1
    assert "乱倒" not in str(posted(listing).body)
    told = Notice.objects.get(kind="points.deduction_told")
    assert (told.to, told.facts["points"]) == (villager, 2)


def test_list_of_deductions_alone_hangs_nowhere(
    village: Place, family: Household, make_claim: Callable[..., Claim], cadre: User
) -> None:
    decided(make_claim(family, "dumping"), -2)
    listing = today_in(village, cadre)
    assert not Posting.objects.filter(subject=listing.pk).exists()


def test_household_is_told_how_many_hang(
    village: Place, family: Household, make_claim: Callable[..., Claim], cadre: User, villager: User
) -> None:
    for days in (0, 1):
        decided(make_claim(family, day=timezone.localdate() - timedelta(days=days)), 5)
    today_in(village, cadre)
    assert Notice.objects.get(kind="points.claim_listed").facts["count"] == 2


def test_list_says_by_which_seed_the_panel_was_drawn_and_the_books_digest(
    village: Place, homes: list[Household], make_claim: Callable[..., Claim], pool: Pool, cadre: User
) -> None:
    panel = drawn_panel(village)
    decided(make_claim(homes[0]), 5)
    notes = "".join(posted(today_in(village, cadre)).bulletin.notes)
    assert panel.seed in notes
    assert "5 人（女 0 人）" in notes
    assert digest_of(village, timezone.localdate() - timedelta(days=1)) in notes
    assert len(digest_of(village, timezone.localdate())) == 71


def test_group_of_the_household_is_named(
    village: Place,
    group: Place,
    make_household: Callable[..., Household],
    make_member: MakeMember,
    make_claim: Callable[..., Claim],
    cadre: User,
) -> None:
    home = make_household(group, "0301")
    make_member(home, "周山")
    decided(make_claim(home), 5)
    assert posted(today_in(village, cadre)).bulletin.table.rows[0][0] == "一组"


def test_list_is_recorded(village: Place, claimed: Claim, cadre: User) -> None:
    decided(claimed, 5)
    today_in(village, cadre)
    record = Record.objects.get(act="points.listed")
    assert (record.actor, record.facts["count"]) == (cadre.pk, 1)
