"""The pages of change requests: asked for on a household's or person's page, decided by another, refused with why."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import MakeUser
from tests.registered import citizen_id, members

from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.registry.models import ChangeRequest, Household, Person
from wugong.registry.requests import ask_change, decide_change
from wugong.registry.states import RequestKind, RequestState

SignIn = Callable[[User], Client]
Make = Callable[..., Any]
Pair = tuple[Client, Client]


def at(place: Place, name: str, *keys: Any) -> str:
    return reverse(name, args=[place.code, *keys])


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def second(make_user: MakeUser, village: Place) -> User:
    """Another cadre of the village."""
    return make_user("second", "周核", RoleKind.VILLAGE_CADRE, village)


@pytest.fixture
def correction(family: Household, spouse: Person, cadre: User) -> ChangeRequest:
    """A request of the cadre's: another name for the wife."""
    with standing_in(family.county):
        return ask_change(
            RequestKind.CORRECT, family, {"name": "李桂芬"}, "照身份证", actor=cadre, person=spouse
        )


# --- Refused ------------------------------------------------------------------------------------


def test_who_asked_is_told_that_another_decides(
    correction: ChangeRequest, village: Place, cadre: User, as_user: SignIn
) -> None:
    address = at(village, "change_request", correction.pk)
    text = text_of(as_user(cadre), address)
    assert "要由另一个人核定" in text
    assert "照办" not in text
    assert "撤回申请" in text


def test_who_asked_cannot_decide_by_posting(
    correction: ChangeRequest, village: Place, cadre: User, as_user: SignIn
) -> None:
    answer = as_user(cadre).post(at(village, "change_request", correction.pk), {"do": "approve"})
    assert "申请和核定不能是同一人" in answer.content.decode()
    correction.refresh_from_db()
    assert correction.state == RequestState.ASKED


def test_a_no_needs_its_reason(
    correction: ChangeRequest, village: Place, second: User, as_user: SignIn
) -> None:
    answer = as_user(second).post(
        at(village, "change_request", correction.pk), {"do": "refuse", "answer": ""}
    )
    assert "不予办理要写明原因" in answer.context["form"].errors["answer"][0]


def test_a_request_of_another_village_is_not_here(
    correction: ChangeRequest, neighbour_village: Place, town_officer: User, as_user: SignIn
) -> None:
    address = at(neighbour_village, "change_request", correction.pk)
    assert as_user(town_officer).get(address).status_code == 404


def test_what_is_wanted_is_not_for_every_reader(
    correction: ChangeRequest, village: Place, supervisor: User, as_user: SignIn
) -> None:
    text = text_of(as_user(supervisor), at(village, "change_request", correction.pk))
    assert "只给提出的人和核定的人看" in text
    assert "李桂" not in text
    assert correction.reason not in text


def test_an_answer_is_not_for_every_reader_either(
    correction: ChangeRequest, village: Place, second: User, supervisor: User, as_user: SignIn
) -> None:
    with standing_in(village.county):
        decide_change(correction, actor=second, approve=False, answer="请带户口簿来")
    address = at(village, "change_request", correction.pk)
    assert "请带户口簿来" not in text_of(as_user(supervisor), address)
    assert "请带户口簿来" in text_of(as_user(second), address)


def test_of_a_child_an_approver_reads_no_birthday_and_nobody_a_number(
    family: Household,
    child: Person,
    village: Place,
    second: User,
    town_approver: User,
    cadre: User,
    as_user: SignIn,
) -> None:
    born = date(2018, 6, 2)
    number = citizen_id(born, 24)
    with standing_in(village.county):
        wanted = {"born": born, "id_number": number}
        request = ask_change(RequestKind.CORRECT, family, wanted, "照出生证", actor=cadre, person=child)
    address = at(village, "change_request", request.pk)
    text = text_of(as_user(town_approver), address)
    assert "不满 14 岁" in text
    assert "2018" not in text
    assert number[-4:] not in text
    text = text_of(as_user(second), address)
    assert "2018-06-02" in text
    assert "已填写" in text
    assert number[-4:] not in text


def test_an_approver_who_does_not_register_reads_no_address(
    family: Household,
    spouse: Person,
    village: Place,
    group: Place,
    town_approver: User,
    cadre: User,
    as_user: SignIn,
) -> None:
    day = date(2026, 1, 5)
    away = {"day": day, "whereabouts": "广东东莞"}
    with standing_in(village.county):
        moved = {"day": day, "place": group.pk, "address": "枫林坳 9 号"}
        asked = [
            ask_change(RequestKind.MOVE, family, moved, "搬家", actor=cadre),
            ask_change(RequestKind.MOVE, family, away, "外出", actor=cadre, person=spouse),
        ]
    for request, words in zip(asked, ("枫林坳 9 号", "广东东莞"), strict=True):
        address = at(village, "change_request", request.pk)
        text = text_of(as_user(town_approver), address)
        assert words not in text
        assert "枫林坳 1 号" not in text
        assert "已填写" in text
        assert words in text_of(as_user(cadre), address)


