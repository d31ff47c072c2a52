"""What the register's forms say of what was left empty, of a point on the map, of relations."""

import pytest
from django import forms

from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.households import LocateForm
from wugong.registry.forms.parts import relation_field


class _Form(RegisterForm):
    name = forms.CharField(label="姓名")
    relation = relation_field()
    sure = forms.BooleanField(label="属实")
    read = forms.CharField(error_messages={"required": "还没有勾，请勾要看的。"})


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("name", "请填“姓名”。"),
        ("relation", "请选“与户主关系”。"),
        ("sure", "请勾“属实”。"),
        ("read", "还没有勾，请勾要看的。"),
    ],
)
def test_what_is_missing_is_named(field: str, words: str) -> None:
    assert _Form({}).errors[field] == [words]


def _located(longitude: str, latitude: str) -> LocateForm:
    return LocateForm({"longitude": longitude, "latitude": latitude})


def test_exchanged_coordinates_are_called_so_at_both_fields() -> None:
    form = _located("28.123456", "113.123456")
    assert form.errors["longitude"] == form.errors["latitude"] == ["经度和纬度可能写反了，请换过来填。"]


@pytest.mark.parametrize(("longitude", "latitude"), [("137", "28"), ("113", "2.9"), ("2.9", "2.9")])
def test_point_outside_the_country_is_told_the_limits_at_both_fields(longitude: str, latitude: str) -> None:
    form = _located(longitude, latitude)
    assert "东经 73 到 136 度" in form.errors["longitude"][0]
    assert form.errors["longitude"] == form.errors["latitude"]


def test_what_is_no_number_is_said_alone() -> None:
    assert _located("东", "28").errors.keys() == {"longitude"}


@pytest.mark.parametrize(("longitude", "latitude"), [("73", "3"), ("136", "54"), ("113.12345678901", "28.1")])
def test_point_in_the_country_is_taken_however_finely_it_is_given(longitude: str, latitude: str) -> None:
    assert _located(longitude, latitude).is_valid()


def test_usual_relations_stand_first() -> None:
    (_blank, _none), (usual, first), (more, rest) = relation_field().choices
    assert (str(usual), str(more)) == ("常用", "更多")
    assert [name for _code, name in first][:4] == ["户主", "夫", "妻", "子"]
    assert {"独生子", "祖父"} <= {name for _code, name in rest}


def test_head_is_not_offered_where_there_is_one() -> None:
    assert "户主" not in [
        name for _group, some in relation_field(head=False).choices[1:] for _code, name in some
    ]
