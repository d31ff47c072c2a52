"""Acts on accounts and places are for the system administrator; one's own password is one's own."""

from datetime import date

import pytest
from tests.accounts.codes import with_authenticator
from tests.cast import PASSWORD

from wugong.access import places, users
from wugong.access.refusals import AdministratorsAccount, NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.places.models import Place

DAY = date(2026, 6, 30)
NEW = "mist-over-the-lake"

ON_USERS = {
    "create": lambda user, actor: users.create_user(
        "newcomer", "新人", actor=actor, county=user.county, password=PASSWORD
    ),
    "password": lambda user, actor: users.change_password(user, NEW, actor=actor),
    "phone": lambda user, actor: users.set_phone(user, "13800138000", actor=actor),
    "stop": lambda user, actor: users.set_active(user, False, actor=actor),
    "second factor": lambda user, actor: users.remove_second_factor(user, actor=actor),
}
ON_PLACES = {
    "register": lambda place, actor: places.register_place("990101101299", "新村", actor=actor),
    "rename": lambda place, actor: places.rename_place(place, "新名村", actor=actor),
    "code": lambda place, actor: places.change_code(place, "990101101298", actor=actor, day=DAY),
    "close": lambda place, actor: places.close_place(place, actor=actor, until=DAY),
}


@pytest.mark.parametrize("act", ON_USERS.values(), ids=ON_USERS)
def test_an_act_on_an_account_is_refused_to_others(act, here, resident, security_administrator):
    before = Record.objects.count()
    with pytest.raises(NotAllowed, match="系统管理员"):
        act(resident, security_administrator)
    assert Record.objects.count() == before


@pytest.mark.parametrize("act", ON_USERS.values(), ids=ON_USERS)
def test_an_act_on_an_account_is_done_by_the_system_administrator(act, here, resident, system_administrator):
    with_authenticator(resident)
    before = Record.objects.count()
    act(resident, system_administrator)
    assert Record.objects.count() == before + 1


@pytest.mark.parametrize("name", sorted(set(ON_USERS) - {"create"}))
def test_an_administrators_account_is_not_in_the_hands_of_another(
    name, here, security_administrator, system_administrator
):
    before = Record.objects.count()
    with pytest.raises(AdministratorsAccount, match="wugong users rescue security-admin"):
        ON_USERS[name](security_administrator, system_administrator)
    assert Record.objects.count() == before


@pytest.mark.parametrize("act", ON_PLACES.values(), ids=ON_PLACES)
def test_an_act_on_a_place_is_refused_to_others(act, here, village, town_officer):
    with pytest.raises(NotAllowed, match="系统管理员"):
        act(village, town_officer)


@pytest.mark.parametrize("act", ON_PLACES.values(), ids=ON_PLACES)
def test_an_act_on_a_place_is_done_by_the_system_administrator(act, here, village, system_administrator):
    act(village, system_administrator)
    assert Record.objects.concerning(system_administrator.pk).filter(act__startswith="places.").count() == 1


def test_ones_own_password_is_changed_without_asking(resident):
    users.change_password(resident, NEW, actor=resident)
    assert User.objects.get(pk=resident.pk).check_password(NEW)


def test_a_stopped_account_is_opened_again(resident, system_administrator):
    users.set_active(resident, False, actor=system_administrator)
    users.set_active(resident, True, actor=system_administrator)
    assert User.objects.get(pk=resident.pk).is_active


def test_a_renamed_place_has_its_new_name(here, village, system_administrator):
    places.rename_place(village, "新名村", actor=system_administrator)
    assert Place.objects.get(code=village.code).name == "新名村"