def test_an_approver_who_does_not_register_reads_masked_names(
    correction: ChangeRequest, village: Place, town_approver: User, as_user: SignIn
) -> None:
    text = text_of(as_user(town_approver), at(village, "change_request", correction.pk))
    assert "李×芬" in text
    assert "李桂芬" not in text


def test_the_same_is_not_asked_twice(
    correction: ChangeRequest, spouse: Person, village: Place, cadre: User, as_user: SignIn
) -> None:
    given = {"name": "李贵芬", "sex": "f", "born": "1978-11-02", "papers": "citizen_id", "reason": "照身份证"}
    answer = as_user(cadre).post(at(village, "person_change", spouse.pk), given)
    assert "已经有一份申请待核" in answer.content.decode()


def test_what_cannot_be_is_refused_beside_its_field(
    family: Household, spouse: Person, village: Place, cadre: User, as_user: SignIn
) -> None:
    given = {"name": "李桂芳", "sex": "f", "born": "1978-11-02", "papers": "citizen_id", "reason": "照身份证"}
    form = (
        as_user(cadre)
        .post(at(village, "person_change", spouse.pk), given | {"id_number": "1"})
        .context["form"]
    )
    assert "身份证号" in form.errors["id_number"][0]
    same = as_user(cadre).post(at(village, "person_change", spouse.pk), given).context["form"]
    assert "没有要改的" in same.errors["name"][0]


# --- Decided ------------------------------------------------------------------------------------


def test_another_carries_it_out(
    correction: ChangeRequest, spouse: Person, village: Place, second: User, as_user: SignIn
) -> None:
    client, address = as_user(second), at(village, "change_request", correction.pk)
    text = text_of(client, address)
    assert "李桂芳" in text
    assert "李桂芬" in text
    assert client.post(address, {"do": "approve"})["Location"] == address
    spouse.refresh_from_db()
    assert spouse.name == "李桂芬"
    assert "已办" in text_of(client, address)


def test_a_no_reaches_the_page(
    correction: ChangeRequest, village: Place, second: User, as_user: SignIn
) -> None:
    client, address = as_user(second), at(village, "change_request", correction.pk)
    client.post(address, {"do": "refuse", "answer": "证件没有带来"})
    assert "证件没有带来" in text_of(client, address)


def test_who_asked_takes_it_back(
    correction: ChangeRequest, village: Place, cadre: User, as_user: SignIn
) -> None:
    as_user(cadre).post(at(village, "change_request", correction.pk), {"do": "withdraw"})
    correction.refresh_from_db()
    assert correction.state == RequestState.WITHDRAWN


def test_the_second_of_two_decisions_is_told(
    correction: ChangeRequest, village: Place, second: User, town_officer: User, as_user: SignIn
) -> None:
    address = at(village, "change_request", correction.pk)
    as_user(second).post(address, {"do": "approve"})
    answer = as_user(town_officer).post(address, {"do": "refuse", "answer": "不对"})
    assert "不能再办" in answer.content.decode()


def test_a_new_number_is_shown_by_its_end(
    family: Household, spouse: Person, village: Place, cadre: User, second: User, as_user: SignIn
) -> None:
    number = citizen_id(date(1979, 11, 2), 22)
    given = {"name": "李桂芳", "sex": "f", "papers": "citizen_id", "id_number": number, "reason": "照身份证"}
    answer = as_user(cadre).post(at(village, "person_change", spouse.pk), given | {"born": "1979-11-02"})
    text = text_of(as_user(second), answer["Location"])
    assert number not in text
    assert f"××{number[-2:]}" in text
    assert "1978-11-02" in text
    assert "1979-11-02" in text


def test_a_request_whose_key_is_lost_says_so(
    correction: ChangeRequest, village: Place, second: User, as_user: SignIn
) -> None:
    ChangeRequest.everywhere.filter(pk=correction.pk).update(wanted=b"\x01nothing opens this")
    answer = as_user(second).get(at(village, "change_request", correction.pk))
    assert answer.status_code == 200
    assert answer.context["case"].locked in answer.content.decode()
    assert answer.context["case"].locked


# --- Asked on the pages of households and persons ------------------------------------------------


