"""The list of a desk: what burns first on top, page by page, filters, saved views; the calendar."""

import re

from wugong.counties.standing import standing_in
from wugong.matters import desk_lists
from wugong.matters.models import CalendarDay, Matter, SavedView


def titles(page: str) -> list[str]:
    rows = page.partition("claim-rows")[2].partition("</ul>")[0]
    return re.findall(r"<b>(.*?)</b>", rows)


def listed(client, village, query: str = "") -> list[str]:
    return titles(client.get(f"/desk/{village.code}/matters/{query}").content.decode())


def test_what_burns_first_stands_on_top(as_user, cadre, village, opened, on) -> None:
    on("2026-03-02 09:00")
    opened(title="早的")
    on("2026-03-20 09:00")
    opened(title="晚的")
    assert listed(as_user(cadre), village) == ["早的", "晚的"]
    assert listed(as_user(cadre), village, "?light=red") == ["早的"]


def test_page_after_page_shows_each_matter_once(as_user, cadre, village, opened, monkeypatch) -> None:
    monkeypatch.setattr(desk_lists, "A_PAGE", 2)
    for number in range(5):
        opened(title=f"第{number}件")
    client, query, seen = as_user(cadre), "", []
    while query is not None and len(seen) < 9:
        page = client.get(f"/desk/{village.code}/matters/?{query}").content.decode()
        seen += titles(page)
        found = re.search(r"amp;after=([^\"]+)", page)
        query = f"after={found[1]}" if found else None
    assert sorted(seen) == [f"第{number}件" for number in range(5)]


def test_who_has_nothing_here_is_turned_away(as_user, resident, village) -> None:
    assert as_user(resident).get(f"/desk/{village.code}/matters/").status_code == 403


def test_a_restricted_register_is_left_out_for_who_only_reads(
    as_user, supervisor, cadre, village, opened
) -> None:
    opened(actor=cadre, register="dispute", title="院墙", facts={"kind": "neighbours", "parties": "两家"})
    opened(title="路灯")
    assert listed(as_user(supervisor), village, "?scope=within") == ["路灯"]


def test_a_number_is_found_as_it_is_said(as_user, cadre, village, lamp) -> None:
    said = f"{lamp.number[:2]}-{lamp.number[2:6]}-{lamp.number[6:]}"
    assert listed(as_user(cadre), village, f"?q={said}") == [lamp.title]


def test_a_view_is_saved_and_dropped(as_user, cadre, village, county) -> None:
    client, where = as_user(cadre), f"/desk/{village.code}/matters/views/"
    client.post(where, {"title": "超期的", "query": "light=red"})
    view = SavedView.everywhere.get()
    assert (view.user_id, view.query) == (cadre.pk, "light=red")
    client.post(where, {"drop": str(view.pk)})
    assert not SavedView.everywhere.exists()


def test_a_view_without_a_name_is_refused(as_user, cadre, village) -> None:
    client = as_user(cadre)
    answer = client.post(f"/desk/{village.code}/matters/views/", {"title": " ", "query": ""}, follow=True)
    assert "请给这个查询起个名字" in answer.content.decode()


def test_a_day_that_the_office_settles_moves_what_is_due(
    as_user, rule_keeper, county_place, county, opened, on
) -> None:
    on("2027-03-01 09:00")
    matter = opened()
    before = matter.due_at
    given = {"day": "2027-03-02", "working": "no", "title": "本县节日", "source": "县政府通知"}
    as_user(rule_keeper).post(f"/desk/{county_place.code}/matters/calendar/", given)
    assert CalendarDay.everywhere.get().title == "本县节日"
    with standing_in(county):
        assert Matter.objects.get(pk=matter.pk).due_at > before


def test_only_the_rule_keeper_settles_a_day(as_user, county_officer, county_place) -> None:
    given = {"day": "2027-03-02", "working": "no", "title": "节日", "source": "通知"}
    answer = as_user(county_officer).post(f"/desk/{county_place.code}/matters/calendar/", given)
    assert answer.status_code == 403
