"""What who asked, who was drawn, who works in the field and everybody else reads and does on the phone."""

import io
import json
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.matters.models import Evidence, Matter, NeighbourCall, Sending
from wugong.registry.bindings import bind_account

JSON = {"HTTP_ACCEPT": "application/json"}


def picture(name="photo.jpg", width=80):
    into = io.BytesIO()
    Image.effect_noise((width, 60), 40).save(into, "JPEG")
    return SimpleUploadedFile(name, into.getvalue(), "image/jpeg")


def shown(client, name, *args, status=200, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


class TestPublicSide:
    def test_a_number_that_nobody_has(self, client, village):
        shown(client, "matter", "260000019", status=404)

    def test_a_slip_of_one_digit_is_said(self, client, village):
        assert "26-0000-018" in shown(client, "matter", "260000018", status=400)

    def test_what_is_typed_in_groups_leads_there(self, client, lamp):
        grouped = f"{lamp.number[:2]}-{lamp.number[2:6]}-{lamp.number[6:]}"
        answer = client.get(f"/matters/{grouped}/")
        assert answer["Location"] == reverse("matter", args=[lamp.number])

    def test_numbers_in_the_text_are_hidden(self, client, lamp):
        Matter.everywhere.update(text="我的电话13812345678")  # as an import may bring it
        assert "13812345678" not in shown(client, "matter", lamp.number)

    def test_her_name_is_hidden(self, client, lamp, resident):
        assert resident.display_name not in shown(client, "matter", lamp.number)

    def test_photos_are_for_who_asked(self, client, as_user, resident, opened):
        matter = opened(photos=[picture()])
        evidence = Evidence.everywhere.get()
        shown(client, "matter_photo", matter.number, evidence.pk, status=404)
        as_user(resident)
        assert client.get(reverse("matter_photo", args=[matter.number, evidence.pk])).status_code == 200

    def test_a_category_that_is_never_public(self, client, opened):
        matter = opened(category="05")
        shown(client, "matter", matter.number, status=404)


class TestAsker:
    def test_she_is_asked_when_it_is_done(self, client, as_user, resident, finished):
        as_user(resident)
        page = shown(client, "matter", finished.number)
        assert "这件事解决了吗" in page
        assert "等您回答" in shown(client, "my_matters")

    def test_nobody_else_is_asked(self, client, as_user, cadre, finished):
        as_user(cadre)
        assert "这件事解决了吗" not in shown(client, "matter", finished.number)

    def test_solved_strikes_it_off(self, client, as_user, resident, finished):
        as_user(resident)
        client.post(reverse("matter_answer", args=[finished.number]), {"move": "confirm", "seen": "done"})
        assert Matter.everywhere.get().kind == "solved"

    def test_not_solved_wants_a_word(self, client, as_user, resident, finished):
        as_user(resident)
        facts = {"move": "reopen", "seen": "done"}
        page = client.post(reverse("matter_answer", args=[finished.number]), facts).content.decode()
        assert "哪里没有解决" in page
        assert "errs" in page
        assert Matter.everywhere.get().kind == "done"

    def test_not_solved_reopens_it_under_its_number(self, client, as_user, resident, finished):
        as_user(resident)
        facts = {"move": "reopen", "seen": "done", "reason": "当晚又灭了"}
        client.post(reverse("matter_answer", args=[finished.number]), facts)
        matter = Matter.everywhere.get()
        assert (matter.number, matter.kind, matter.reopened) == (finished.number, "open", 1)

    def test_a_move_that_is_not_hers(self, client, as_user, resident, accepted):
        as_user(resident)
        answer = client.post(reverse("matter_answer", args=[accepted.number]), {"move": "finish"})
        assert answer.status_code == 404

    def test_after_the_window_nothing_is_asked(self, client, as_user, resident, finished):
        as_user(resident)
        Matter.everywhere.update(done_at=timezone.now() - timedelta(days=29))
        assert "这件事解决了吗" not in shown(client, "matter", finished.number)

    def test_the_list_takes_as_many_queries_for_three_as_for_one(
        self, client, as_user, resident, opened, django_assert_num_queries
    ):
        as_user(resident)
        opened()
        with CaptureQueriesContext(connection) as one:
            shown(client, "my_matters")
        opened()
        opened()
        with django_assert_num_queries(len(one)):
            shown(client, "my_matters")


class TestNeighbour:
    def test_who_was_drawn_answers(self, client, as_user, make_user, county, finished, spouse):
        user = make_user("drawn", "李桂芳")
        with standing_in(county):
            bind_account(user, spouse, actor=SYSTEM)
            NeighbourCall.objects.create(matter=finished, person=spouse, seed="1")
        as_user(user)
        assert "抽签抽到您" in shown(client, "matter", finished.number)
        assert "等您回答" in shown(client, "my_matters")
        client.post(reverse("matter_answer", args=[finished.number]), {"move": "confirm", "seen": "done"})
        assert Matter.everywhere.get().kind == "solved"


class TestInTheField:
    def step(self, cadre, **facts):
        plain = {"key": str(uuid4()), "by": str(cadre.pk), "move": "finish", "m-finish-seen": "accepted"}
        pair = {"m-finish-before": picture(), "m-finish-photos": picture(width=90)}
        return plain | pair | {"m-finish-answer": "换了灯泡"} | facts

    def test_who_asked_does_not_work_there(self, client, as_user, resident, accepted):
        as_user(resident)
        shown(client, "matter_work", accepted.number, status=403)

    def test_who_has_nothing_to_do_with_it_meets_nothing(self, client, as_user, far_town_officer, accepted):
        as_user(far_town_officer)
        shown(client, "matter_work", accepted.number, status=404)

    def test_the_pair_of_photos_lies_with_the_step(self, client, as_user, cadre, accepted):
        as_user(cadre)
        answer = client.post(reverse("matter_work", args=[accepted.number]), self.step(cadre))
        assert answer.status_code == 302
        assert Matter.everywhere.get().kind == "done"
        assert sorted(Evidence.everywhere.values_list("kind", flat=True)) == ["after", "before"]

    def test_the_same_step_five_times_is_made_once(self, client, as_user, cadre, accepted):
        as_user(cadre)
        facts, address = self.step(cadre), reverse("work_send", args=[accepted.number])
        answers = []
        for _ in range(5):
            for name in ("m-finish-before", "m-finish-photos"):
                facts[name].seek(0)
            answers.append(client.post(address, facts, **JSON).json()["again"])
        assert answers == [False, True, True, True, True]
        assert Sending.everywhere.count() == 1

    def test_a_step_that_came_too_late_says_why(self, client, as_user, cadre, finished):
        as_user(cadre)
        answer = client.post(reverse("work_send", args=[finished.number]), self.step(cadre), **JSON)
        assert (answer.status_code, answer.json()["code"]) == (422, "matters.moved_on")

    def test_without_answer_it_says_what_is_missing(self, client, as_user, cadre, accepted):
        as_user(cadre)
        facts = self.step(cadre, **{"m-finish-answer": ""})
        answer = client.post(reverse("work_send", args=[accepted.number]), facts, **JSON)
        assert answer.status_code == 422
        assert Matter.everywhere.get().kind == "open"

    def test_whose_session_ended_is_told_to_sign_in(self, client, cadre, accepted):
        answer = client.post(reverse("work_send", args=[accepted.number]), self.step(cadre), **JSON)
        assert answer.status_code == 401

    def test_a_key_of_another_matter(self, client, as_user, cadre, accepted, opened):
        as_user(cadre)
        facts = self.step(cadre)
        client.post(reverse("work_send", args=[accepted.number]), facts, **JSON)
        other = opened()
        answer = client.post(reverse("work_send", args=[other.number]), facts, **JSON)
        assert answer.json()["code"] == "matters.key_of_another"


class TestMap:
    def points(self, client, code):
        return json.loads(shown(client, "matters_points", code))["features"]

    def test_a_point_longitude_first(self, client, opened, village):
        matter = opened(point=(Decimal("27.5"), Decimal("111.25")))
        [point] = self.points(client, village.code)
        assert point["geometry"]["coordinates"] == [111.25, 27.5]
        assert point["properties"]["address"] == reverse("matter", args=[matter.number])

    def test_what_has_no_point_stands_in_the_list_alone(self, client, lamp, village):
        assert self.points(client, village.code) == []
        assert lamp.title in shown(client, "matters_map", village.code)

    def test_outlines_of_the_place_and_within(self, client, village, other_town, tmp_path, settings):
        shape = {"type": "LineString", "coordinates": [[111, 27], [112, 28]]}
        codes = (village.code, other_town.code)
        features = [{"type": "Feature", "geometry": shape, "properties": {"code": one}} for one in codes]
        settings.OUTLINES = tmp_path / "outlines.geojson"
        settings.OUTLINES.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        [outline] = self.points(client, village.code)
        assert outline["properties"] == {"kind": "outline", "code": village.code}

    def test_the_host_of_the_tiles_is_let_in_on_map_pages_alone(self, client, village, settings):
        settings.TILES = "https://tiles.example/{z}/{x}/{y}.png 天地图"
        answer = client.get(reverse("matters_map", args=[village.code]))
        assert "https://tiles.example" in answer["Content-Security-Policy"]
        assert "天地图" in answer.content.decode()
        assert "tiles.example" not in client.get(reverse("follow"))["Content-Security-Policy"]

    def test_a_place_that_is_not_there(self, client, village):
        shown(client, "matters_map", "990101101299", status=404)


class TestOffline:
    def test_the_worker_keeps_the_page_and_its_assets(self, client, village):
        answer = client.get("/worker.js")
        assert answer["Content-Type"].startswith("text/javascript")
        assert "web/outbox.js" in answer.content.decode()

    def test_the_manifest_names_icons_that_are_there(self, client, village):
        for icon in client.get("/manifest.webmanifest").json()["icons"]:
            image = Image.open(io.BytesIO(client.get(icon["src"]).content))
            assert f"{image.width}x{image.height}" == icon["sizes"]

    def test_a_size_that_nobody_asked_for(self, client, village):
        assert client.get("/app-icon-9999.png").status_code == 404
