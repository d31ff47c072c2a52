"""What waits about points on a village's desk: for the cadre, for the supervisor, and nothing before a catalogue."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.pointed import Known

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.points.booking import book_listing
from wugong.points.claim_checks import check
from wugong.points.listings import post_listing
from wugong.points.models import Adoption, Claim, Objection, Pool, Recheck
from wugong.points.objections import raise_objection
from wugong.points.pools import top_up
from wugong.points.rechecks import draw_rechecks
from wugong.points.reversals import ask_reversal
from wugong.portal.points_todos import gives_points, points_todos
from wugong.registry.models import Household

pytestmark = pytest.mark.usefixtures("here")

Maker = Callable[..., Claim]


def told(village: Place, user: User) -> dict[str, bool]:
    return {one.title: one.mine for one in points_todos(village, user)}


def test_village_without_a_catalogue_gives_no_points(village: Place, group: Place) -> None:
    assert not gives_points(village)
    assert not gives_points(group)


def test_claims_wait_for_the_cadre_and_are_shown_to_the_supervisor(
    village: Place, catalogue: Adoption, claimed: Claim, cadre: User, supervisor: User
) -> None:
    assert gives_points(village)
    assert told(village, cadre) == {"初核 1 件积分申报": True}
    assert told(village, supervisor) == {"初核 1 件积分申报": False}


def test_what_is_decided_waits_to_be_hung(
    village: Place, family: Household, make_claim: Maker, cadre: User
) -> None:
    check(make_claim(family, "meeting"), actor=SYSTEM)
    assert told(village, cadre) == {"张贴 1 件评定好的积分": True}


def test_rechecks_objections_and_reversals_wait_for_another_hand(
    village: Place,
    family: Household,
    homes: list[Household],
    make_claim: Maker,
    pool: Pool,
    cadre: User,
    supervisor: User,
    resident: User,
    known: Known,
) -> None:
    known(cadre)
    for home in (family, homes[0]):
        check(make_claim(home, "meeting"), actor=SYSTEM)
    listing = post_listing(village, timezone.localdate(), actor=SYSTEM)
    raise_objection(Claim.objects.get(household=family), "那天没看到。", actor=resident)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert "从 1 张公示表里抽查" not in told(village, supervisor)
        top_up(pool, 10_000, funded_from="捐赠", decision="第 3 号决议", actor=SYSTEM)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert told(village, supervisor)["从 1 张公示表里抽查"]
        draw_rechecks(listing, actor=supervisor)
        assert told(village, supervisor) == {"复核 1 条积分异议": True, "抽查 1 件积分": True}
        assert told(village, cadre) == {"复核 1 条积分异议": True, "抽查 1 件积分": False}
    Objection.objects.all().delete()
    Recheck.objects.all().delete()
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        book_listing(listing, actor=SYSTEM)
        ask_reversal(Claim.objects.get(household=homes[0]), "登错了户。", actor=cadre)
        assert told(village, supervisor) == {"核准 1 件积分冲正": True}


def test_desk_leads_to_points(
    village: Place, claimed: Claim, cadre: User, as_user: Callable[[User], Client]
) -> None:
    page = as_user(cadre).get("/desk/").content.decode()
    assert "初核 1 件积分申报" in page
    assert f"/desk/{village.code}/points/hints/" in page
