"""Two acts on one place at the same moment: the later one waits, and one of them stands."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.meanwhile import meanwhile
from tests.publish.conftest import NEW_RUN, RUN, bulletin_of

from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.places.models import Place
from wugong.publish import refusals
from wugong.publish.documents import default_template
from wugong.publish.models import Posting, Template, Wording
from wugong.publish.notice_periods import APPRAISAL_BULLETIN as KIND
from wugong.publish.postings import post, replace, take_down
from wugong.publish.queries import wording_for
from wugong.publish.word_templates import adopt_template
from wugong.publish.wording import set_wording

OTHER = bulletin_of(heading="人居环境通报")
pytestmark = pytest.mark.django_db(transaction=True)


def test_same_bulletin_posted_twice_hangs_once(county: County, town: Place) -> None:
    with meanwhile(county, lambda: post(town, KIND, RUN, bulletin_of(), actor=SYSTEM)) as came:
        first = post(town, KIND, RUN, bulletin_of(), actor=SYSTEM)
    assert came == [first]
    assert Posting.objects.count() == 1


def test_other_words_that_wait_are_refused(county: County, town: Place) -> None:
    with meanwhile(county, lambda: post(town, KIND, RUN, OTHER, actor=SYSTEM)) as came:
        post(town, KIND, RUN, bulletin_of(), actor=SYSTEM)
    assert isinstance(came[0], refusals.PostedAlready)


def test_of_two_corrections_one_stands(county: County, town: Place) -> None:
    posting = post(town, KIND, RUN, bulletin_of(), actor=SYSTEM)

    def correcting() -> object:
        return replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="补录一项")

    with meanwhile(county, correcting) as came:
        replace(posting, OTHER, RUN, actor=SYSTEM, reason="补录一项")
    assert isinstance(came[0], refusals.Replaced)
    assert Posting.objects.up().count() == 1


def test_taking_down_what_is_being_corrected_is_refused(county: County, town: Place) -> None:
    posting = post(town, KIND, RUN, bulletin_of(), actor=SYSTEM)
    with meanwhile(county, lambda: take_down(posting, actor=SYSTEM, reason="over")) as came:
        replace(posting, OTHER, NEW_RUN, actor=SYSTEM, reason="补录一项")
    assert isinstance(came[0], refusals.Replaced)


def test_of_two_wordings_the_later_one_holds(county: County, town: Place) -> None:
    words = wording_for(town, KIND)
    later = type(words)(**words.as_fields() | {"heading": "后来的"})
    with meanwhile(county, lambda: set_wording(town, KIND, later, actor=SYSTEM)) as came:
        set_wording(town, KIND, words, actor=SYSTEM)
    assert came == [Wording.objects.get(heading="后来的")]
    assert wording_for(town, KIND).heading == "后来的"


def test_of_two_templates_for_one_day_the_later_one_holds(county: County, town: Place) -> None:
    day = timezone.localdate() + timedelta(days=1)

    def adopting() -> Template:
        return adopt_template(town, KIND, default_template(), actor=SYSTEM, since=day)

    with meanwhile(county, adopting) as came:
        adopting()
    assert came == [Template.objects.of(town, KIND).get()]
    assert Template.objects.count() == 2
