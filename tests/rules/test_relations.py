"""Relations to the head of a household: codes of GB/T 4761, and what towns write for them."""

import pytest

from wugong.rules.relations import _plain, code_of, relation_name, relations, sex_of


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("户主", "02"),
        ("本人", "02"),
        ("01", "02"),
        ("1", "02"),
        ("2", "02"),
        ("０２", "02"),
        ("妻子", "12"),
        ("老婆", "12"),
        ("丈夫", "11"),
        ("配偶", "10"),
        ("儿子", "20"),
        ("长 子", "22"),
        ("次子", "23"),
        ("女儿", "30"),
        ("儿媳", "38"),
        ("媳妇", "38"),
        ("女婿", "28"),
        ("孙子", "41"),
        ("孙女", "42"),
        ("外孙", "43"),
        ("父亲", "51"),
        ("母亲", "52"),
        ("公公", "53"),
        ("婆婆", "54"),
        ("岳父", "55"),
        ("丈母娘", "56"),
        ("户主之父", "51"),
        ("与户主关系：妻", "12"),
        ("非亲属", "99"),
        ("97", "97"),
    ],
)
def test_what_towns_write_has_a_code(written: str, code: str) -> None:
    assert code_of(written) == code


@pytest.mark.parametrize("written", ["", "邻居", "98", "00", "022", "户主之"])
def test_what_nobody_knows_has_none(written: str) -> None:
    assert code_of(written) is None


def test_no_two_relations_are_written_alike() -> None:
    seen: dict[str, str] = {}
    for one in relations().values():
        for words in {_plain(word) for word in (one.code, one.name, *one.aliases)}:
            assert seen.setdefault(words, one.code) == one.code, words


def test_relation_implies_a_sex_or_none() -> None:
    assert (sex_of("12"), sex_of("22"), sex_of("10"), sex_of("02"), sex_of("98")) == ("f", "m", "", "", "")


def test_name_of_a_code() -> None:
    assert relation_name("38") == "儿媳"
    assert relation_name("98") == "98"


def test_codes_are_two_digits_in_the_order_of_the_standard() -> None:
    codes = list(relations())
    assert codes == sorted(codes)
    assert all(len(code) == 2 and code.isdecimal() for code in codes)