def carried_out(client: Client, address: str, given: dict[str, Any], decider: Client) -> str:
    """Ask, then have the request carried out; returns what the request's page said before."""
    answer = client.post(address, given | {"reason": "凭户口簿"})
    assert answer.status_code == 302, answer.context["form"].errors
    text = text_of(decider, answer["Location"])
    assert decider.post(answer["Location"], {"do": "approve"}).status_code == 302
    return text


@pytest.fixture
def pair(cadre: User, second: User, settings: Any) -> Pair:
    """Two clients: who asks, and who decides."""
    settings.SECOND_FACTOR = False
    asker, decider = Client(), Client()
    asker.force_login(cadre)
    decider.force_login(second)
    return asker, decider


def test_a_split_gives_two_households(family: Household, spouse: Person, child: Person, pair: Pair) -> None:
    asker, decider = pair
    given = {
        "number": "0109",
        "day": "2026-11-01",
        f"go_{spouse.pk}": "on",
        f"as_{spouse.pk}": "02",
        f"go_{child.pk}": "on",
        f"as_{child.pk}": "30",
    }
    told = carried_out(asker, at(family.village, "household_split", family.pk), given, decider)
    assert "0109" in told
    later = Household.everywhere.get(number="0109")
    with standing_in(family.county):
        assert members(later) == {"李桂芳": "02", "陈小禾": "30"}
        assert members(family) == {"陈建国": "02"}
    card = text_of(decider, at(family.village, "household", later.pk))
    assert "0101 户" in card


def test_a_split_without_anyone_says_so_and_keeps_what_was_typed(family: Household, pair: Pair) -> None:
    given = {"number": "0109", "day": "2026-11-01", "reason": "凭户口簿"}
    answer = pair[0].post(at(family.village, "household_split", family.pk), given)
    assert "还没有选人" in answer.content.decode()
    assert answer.context["form"]["number"].value() == "0109"


def test_a_merger_takes_the_other_household_by_its_number(
    family: Household,
    neighbours: Household,
    head: Person,
    spouse: Person,
    child: Person,
    pair: Pair,
) -> None:
    address = at(family.village, "household_merge", family.pk)
    assert "没有在册的 0999 户" in pair[0].get(address, {"number": "0999"}).content.decode()
    assert "这就是本户" in pair[0].get(address, {"number": "0101"}).content.decode()
    with standing_in(family.county):
        old = Person.objects.get(name="欧阳秀英")
    given = {"day": "2026-11-01", f"as_{head.pk}": "02", f"as_{spouse.pk}": "12", f"as_{child.pk}": "30"}
    carried_out(pair[0], f"{address}?number=0102", given | {f"as_{old.pk}": "52"}, pair[1])
    with standing_in(family.county):
        assert members(family)["欧阳秀英"] == "52"
    neighbours.refresh_from_db()
    assert neighbours.until is not None


def test_members_move_to_another_household(
    family: Household, neighbours: Household, child: Person, pair: Pair
) -> None:
    given = {"place": family.village.code, "number": "0102", "day": "2026-11-01"}
    more = {f"go_{child.pk}": "on", f"as_{child.pk}": "42"}
    address = at(family.village, "household_move", family.pk)
    carried_out(pair[0], f"{address}?how=household", given | more, pair[1])
    with standing_in(family.county):
        assert members(neighbours)["陈小禾"] == "42"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("household_head", "每个人与户主的关系"),
        ("household_move", "整户迁到别的村组"),
        ("household_split", "谁分出去"),
        ("household_merge", "下一步"),
    ],
)
def test_each_form_opens(name: str, said: str, family: Household, pair: Pair) -> None:
    assert said in text_of(pair[0], at(family.village, name, family.pk))


@pytest.mark.parametrize(
    ("name", "said"), [("person_change", "新证件号"), ("person_death", "家里的人与新户主的关系")]
)
def test_each_form_about_a_person_opens(
    name: str, said: str, family: Household, head: Person, pair: Pair
) -> None:
    assert said in text_of(pair[0], at(family.village, name, head.pk))


def test_a_household_moves_to_another_village_under_another_number(
    family: Household, neighbour_village: Place, town_officer: User, cadre: User, settings: Any
) -> None:
    settings.SECOND_FACTOR = False
    asker, decider = Client(), Client()
    asker.force_login(cadre)
    decider.force_login(town_officer)
    given = {"place": neighbour_village.code, "number": "0777", "address": "青山 7 号", "day": "2026-11-01"}
    told = carried_out(asker, at(family.village, "household_move", family.pk), given, decider)
    assert "0777" in told
    later = Household.everywhere.get(number="0777")
    old = text_of(decider, at(family.village, "household", family.pk))
    assert "已经销户，只能看" in old
    assert at(neighbour_village, "household", later.pk) in old


