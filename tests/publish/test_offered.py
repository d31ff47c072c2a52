"""What a template may ask for: names that are offered, and loops and conditions over them."""

from collections.abc import Mapping

import pytest
from tests.publish.conftest import bulletin_of

from wugong.base.faults import FileRefused
from wugong.publish.offered import SAMPLE, Offered

DEEP = "{% for a in table.rows %}{% for b in a.cells %}{% for c in notes %}"
ENDS = "{% endfor %}" * 3


def said(source: str) -> str:
    with pytest.raises(FileRefused) as caught:
        Offered().from_string(source)
    return "\n".join(caught.value.faults)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{{ password }}", "没有“password”这个名称，可以写的是 heading、"),
        ("{{ sign.pay }}", "“sign”里没有“pay”，可以写的是 organ、day"),
        ("{{ heading.upper }}", "“heading”里没有“upper”"),
        ("{{ heading.__class__ }}", "“heading”里没有“__class__”"),
        ("{{ wrong.deeper }}", "没有“wrong”这个名称"),
        ("{{ heading|upper }}", "不能用 filter 这种写法"),
        ("{{ heading() }}", "不能用 call 这种写法"),
        ("{{ heading['x'] }}", "不能用 getitem 这种写法"),
        ("{{ 9 ** 9 }}", "不能用 pow 这种写法"),
        ("{{ 'x' * 10 }}", "不能用 mul 这种写法"),
        ("{{ 'x' }}", "不能用 const 这种写法"),
        ("{{ sign }}", "不是一句话，要写到里面的一项，例如 {{ sign.organ }}"),
        ("{{ notes }}", "例如 {% for one in notes %}"),
        ("{% set a = 1 %}", "不能用 assign 这种写法"),
        ("{% macro a() %}{% endmacro %}", "不能用 macro 这种写法"),
        ("{% include 'x' %}", "不能用 include 这种写法"),
        ("{% filter upper %}{% endfilter %}", "不能用 filterblock 这种写法"),
        ("{% for a in notes recursive %}{% endfor %}", "不能用 for 这种写法"),
        ("{% for a in notes if a %}{% endfor %}", "不能用 for 这种写法"),
        ("{% for a in range(9) %}{% endfor %}", "不能用 call 这种写法"),
        ("{% for a in heading %}{% endfor %}", "“heading”不是一列，不能用 for"),
        ("{% for a, b in notes %}{% endfor %}", "for 后面只能写一个名称"),
        ("{% for a in notes %}{{ a.x }}{% endfor %}", "“a”里没有“x”"),
        ("{% for a in notes %}{% else %}{{ a }}{{ b }}{% endfor %}", "没有“b”"),
        ("{% if heading == 'x' %}{% endif %}", "不能用 compare 这种写法"),
        ("{% if heading %}{% elif x %}{% else %}{% endif %}", "没有“x”"),
        ("{% if heading %}{% else %}{{ y }}{% endif %}", "没有“y”"),
        ("{% if heading %}", "标记写得不完整"),
        ("{{ heading", "标记写得不完整"),
        ("{{ (heading|x).y }}", "不能用 filter 这种写法"),
        ("{{ heading.a.b }}", "“heading”里没有“a”"),
        ("{% for a in sign.organ %}{% endfor %}", "“sign.organ”不是一列，不能用 for"),
        (f"{DEEP}{{% for d in how %}}{{% endfor %}}{ENDS}", "for 里面套 for 最多 3 层"),
        (
            "{% for a in notes %}{% for b in notes %}{% endfor %}{% endfor %}",
            "“notes”的 for 里面又套了它自己",
        ),
        (
            "{% for a in table.rows %}{% for b in a.cells %}{% for c in table.rows %}" + ENDS,
            "“table.rows”的 for 里面又套了它自己的 for，村一多就排不出来",
        ),
    ],
)
def test_what_is_not_offered_is_refused_with_what_is(source: str, why: str) -> None:
    assert why in said(source)


def test_every_fault_of_a_part_is_named() -> None:
    assert said("{{ a }} {{ b }}").count("没有") == 2


@pytest.mark.parametrize(
    "source",
    [
        "{{ heading }} {{ sign.organ }}",
        "{% if not version_line %}{{ digest }}{% else %}{{ version_line }}{% endif %}",
        "{% for row in table.rows %}{% for cell in row.cells %}{{ cell }}{% endfor %}{% endfor %}",
        "{% for a in notes %}{{ loop.index }}{% endfor %}",
        DEEP + ENDS,
        "{% for a in notes %}{% else %}{% for b in notes %}{% endfor %}{% endfor %}",
        "{% for a in notes %}{% endfor %}{% for a in notes %}{% endfor %}",
    ],
)
def test_what_is_offered_is_taken(source: str) -> None:
    Offered().from_string(source).render(SAMPLE)


def test_texts_are_escaped() -> None:
    assert Offered().from_string("{{ heading }}").render(heading="<w:b/>&") == "&lt;w:b/&gt;&amp;"


def shape(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: shape(one) for key, one in value.items()}
    return [shape(value[0])] if isinstance(value, list) else "text"


def test_a_bulletin_holds_all_that_is_offered() -> None:
    sample, given = shape(SAMPLE), shape(bulletin_of().to_json())
    assert isinstance(sample, dict)
    assert isinstance(given, dict)
    assert set(sample) - {"qr"} == set(given)
    assert set(sample["table"]) <= set(given["table"])
    assert all(sample[key] == given[key] for key in ("notice", "sign", "prizes", "notes", "how"))
