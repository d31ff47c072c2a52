"""Names shown in part, and the numbers of persons found whatever way they are written, and no others."""

import pytest

from wugong.base.masking import Kind, masked_name, personal_in

ID = "11010519491231002X"  # the example of GB 11643


def check_digit(digits: str) -> str:
    """Return the last character of an ID, by the table of weights that the standard prints."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(one) * weight for one, weight in zip(digits, weights, strict=True)) % 11]


def citizen(area: str = "430111", born: str = "19900101", order: str = "123") -> str:
    digits = area + born + order
    return digits + check_digit(digits)


def luhn(start: str) -> str:
    """Return the number with the last digit that makes its sum right."""
    for last in "0123456789":
        digits = [int(one) for one in start + last]
        odd, even = digits[-1::-2], digits[-2::-2]
        if (sum(odd) + sum(sum(divmod(2 * one, 10)) for one in even)) % 10 == 0:
            return start + last
    raise AssertionError


def kinds(text: str) -> list[Kind]:
    return [kind for kind, _ in personal_in(text)]


# --- Names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张桂芳", "张×芳"),
        ("张三", "张×"),
        ("张", "×"),
        ("", ""),
        ("  张三 ", "张×"),
        ("王李桂芳", "王××芳"),
        ("欧阳建华", "欧阳×华"),
        ("欧阳娜", "欧阳×"),
        ("欧阳", "欧×"),
        ("欧阳建国华", "欧阳××华"),
        ("阿卜杜·买买提", "阿××·×××"),
        ("𠮷田华", "𠮷×华"),
        ("张㙓", "张×"),
        ("张𠮷𠮷", "张×𠮷"),
        ("葛\U000e0100城", "葛\U000e0100×"),
        ("葛\ufe00城明", "葛\ufe00×明"),
        ("张×芳", "张×芳"),
    ],
)
def test_name_is_shown_in_part(name: str, shown: str) -> None:
    assert masked_name(name) == shown


# --- Citizen IDs --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        ID,
        ID.lower(),
        citizen(),
        citizen("820000", "20240229"),
        "430111900101123",
        "430111 900101 123",
        f"身份证{citizen()}号",
        f"1、{citizen()}",
        f"1 {citizen()}",
        "110105 19491231 002X",
        "110105-1949-1231-002X",
        "110105\u200b19491231\u3000002ｘ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "٤٣٠١١١٩٠٠١٠١١٢٣",
    ],
)
def test_citizen_id_is_found(text: str) -> None:
    assert kinds(text) == [Kind.CITIZEN_ID]


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # wrong last digit
        citizen("910111"),  # no such province
        citizen(born="19900230"),  # no such day
        citizen(born="18791231"),
        citizen(born="21000101"),
        citizen() + "0",
        "7" + citizen(),
        "430111901301123",  # fifteen digits, month 13
        "910111900101123",
        "43011190010112X",
        f"{ID[:17]}X5",
        "430111********1234",
        "430111199001011",
    ],
)
def test_what_is_no_citizen_id_is_not_found(text: str) -> None:
    assert Kind.CITIZEN_ID not in kinds(text)


@pytest.mark.parametrize("born", ["18800101", "20991231"])
def test_days_at_the_edge_of_what_is_plausible_count(born: str) -> None:
    assert kinds(citizen(born=born)) == [Kind.CITIZEN_ID]


# --- Mobile phones ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "13000000000",
        "19999999999",
        "138 1234 5678",
        "138-1234-5678",
        "1381234 5678",
        "＋８６１３８１２３４５６７８",
        "+86 138 1234 5678",
        "0086-13812345678",
        "8613812345678",
        "013812345678",
        "微信同号wx13812345678",
        "电话：13812345678，",
    ],
)
def test_mobile_is_found(text: str) -> None:
    assert kinds(text) == [Kind.MOBILE]


@pytest.mark.parametrize(
    "text",
    [
        "12812345678",
        "1381234567",
        "138123456789",
        "0700-6120018",
        "010-61234567",
        "0731 8234 5678",
        "12345",
        "12316",
        "400-800-1234",
        "13 2026-04-15 1",
        "138 12 345 678",
        "138，1234，5678",
    ],
)
def test_what_is_no_mobile_is_not_found(text: str) -> None:
    assert kinds(text) == []


# --- Bank cards ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        luhn("622202123456789"),
        luhn("622202123456789012"),
        luhn("30000000000000000"),
        "6222 0212 3456 7890 " + luhn("622202123456789012")[16:],
        "6222-0212-3456-" + luhn("622202123456789")[12:],
    ],
)
def test_bank_card_is_found(text: str) -> None:
    assert kinds(text) == [Kind.BANK_CARD]


@pytest.mark.parametrize(
    "text",
    [
        luhn("62220212345678"),  # fifteen digits
        luhn("6222021234567890123"),  # twenty
        luhn("722202123456789"),
        "6222021234567890",
        "62220 21234 567890",
        "9143 0111 1234 5678",
    ],
)
def test_what_is_no_bank_card_is_not_found(text: str) -> None:
    assert kinds(text) == []


def test_card_in_uneven_groups_is_none() -> None:
    card = luhn("622202123456789")
    assert kinds(f"{card[:6]} {card[6:]}") == []


# --- What may stand -----------------------------------------------------------------------------


def credit_code(start: str) -> str:
    """Return the code of an organisation with its check character (GB 32100)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    total = sum(alphabet.index(one) * weight for one, weight in zip(start, weights, strict=True))
    return start + alphabet[(31 - total % 31) % 31]


def test_code_of_an_organisation_of_digits_only_is_no_card() -> None:
    code = next(
        code
        for number in range(10**5)
        if (code := credit_code(f"52430111{number:09}")).isdigit() and luhn(code[:-1]) == code
    )
    assert kinds(code) == []


@pytest.mark.parametrize(
    "text",
    [
        "990101101201",
        "99010110120101",
        "2026年4月15日至4月30日",
        "2026-04-15 2026-04-30",
        "14,000 元、10,000.00 元",
        "国办函〔2026〕12号",
        "91430111MA4L16JQ9B",
        "96.50 95.10 93.43 92.33",
        "第 1 期，共 2 页",
        "3C90-A1E7",
        "张×芳",
        "",
    ],
)
def test_ordinary_figures_stand(text: str) -> None:
    assert personal_in(text) == []


# --- Several, and where -------------------------------------------------------------------------


def test_each_number_is_found_where_it_stands() -> None:
    text = f"张×芳 {ID}，电话 138 1234 5678。"
    found = [(kind, text[start:end]) for kind, (start, end) in personal_in(text)]
    assert found == [(Kind.CITIZEN_ID, ID), (Kind.MOBILE, "138 1234 5678")]


def test_two_numbers_side_by_side_are_both_found() -> None:
    assert kinds(f"{ID} 13812345678") == [Kind.CITIZEN_ID, Kind.MOBILE]


def test_kinds_have_names_to_be_read() -> None:
    assert [kind.label for kind in Kind] == ["身份证号", "手机号", "银行卡号"]


def test_the_key_of_a_row_is_nobodys_number():
    assert personal_in("https://example.org/lists/019ab000-1380-7013-8000-138000056781/") == []
    assert personal_in("/lists/13800005-6781-7013-8000-138000056781/ 电话 13800005678")[0][0] is Kind.MOBILE
