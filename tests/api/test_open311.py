"""The open interface: what it lists, what it takes, what it refuses."""

from datetime import timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.media.scenes import saved, scene, upload

from wugong.counties.standing import standing_in
from wugong.matters.knocking import count_knock
from wugong.matters.models import Asker, Evidence, Knock, Matter
from wugong.rules.visitor_limits import visitor_limits_on

pytestmark = pytest.mark.django_db
V2 = "/open311/v2"


def opened(client, handed, **changes):
    return client.post(f"{V2}/requests.json", {**handed, **changes})


def test_discovery_names_the_endpoint_and_its_forms(client, county):
    found = client.get("/open311/discovery.json").json()["endpoints"][0]
    assert found["url"] == "http://testserver/open311/v2"
    assert found["formats"] == ["text/xml", "application/json"]


def test_discovery_reads_as_xml(client, county):
    tree = ElementTree.fromstring(client.get("/open311/discovery.xml").content)
    assert tree.findtext("endpoints/endpoint/url") == "http://testserver/open311/v2"


def test_another_form_is_not_there(client, county):
    assert client.get(f"{V2}/services.yaml").status_code == 404


def test_services_leave_out_what_is_never_public(client, village):
    codes = [one["service_code"] for one in client.get(f"{V2}/services.json").json()]
    assert "02" in codes
    assert "05" not in codes


def test_a_service_has_a_definition(client, village):
    document = client.get(f"{V2}/services/02.json").json()
    assert document["service_code"] == "02"
    tree = ElementTree.fromstring(client.get(f"{V2}/services/02.xml").content)
    assert tree.tag == "service_definition"


def test_an_unknown_service_is_404(client, village):
    answer = client.get(f"{V2}/services/77.json")
    assert answer.status_code == 404
    assert answer.json()[0]["code"] == "api.unknown_service"


def test_where_two_counties_are_hosted_one_must_be_named(client, village, far_village):
    assert client.get(f"{V2}/services.json").status_code == 400
    assert client.get(f"{V2}/services.json", {"jurisdiction_id": "990101"}).status_code == 200
    assert client.get(f"{V2}/services.json", {"jurisdiction_id": "123456"}).status_code == 404


def test_a_request_gets_a_number_and_is_listed(client, handed, village):
    answer = opened(client, handed)
    assert answer.status_code == 201
    made = answer.json()[0]
    assert made["follow_up_code"]
    found = client.get(f"{V2}/requests.json", {"jurisdiction_id": village.code}).json()
    assert [one["service_request_id"] for one in found] == [made["service_request_id"]]
    assert found[0]["status"] == "open"
    assert found[0]["service_name"] == "道路设施"
    assert (found[0]["lat"], found[0]["long"]) == (30.123456, 114.654321)
    assert found[0]["extended_attributes"]["extended_status"] == "reported"


def test_one_request_reads_as_xml(client, handed):
    number = opened(client, handed).json()[0]["service_request_id"]
    tree = ElementTree.fromstring(client.get(f"{V2}/requests/{number}.xml").content)
    assert tree.findtext("request/service_request_id") == number
    assert tree.findtext("request/extended_attributes/stage") == "manage"


def test_the_same_key_opens_once(client, handed):
    key = str(uuid4())
    numbers = {opened(client, handed, key=key).json()[0]["service_request_id"] for _ in range(5)}
    assert len(numbers) == 1
    assert Matter.everywhere.count() == 1


@pytest.mark.parametrize(("before", "status"), [(-2, 201), (-1, 201), (0, 429)])
def test_from_one_address_come_only_so_many(client, handed, county, before, status):
    most = visitor_limits_on(timezone.localdate()).limits["open"].most
    with standing_in(county):
        count_knock("open", "127.0.0.1")
        Knock.objects.update(count=most + before)
    answer = opened(client, handed)
    assert answer.status_code == status
    assert Matter.everywhere.count() == (status == 201)
    if status == 429:
        assert "已经满了" in answer.json()[0]["description"]


