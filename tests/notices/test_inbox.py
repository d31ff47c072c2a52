"""Telling and reading: what is refused, who is told, and that only the addressee can read."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from tests.cast import LONG_AGO
from tests.notices.kinds import KNOW, WAITS

from wugong.access.abilities import Ability
from wugong.access.actions import end_role
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.refusals import OtherCounty
from wugong.notices.inbox import read, read_all, settle, sweep, tell
from wugong.notices.kinds import Kind
from wugong.notices.models import Notice
from wugong.notices.queries import holders
from wugong.notices.refusals import NotYours

FACTS = {"town": "枫林镇", "period": "三季度"}
NOW = timezone.now()


def told(*users, actor=SYSTEM, link="/desk/", **facts):
    return tell(users, WAITS, link=link, actor=actor, **(facts or FACTS))


class TestTelling:
    @pytest.mark.django_db(transaction=True)
    def test_outside_the_transaction_of_an_act_it_is_refused(self, here, cadre):
        assert not connection.in_atomic_block
        with pytest.raises(RuntimeError, match="outside the transaction"):
            told(cadre)

    @pytest.mark.parametrize(
        "link",
        [
            "",
            "desk/",
            "//evil.example/",
            "https://evil.example/",
            "/\\evil.example/",
            "javascript:1",
            "/a\nb",
        ],
    )
    def test_a_link_that_leads_elsewhere_is_refused(self, here, cadre, link):
        with pytest.raises(ValueError, match="leads out of the house"):
            told(cadre, link=link)
        assert not Notice.objects.exists()

    @pytest.mark.parametrize("link", ["desk/", "//evil.example/"])
    def test_the_database_keeps_no_such_link_either(self, here, cadre, link):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.create(to=cadre, kind=KNOW.code, link=link)

    def test_a_fact_that_the_sentence_lacks_stops_the_act(self, here, cadre):
        with pytest.raises(KeyError):
            told(cadre, town="枫林镇")

    def test_somebody_of_another_county_is_refused(self, here, cadre, far_town_officer):
        with pytest.raises(OtherCounty, match="收件人"):
            told(cadre, far_town_officer)
        assert not Notice.everywhere.exists()

    def test_each_is_told_once_and_the_actor_not_at_all(self, here, cadre, supervisor, town_officer):
        assert told(cadre, supervisor, town_officer, cadre, actor=town_officer) == 2
        assert {notice.to for notice in Notice.objects.all()} == {cadre, supervisor}

    def test_who_can_no_longer_sign_in_is_not_told(self, here, cadre):
        User.objects.update(is_active=False)
        cadre.refresh_from_db()
        assert told(cadre) == 0

    def test_it_says_what_and_what_next_and_where(self, here, cadre):
        told(cadre, link="/desk/990101101/")
        notice = Notice.objects.get()
        assert (str(notice), notice.next_step) == ("“枫林镇”三季度考核已算出", "去批准")
        assert (notice.link, notice.read_at) == ("/desk/990101101/", None)

    def test_where_there_is_only_something_to_know_no_step_is_named(self, here, cadre):
        tell([cadre], KNOW, link="/", actor=SYSTEM)
        assert Notice.objects.get().next_step == ""

    def test_labels_are_kept_in_the_source_language(self, here, cadre):
        with translation.override("en"):
            told(cadre, town="枫林镇", period=gettext_lazy("消息"))
        assert Notice.objects.get().facts["period"] == "消息"

    def test_a_roll_back_takes_the_notice_with_it(self, here, cadre):
        with transaction.atomic():
            told(cadre)
            transaction.set_rollback(True)
        assert not Notice.objects.exists()

    @pytest.mark.parametrize("n", [1, 3])
    def test_it_costs_one_query_however_many_are_told(
        self, n, here, cadre, supervisor, assessor, django_assert_num_queries
    ):
        with django_assert_num_queries(1):
            told(*[cadre, supervisor, assessor][:n])


class TestKinds:
    def test_a_code_is_entered_once(self):
        with pytest.raises(ValueError, match="in the catalogue already"):
            Kind(KNOW.code, "别的")

    def test_a_notice_of_a_kind_that_is_gone_still_opens(self, here, cadre):
        notice = Notice(to=cadre, kind="tests.gone", link="/")
        assert (str(notice), notice.next_step) == ("tests.gone", "")


class TestReading:
    @pytest.fixture
    def notice(self, here, cadre):
        told(cadre)
        return Notice.objects.get()

    def test_nobody_else_reads_it(self, notice, supervisor):
        with pytest.raises(NotYours, match="不是发给您的"):
            read(notice, actor=supervisor)
        assert Notice.objects.unread().exists()

    def test_it_is_read_then(self, notice, cadre):
        read(notice, actor=cadre)
        assert not Notice.objects.unread().exists()

    def test_a_second_time_changes_nothing(self, notice, cadre):
        read(notice, actor=cadre)
        first = Notice.objects.get().read_at
        read(notice, actor=cadre)
        assert Notice.objects.get().read_at == first

    def test_all_of_mine_are_read_and_nobody_elses(self, notice, cadre, supervisor):
        told(cadre, supervisor)
        assert read_all(actor=cadre) == 2
        assert [left.to for left in Notice.objects.unread()] == [supervisor]
        assert read_all(actor=cadre) == 0


class TestSweep:
    @pytest.fixture(autouse=True)
    def read_one(self, here, cadre):
        """Leave one notice that was read just now, and one that was not."""
        told(cadre)
        Notice.objects.update(read_at=NOW)
        told(cadre)

    def test_what_was_read_so_many_days_ago_stays_until_the_moment_has_passed(self):
        assert sweep(30, actor=SYSTEM, now=NOW + timedelta(days=30)) == 0

    def test_what_was_read_longer_ago_goes_and_the_unread_stays(self):
        later = NOW + timedelta(days=30, seconds=1)
        assert sweep(30, actor=SYSTEM, now=later) == 1
        assert sweep(30, actor=SYSTEM, now=later) == 0
        assert Notice.objects.get().read_at is None


class TestHolders:
    def test_who_has_it_at_the_place_or_above_and_nobody_else(self, here, cast, village):
        found = holders(Ability.READ_PLACE, village.code)
        names = {"cadre", "supervisor", "town_officer", "town_approver", "county_officer", "rule_keeper"}
        assert {user.pk for user in found} == {cast[name].pk for name in names}

    def test_who_has_it_below_only_is_not_among_them(self, here, cast, town):
        assert cast["cadre"] not in holders(Ability.READ_PLACE, town.code)

    def test_who_has_it_everywhere_is(self, here, system_administrator, village):
        assert holders(Ability.OPERATE, village.code) == [system_administrator]

    def test_a_role_that_is_over_or_yet_to_begin_does_not_count(self, here, make_user, cadre, village):
        end_role(cadre.roles.get(), actor=SYSTEM)
        later = make_user("later")
        later.roles.create(
            county=here, kind=RoleKind.VILLAGE_CADRE, place=village, since=timezone.localdate() + timedelta(1)
        )
        assert holders(Ability.WORK_VILLAGE_DESK, village.code) == []

    def test_who_can_no_longer_sign_in_is_not_among_them(self, here, cadre, village):
        User.objects.filter(pk=cadre.pk).update(is_active=False)
        assert holders(Ability.WORK_VILLAGE_DESK, village.code) == []

    def test_who_has_it_twice_is_named_once(self, here, cadre, village):
        cadre.roles.create(county=here, kind=RoleKind.SUPERVISOR, place=village, since=LONG_AGO)
        assert holders(Ability.READ_PLACE, village.code) == [cadre]

    def test_it_costs_one_query(self, here, cast, village, django_assert_num_queries):
        with django_assert_num_queries(1):
            holders(Ability.READ_PLACE, village.code)


class TestSettling:
    def test_what_was_done_by_one_is_asked_of_nobody_else(self, here, cadre, resident):
        with transaction.atomic():
            told(cadre, resident, link="/desk/1/")
            told(cadre, link="/desk/2/")
            assert settle(WAITS, link="/desk/1/", actor=SYSTEM) == 2
        assert [one.link for one in Notice.objects.unread()] == ["/desk/2/"]

    def test_other_kinds_on_the_same_page_stay(self, here, cadre):
        with transaction.atomic():
            tell([cadre], KNOW, link="/desk/1/", actor=SYSTEM, **FACTS)
            assert settle(WAITS, link="/desk/1/", actor=SYSTEM) == 0
