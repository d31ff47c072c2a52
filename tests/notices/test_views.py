"""The inbox on screen: mine only, unread first, one target a row, and a badge in the navigation."""

import re

import pytest
from django.db import transaction
from tests.notices.kinds import KNOW, WAITS

from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.notices.inbox import tell
from wugong.notices.models import Notice
from wugong.notices.views import A_PAGE


def told(user, link="/me/", period="三季度"):
    """Tell the user something, and return the notice."""
    with standing_in(user.county), transaction.atomic():
        tell([user], WAITS, link=link, actor=SYSTEM, town="枫林镇", period=period)
    return Notice.everywhere.filter(to=user).latest("pk")


def listed(page):
    return re.findall("“枫林镇”(.*)考核已算出", page.content.decode())


class TestPage:
    def test_an_empty_inbox_says_so_and_where_else_to_go(self, as_user, cadre):
        page = as_user(cadre).get("/inbox/").content.decode()
        assert "还没有消息" in page
        assert 'href="/desk/"' in page
        assert "全部标为已读" not in page

    def test_mine_are_listed_and_nobody_elses(self, as_user, cadre, supervisor):
        told(cadre, period="一季度")
        told(supervisor, period="二季度")
        assert listed(as_user(cadre).get("/inbox/")) == ["一季度"]

    def test_the_unread_come_first_and_then_the_newest(self, as_user, cadre):
        client = as_user(cadre)
        for period in ("一季度", "二季度", "三季度", "四季度"):
            notice = told(cadre, period=period)
            if period in ("二季度", "四季度"):
                client.post(f"/inbox/{notice.pk}/open/")
        assert listed(client.get("/inbox/")) == ["三季度", "一季度", "四季度", "二季度"]

    def test_a_row_says_what_when_and_what_next_and_whether_it_is_new(self, as_user, cadre):
        notice = told(cadre)
        page = as_user(cadre).get("/inbox/").content.decode()
        for words in ("去批准", notice.made_at.strftime("%Y-"), "未读", f"/inbox/{notice.pk}/open/"):
            assert words in page

    def test_where_there_is_only_something_to_know_one_goes_and_sees(self, as_user, cadre):
        with standing_in(cadre.county), transaction.atomic():
            tell([cadre], KNOW, link="/", actor=SYSTEM)
        page = as_user(cadre).get("/inbox/").content.decode()
        assert "村里的路修好了" in page
        assert "去看看" in page

    def test_names_are_escaped(self, as_user, cadre):
        told(cadre, period="<b>三</b>")
        assert "&lt;b&gt;三&lt;/b&gt;" in as_user(cadre).get("/inbox/").content.decode()

    def test_many_come_in_pages(self, as_user, cadre):
        for _ in range(A_PAGE + 1):
            told(cadre)
        client = as_user(cadre)
        assert len(listed(client.get("/inbox/"))) == A_PAGE
        assert len(listed(client.get("/inbox/?page=2"))) == 1

    @pytest.mark.parametrize("n", [1, 3])
    def test_it_costs_the_same(self, n, as_user, cadre, django_assert_num_queries):
        for _ in range(n):
            told(cadre)
        client = as_user(cadre)
        # Session, user, county, roles of the bar and of the shell, how many, which, how many unread.
        with django_assert_num_queries(8):
            client.get("/inbox/")


class TestOpening:
    def test_it_is_read_and_leads_on(self, as_user, cadre):
        notice = told(cadre, link="/990101101/")
        assert as_user(cadre).post(f"/inbox/{notice.pk}/open/")["Location"] == "/990101101/"
        assert Notice.everywhere.get().read_at

    def test_looking_changes_nothing(self, as_user, cadre):
        notice = told(cadre)
        client = as_user(cadre)
        assert client.get("/inbox/").status_code == 200
        assert client.get(f"/inbox/{notice.pk}/open/").status_code == 405
        assert Notice.everywhere.get().read_at is None

    def test_somebody_elses_is_not_there(self, as_user, cadre, supervisor):
        notice = told(supervisor)
        assert as_user(cadre).post(f"/inbox/{notice.pk}/open/").status_code == 404
        assert Notice.everywhere.get().read_at is None

    def test_an_anonymous_visitor_is_shown_the_door(self, client, cadre):
        notice = told(cadre)
        assert "/sign-in/" in client.post(f"/inbox/{notice.pk}/open/")["Location"]
        assert Notice.everywhere.get().read_at is None


def test_all_of_mine_are_marked_as_read_and_nobody_elses(as_user, cadre, supervisor):
    told(cadre)
    told(supervisor)
    client = as_user(cadre)
    assert "全部标为已读" in client.get("/inbox/").content.decode()
    assert client.post("/inbox/read/")["Location"] == "/inbox/"
    assert "全部标为已读" not in client.get("/inbox/").content.decode()
    assert [left.to for left in Notice.everywhere.unread()] == [supervisor]


class TestBadge:
    BADGE = re.compile(r'消息<span class="n num">(\d+)')

    @pytest.mark.parametrize("page", ["/", "/desk/", "/me/"])
    def test_it_counts_what_is_unread(self, page, as_user, town_officer):
        told(town_officer)
        told(town_officer)
        client = as_user(town_officer)
        assert self.BADGE.search(client.get(page).content.decode())[1] == "2"

    def test_with_nothing_unread_there_is_none(self, as_user, town_officer):
        client = as_user(town_officer)
        page = client.get("/desk/").content.decode()
        assert 'href="/inbox/"' in page
        assert not self.BADGE.search(page)

    def test_what_others_were_told_is_not_counted(self, as_user, town_officer, cadre):
        told(cadre)
        assert not self.BADGE.search(as_user(town_officer).get("/desk/").content.decode())

    def test_an_anonymous_visitor_has_no_inbox_and_costs_no_query(self, client, county):
        page = client.get("/sign-in/").content.decode()
        assert 'href="/inbox/"' not in page

    def test_it_shows_on_a_page_of_another_county(self, as_user, cadre, far_town):
        told(cadre)
        assert self.BADGE.search(as_user(cadre).get(f"/{far_town.code}/").content.decode())

    def test_it_shows_on_a_page_that_is_not_there(self, as_user, cadre):
        told(cadre)
        assert self.BADGE.search(as_user(cadre).get("/nothing-here/").content.decode())


def test_officer_keeps_the_bar_of_the_desk(as_user, town_officer, cadre):
    assert 'class="side"' in as_user(town_officer).get("/inbox/").content.decode()
    assert 'class="side"' not in as_user(cadre).get("/inbox/").content.decode()
