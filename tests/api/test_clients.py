"""Client libraries of other makers against the running server: they list, post and read."""

import itertools
import warnings
from importlib import import_module

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(monkeypatch):
    """Return the library, which was written when `itertools` still had an `ifilter`."""
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    with warnings.catch_warnings():  # what it is compiled from is of those days too
        warnings.simplefilter("ignore")
        return import_module("three")


@pytest.fixture
def at(live_server):
    return f"{live_server.url}/open311/v2"


def test_three_discovers_lists_posts_and_reads(three, at, village, secret):
    city = three.Three(at, api_key=secret, jurisdiction=village.code)
    assert city.discovery()["endpoints"][0]["type"] == "production"
    assert "道路设施" in [one["service_name"] for one in city.services()]
    assert city.services("02")["service_code"] == "02"
    posted = city.post(
        "02", description="村口的路灯坏了", address="村口", name="Chen Jianguo", phone="555-5555"
    )
    number = posted[0]["service_request_id"]
    (read,) = city.request(number)
    assert (read["description"], read["status"]) == ("村口的路灯坏了", "open")
    assert number in [one["service_request_id"] for one in city.requests()]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads_both_forms(form, client, at, village, handed):
    made = client.post("/open311/v2/requests.json", handed).json()[0]["service_request_id"]
    city = import_module("georeport").GeoReport(at, jurisdiction=village.code, output_format=form)
    assert "02" in [one["service_code"] for one in city.get_service_list()]
    assert city.get_service_definition("02")["service_code"] == "02"
    assert city.get_service_request(made)["service_request_id"] == made
    found = city.get_service_requests(status="open")
    listed = found if isinstance(found, list) else [found]
    assert [one["service_request_id"] for one in listed] == [made]