def test_a_household_moves_to_another_group(family: Household, group: Place, pair: Pair) -> None:
    given = {"place": group.code, "day": "2026-11-01"}
    carried_out(pair[0], at(family.village, "household_move", family.pk), given, pair[1])
    family.refresh_from_db()
    assert family.place == group


def test_one_moves_out_of_the_town(family: Household, spouse: Person, pair: Pair) -> None:
    given = {"whereabouts": "湖北省武汉市", "day": "2026-11-01", f"go_{spouse.pk}": "on"}
    carried_out(pair[0], f"{at(family.village, 'household_move', family.pk)}?how=away", given, pair[1])
    with standing_in(family.county):
        assert "李桂芳" not in members(family)


@pytest.mark.parametrize(
    ("how", "given", "field", "why"),
    [
        ("place", {}, "place", "请选"),
        ("household", {"number": "0102"}, "place", "请选"),
        ("household", {"place": "990101101201", "number": "0999"}, "number", "没有在册的"),
        ("away", {}, "whereabouts", "请填"),
        ("nonsense", {}, "place", "请选"),
    ],
)
def test_a_move_without_its_end_is_refused_at_the_field(
    how: str, given: dict[str, str], field: str, why: str, family: Household, spouse: Person, pair: Pair
) -> None:
    rest = {"day": "2026-11-01", "reason": "凭户口簿", f"go_{spouse.pk}": "on"}
    answer = pair[0].post(f"{at(family.village, 'household_move', family.pk)}?how={how}", rest | given)
    assert why in answer.context["form"].errors[field][0]


def test_a_move_asked_on_a_persons_page_ticks_her(
    family: Household, spouse: Person, head: Person, pair: Pair
) -> None:
    address = at(family.village, "household_move", family.pk)
    form = pair[0].get(f"{address}?who={spouse.pk}").context["form"]
    assert form[f"go_{spouse.pk}"].value() is True
    assert form[f"go_{head.pk}"].value() is False


def test_who_never_belonged_is_taken_out(family: Household, child: Person, pair: Pair) -> None:
    given = {"day": "2026-11-01", f"go_{child.pk}": "on"}
    carried_out(pair[0], f"{at(family.village, 'household_move', family.pk)}?how=mistaken", given, pair[1])
    with standing_in(family.county):
        assert "陈小禾" not in members(family)


def test_when_the_head_dies_another_is_head(
    family: Household, head: Person, spouse: Person, child: Person, pair: Pair
) -> None:
    address = at(family.village, "person_death", head.pk)
    lacking = pair[0].post(address, {"day": "2026-11-01", "reason": "凭死亡证明"})
    assert "谁是户主" in lacking.content.decode()
    given = {"day": "2026-11-01", f"stay_{spouse.pk}": "02", f"stay_{child.pk}": "30"}
    carried_out(pair[0], address, given, pair[1])
    with standing_in(family.county):
        assert members(family) == {"李桂芳": "02", "陈小禾": "30"}


def test_another_becomes_head(
    family: Household, head: Person, spouse: Person, child: Person, pair: Pair
) -> None:
    given = {"day": "2026-11-01", f"as_{head.pk}": "11", f"as_{spouse.pk}": "02", f"as_{child.pk}": "30"}
    carried_out(pair[0], at(family.village, "household_head", family.pk), given, pair[1])
    with standing_in(family.county):
        assert members(family)["李桂芳"] == "02"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_requests_costs_the_same(
    count: int,
    village: Place,
    make_household: Make,
    make_member: Make,
    cadre: User,
    as_user: SignIn,
    django_assert_num_queries: Any,
) -> None:
    for number in range(count):
        household = make_household(village, f"060{number}")
        person = make_member(household, "王安")
        with standing_in(village.county):
            ask_change(
                RequestKind.CORRECT, household, {"name": "王平"}, "照身份证", actor=cadre, person=person
            )
    client = as_user(cadre)
    client.get(at(village, "change_requests"))
    with django_assert_num_queries(9):
        client.get(at(village, "change_requests"))


def test_requests_are_listed_until_decided_and_with_all(
    correction: ChangeRequest, village: Place, second: User, as_user: SignIn
) -> None:
    client, address = as_user(second), at(village, "change_requests")
    assert "更正登记" in text_of(client, address)
    client.post(at(village, "change_request", correction.pk), {"do": "approve"})
    assert "没有等核定的申请" in text_of(client, address)
    assert "已办" in text_of(client, f"{address}?all=yes")
