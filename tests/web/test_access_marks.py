"""The mark that says who may enter stays on a view through its wrappers."""

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.views import View
from django.views.decorators.http import require_safe

from wugong.web import urls
from wugong.web.access_marks import access_rule_of, mark_access


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_unmarked_view_has_no_rule() -> None:
    assert access_rule_of(view) is None


def test_mark_outlives_a_wrapper() -> None:
    def fresh(request: HttpRequest) -> HttpResponse:
        return view(request)

    assert access_rule_of(require_safe(mark_access("signed-in")(fresh))) == "signed-in"


def test_mark_on_a_class_counts_for_its_view() -> None:
    assert access_rule_of(mark_access("public")(View).as_view()) == "public"


def test_every_view_of_this_room_is_public() -> None:
    assert {access_rule_of(route.callback) for route in urls.urlpatterns} == {"public"}
    assert get_resolver("wugong.web.urls")