def test_who_hands_in_is_kept_anonymous_and_her_phone_is_not_kept(client, handed, county):
    opened(client, handed, first_name="建国", last_name="陈", phone="13800005678")
    with standing_in(county):
        asker = Asker.objects.get()
        assert asker.shown == "anonymous"
        assert "13800005678" not in str(Matter.objects.values().get())


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"api_key": ""}, 403, "api.no_key"),
        ({"api_key": "guess"}, 403, "api.no_key"),
        ({"service_code": ""}, 400, "api.no_service"),
        ({"service_code": "05"}, 404, "api.unknown_service"),
        ({"description": " "}, 400, "api.no_description"),
        ({"lat": "", "long": ""}, 400, "api.no_location"),
        ({"lat": "91"}, 400, "api.bad_point"),
        ({"lat": "north"}, 400, "api.bad_point"),
        ({"long": "180.5"}, 400, "api.bad_point"),
        ({"address_id": "990101102201"}, 404, "api.unknown_jurisdiction"),
        ({"media_url": "http://example.org/lamp.jpg"}, 400, "api.picture_not_fetched"),
        ({"lat": "-33.9", "long": "151.2"}, 400, "matters.point_amiss"),
        ({"key": "five"}, 400, "api.bad_word"),
        ({"attribute[colour]": "red"}, 400, "api.bad_word"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(client, handed, changes, status, code):
    answer = opened(client, handed, **changes)
    assert (answer.status_code, answer.json()[0]["code"]) == (status, code)
    assert not Matter.everywhere.exists()


def test_a_picture_is_made_anew_and_what_is_none_is_refused(client, handed):
    assert opened(client, handed, media=upload(saved(scene(7)))).status_code == 201
    assert Evidence.everywhere.count() == 1
    answer = opened(client, handed, media=SimpleUploadedFile("lamp.jpg", b"<html>no photo</html>"))
    assert answer.json()[0]["code"].startswith("media.")
    assert Matter.everywhere.count() == 1


def test_personal_numbers_are_hidden_from_the_list(client, handed):
    answer = opened(client, handed, address_string="找老陈 13800005678")
    if answer.status_code == 201:
        assert "13800005678" not in client.get(f"{V2}/requests.json").content.decode()


def test_a_restricted_category_is_never_listed(client, handed, county):
    opened(client, handed)
    with standing_in(county):
        Matter.objects.update(category="05")
    assert client.get(f"{V2}/requests.json").json() == []


@pytest.mark.parametrize(("age", "shown"), [(89, True), (91, False)])
def test_without_dates_the_last_ninety_days_are_meant(client, handed, county, age, shown):
    opened(client, handed)
    with standing_in(county):
        Matter.objects.update(opened_at=timezone.now() - timedelta(days=age))
    assert bool(client.get(f"{V2}/requests.json").json()) is shown


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"start_date": "yesterday"}, "api.bad_date"),
        ({"start_date": "2026-02-30T00:00:00Z"}, "api.bad_date"),
        ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-01T00:00:01Z"}, "api.span_too_long"),
        ({"status": "lost"}, "api.bad_word"),
        ({"service_code": "77"}, "api.unknown_service"),
        ({"page": "0"}, "api.bad_page"),
        ({"page_size": "1001"}, "api.bad_page"),
        ({"page_size": "many"}, "api.bad_page"),
    ],
)
def test_questions_that_do_not_fit_are_said(client, village, words, code):
    assert client.get(f"{V2}/requests.json", words).json()[0]["code"] == code


def test_ninety_days_exactly_are_answered(client, village):
    span = {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-01T00:00:00Z"}
    assert client.get(f"{V2}/requests.json", span).json() == []


def test_status_service_and_page_narrow_the_list(client, handed):
    first = opened(client, handed).json()[0]["service_request_id"]
    second = opened(client, handed, service_code="01").json()[0]["service_request_id"]
    ask = lambda **words: [  # noqa: E731 -- three questions in a row
        one["service_request_id"] for one in client.get(f"{V2}/requests.json", words).json()
    ]
    assert ask(status="open") == [second, first]
    assert ask(status="closed") == []
    assert ask(service_code="02") == [first]
    assert ask(page="2", page_size="1") == [first]
    assert ask(service_request_id=f"{first},{second}") == [second, first]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(client, handed, count, django_assert_num_queries):
    for _ in range(count):
        opened(client, handed)
    with django_assert_num_queries(5):
        client.get(f"{V2}/requests.json")


def test_an_unknown_number_is_404(client, village):
    assert client.get(f"{V2}/requests/260000000.json").status_code == 404


def test_other_sites_may_read(client, village):
    assert client.get(f"{V2}/services.json")["Access-Control-Allow-Origin"] == "*"
