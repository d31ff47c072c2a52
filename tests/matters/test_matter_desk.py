"""One matter at a desk: what its page shows, its moves and the other acts, two people at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.mattered import bound

from wugong.counties.standing import standing_in
from wugong.matters.models import Asker, Matter
from wugong.matters.moving import move
from wugong.matters.notes import note
from wugong.places.models import Place


def address(matter: Matter, *further: str) -> str:
    return "/".join([f"/desk/{matter.place.code}/matters/{matter.number}", *further, ""])


def now_of(matter: Matter) -> Matter:
    return Matter.everywhere.get(pk=matter.pk)


# --- The page -----------------------------------------------------------------------------------


def test_a_matter_of_another_desk_is_not_found(as_user, cadre, village, lamp) -> None:
    here = f"/desk/{village.code}/matters/260000015/"
    assert as_user(cadre).get(here).status_code == 404


def test_who_reads_the_place_does_not_see_a_restricted_register(as_user, supervisor, opened, cadre) -> None:
    facts = {"kind": "neighbours", "parties": "甲乙两家"}
    dispute = opened(actor=cadre, register="dispute", title="院墙", facts=facts)
    assert as_user(supervisor).get(address(dispute)).status_code == 403


def test_the_asker_is_shown_masked(as_user, cadre, lamp) -> None:
    page = as_user(cadre).get(address(lamp)).content.decode()
    assert "陈×" in page
    assert "陈禾" not in page


def test_the_page_says_why_it_is_due_then(as_user, cadre, accepted) -> None:
    page = as_user(cadre).get(address(accepted)).content.decode()
    assert "7 个工作日内" in page


def test_a_page_asks_as_many_queries_for_many_lines(as_user, cadre, county, lamp) -> None:
    client = as_user(cadre)
    client.get(address(lamp))
    with CaptureQueriesContext(connection) as few:
        client.get(address(lamp))
    with standing_in(county):
        for number in range(3):
            note(lamp, f"去看了 {number} 次", actor=cadre)
    with CaptureQueriesContext(connection) as many:
        client.get(address(lamp))
    assert len(many) == len(few)


# --- Moves --------------------------------------------------------------------------------------


def test_a_move_without_its_words_says_so_at_the_form(as_user, cadre, accepted) -> None:
    answer = as_user(cadre).post(address(accepted, "moves", "finish"), {"m-finish-seen": "accepted"})
    assert answer.status_code == 422
    assert "请填“办得怎样”" in answer.content.decode()
    assert now_of(accepted).state == "accepted"


def test_the_slower_of_two_reads_that_it_was_done(as_user, cadre, county, accepted) -> None:
    with standing_in(county):
        move(accepted, "finish", actor=cadre, answer="换了灯泡")
    given = {"m-finish-seen": "accepted", "m-finish-answer": "换了灯泡"}
    answer = as_user(cadre).post(address(accepted, "moves", "finish"), given)
    assert "已经有人办过了" in answer.content.decode()


def test_a_move_leads_back_to_the_matter(as_user, cadre, lamp) -> None:
    given = {"m-accept-seen": "reported", "m-accept-field-grade": "simple"}
    answer = as_user(cadre).post(address(lamp, "moves", "accept"), given)
    assert (answer.status_code, answer["Location"]) == (302, address(lamp))
    assert (now_of(lamp).state, now_of(lamp).facts["grade"]) == ("accepted", "simple")


def test_no_register_knows_the_move(as_user, cadre, lamp) -> None:
    assert as_user(cadre).post(address(lamp, "moves", "fly"), {}).status_code == 404


# --- The other acts -----------------------------------------------------------------------------


def test_nothing_assigned_says_so(as_user, cadre, lamp) -> None:
    answer = as_user(cadre).post(address(lamp, "assign"), {})
    assert answer.status_code == 422


def test_a_matter_is_given_to_an_officer(as_user, cadre, lamp) -> None:
    as_user(cadre).post(
        address(lamp, "assign"), {"a-assign-handler": str(cadre.pk), "a-assign-leader": "王某"}
    )
    assert (now_of(lamp).handler_id, now_of(lamp).leader) == (cadre.pk, "王某")


def test_a_matter_goes_up_its_line(as_user, cadre, lamp, town: Place) -> None:
    as_user(cadre).post(address(lamp, "route"), {"a-route-to": town.code, "a-route-reason": "村里没有电工"})
    assert now_of(lamp).lies_with_id == town.pk


def test_the_clock_stands_still_and_runs_again(as_user, cadre, accepted) -> None:
    client = as_user(cadre)
    client.post(address(accepted, "pause"), {"a-pause-reason": "等天气"})
    assert now_of(accepted).paused_at is not None
    client.post(address(accepted, "resume"), {})
    assert now_of(accepted).paused_at is None


def test_only_the_level_above_extends(as_user, cadre, town_officer, accepted) -> None:
    given = {"a-extend-clock": "handle", "a-extend-reason": "等配件"}
    before = accepted.due_at
    as_user(cadre).post(address(accepted, "extend"), given)
    assert now_of(accepted).due_at == before
    as_user(town_officer).post(address(accepted, "extend"), given)
    assert now_of(accepted).due_at > before


def test_a_note_is_a_line(as_user, cadre, lamp) -> None:
    client = as_user(cadre)
    client.post(address(lamp, "note"), {"a-note-text": "现场看过了"})
    assert "现场看过了" in client.get(address(lamp)).content.decode()


def test_what_was_filled_stands_on_the_page(as_user, cadre, lamp) -> None:
    client = as_user(cadre)
    client.post(address(lamp, "fill"), {"a-fill-field-grade": "complex"})
    assert "复杂" in client.get(address(lamp)).content.decode()


def test_likely_duplicates_stand_beside_and_one_goes_into_the_other(as_user, cadre, lamp, opened) -> None:
    again = opened(category=lamp.category, text="路灯不亮")
    client = as_user(cadre)
    client.post(address(again, "merge"), {"a-merge-number": lamp.number})
    assert now_of(again).merged_into_id == lamp.pk


def test_a_wrong_number_stands_at_its_field(as_user, cadre, lamp) -> None:
    answer = as_user(cadre).post(address(lamp, "merge"), {"a-merge-number": "26-0000-000"})
    assert "对不上" in answer.content.decode() or answer.status_code == 422


# --- Opening at the desk ------------------------------------------------------------------------


def test_a_desk_opens_a_matter_once(as_user, cadre, village) -> None:
    client, where = as_user(cadre), f"/desk/{village.code}/matters/new/resident-report/"
    form = client.get(where).context["form"]
    given = {"title": "桥栏断了", "place": village.code, "key": form["key"].value()}
    first, second = client.post(where, given), client.post(where, given)
    assert first["Location"] == second["Location"]
    assert Matter.everywhere.count() == 1


def test_the_registers_that_a_desk_opens_are_listed(as_user, cadre, village) -> None:
    assert "随手拍" in as_user(cadre).get(f"/desk/{village.code}/matters/new/").content.decode()


def test_a_desk_writes_down_who_asked_and_shows_her_as_she_chose(
    as_user, cadre, village, spouse, county
) -> None:
    client, where = as_user(cadre), f"/desk/{village.code}/matters/new/resident-report/"
    found = client.get(where, {"q": "桂芳"}).content.decode()
    assert f"?who={spouse.pk}" in found
    page = client.get(where, {"who": spouse.pk})
    assert "李桂芳" in page.content.decode()
    given = {"title": "桥栏断了", "place": village.code, "key": page.context["form"]["key"].value()}
    client.post(f"{where}?who={spouse.pk}", given | {"shown": "anonymous"})
    asker = Asker.everywhere.get()
    assert (asker.person_id, asker.shown, asker.user_id, bool(asker.code_hash)) == (
        spouse.pk,
        "anonymous",
        None,
        True,
    )


def test_she_is_told_on_her_own_account(as_user, cadre, village, spouse, make_user, county) -> None:
    with standing_in(county):
        user = bound(make_user("guifang", "李桂芳"), spouse)
    where = f"/desk/{village.code}/matters/new/resident-report/?who={spouse.pk}"
    key = as_user(cadre).get(where).context["form"]["key"].value()
    as_user(cadre).post(where, {"title": "桥栏断了", "place": village.code, "key": key, "shown": "masked"})
    assert Asker.everywhere.get().user_id == user.pk


@pytest.mark.parametrize("who", ["nobody", "01930000-0000-7000-8000-000000000000"])
def test_somebody_who_is_not_registered_here_is_not_chosen(as_user, cadre, village, who) -> None:
    where = f"/desk/{village.code}/matters/new/resident-report/"
    assert as_user(cadre).get(where, {"who": who}).context["finding"].chosen is None


def test_who_may_not_read_the_register_finds_nobody(as_user, county_officer, county_place, spouse) -> None:
    page = as_user(county_officer).get(
        f"/desk/{county_place.code}/matters/new/resident-report/", {"q": "桂芳"}
    )
    assert "finding" not in (page.context or {}) or page.context["finding"] is None


def test_a_task_is_opened_with_its_due_day(as_user, town_officer, town) -> None:
    client, where = as_user(town_officer), f"/desk/{town.code}/matters/new/task/"
    form = client.get(where).context["form"]
    due = timezone.localdate() + timedelta(days=30)
    given = {"title": "清理乱堆乱放", "place": town.code, "key": form["key"].value(), "due": due.isoformat()}
    assert client.post(where, given).status_code == 302
    assert Matter.everywhere.get().facts["until"] == due.isoformat()


def test_a_register_without_a_day_up_to_which_asks_for_none(as_user, cadre, village) -> None:
    where = f"/desk/{village.code}/matters/new/resident-report/"
    assert "due" not in as_user(cadre).get(where).context["form"].fields
