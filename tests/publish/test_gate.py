"""The masking gate: what holds a person's number does not pass, and the sentence does not repeat it."""

import pytest

from wugong.publish.gate import refuse_personal
from wugong.publish.refusals import Personal

ID, MOBILE = "11010519491231002X", "13812345678"


def test_each_place_and_kind_is_named_and_no_number() -> None:
    with pytest.raises(Personal) as caught:
        refuse_personal(
            [("第 1 行", f"张×芳 {ID} {MOBILE} {MOBILE}"), ("第 2 行", "好"), ("第 3 行", MOBILE)]
        )
    said = str(caught.value)
    assert "第 1 行有身份证号，第 1 行有手机号，第 3 行有手机号。" in said
    assert "请删去" in said
    assert ID not in said
    assert MOBILE not in said


def test_text_without_numbers_passes() -> None:
    refuse_personal([("第 1 行", "张×芳 10,000 元"), ("电话", "0700-6120018")])


def test_mobile_of_an_office_passes_where_it_is_called_for() -> None:
    refuse_personal([("监督电话", MOBILE)], office_phones=["监督电话"])


def test_id_passes_nowhere() -> None:
    with pytest.raises(Personal, match="监督电话有身份证号"):
        refuse_personal([("监督电话", ID)], office_phones=["监督电话"])
