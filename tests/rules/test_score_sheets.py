"""Score sheets: what is refused, how deductions stop, what vetoes do, and the cases of the bundled ones."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wugong.base.amounts import scaled
from wugong.base.faults import Faults, FileRefused
from wugong.rules.documents import read_document
from wugong.rules.score_sheets import (
    SHEETS,
    CountsRefused,
    Marked,
    NoSuchSheet,
    SheetVersion,
    evaluate,
    read_sheet,
    sheet_text,
    wrong_counts,
)

SMALL = (Path(__file__).parents[1] / "data" / "sheets" / "small.yaml").read_text("utf-8")
DAY = date(2025, 6, 30)


def small(day: date = DAY) -> SheetVersion:
    version = read_sheet(SMALL).version_on(day)
    assert version is not None
    return version


@cache
def bundled_version(sheet: str) -> SheetVersion:
    return read_sheet(sheet_text(sheet)).versions[-1]


def faults(old: str, new: str) -> list[str]:
    """What is said of the small sheet once `old` stands as `new` in it."""
    assert SMALL.count(old) == 1, old
    with pytest.raises(FileRefused) as refused:
        read_sheet(SMALL.replace(old, new))
    return refused.value.faults


# what a document is refused for


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sheet: small", "sheet: Small", "第 2 行：sheet：“Small”不合要求"),
        ("    total: 100", "    total: 99", "第 8 行：versions.0.total：各项分值合计 100，与 total 99 不符"),
        ("    total: 100", "    totals: 100", "第 8 行：versions.0：不认识的键“totals”"),
        ("points: 40.5", "points: 40.4", "各项分值合计 99.9，与 total 100 不符"),
        ("points: 40.5", "points: 40.505", "points：“40.505”不合要求"),
        ("points: 40.5", "points: 0", "points：“0”不合要求"),
        ("unit: 处, each: 0.5", "unit: 处, each: 40.51", "每处扣 40.51 分、最多扣 40.5 分、本项 40.5 分"),
        ("at_most: 20", "at_most: 1.99", "每户扣 2 分、最多扣 1.99 分、本项 59.5 分"),
        ("at_most: 20", "at_most: 59.51", "每户扣 2 分、最多扣 59.51 分、本项 59.5 分"),
        ("unit: 户", "unit: 3", "unit：“3”不合要求"),
        ("key: homes\n", "key: litter\n", "第 20 行：versions.0.groups.1.criteria.0.key：“litter”写了两次"),
        ("key: heap,", "key: seen,", "第 17 行：versions.0.groups.0.criteria.0.spots.1.key：“seen”写了两次"),
        ("key: faked", "key: burning", "第 28 行：versions.0.vetoes.2.key：“burning”写了两次"),
        ("zero_criterion: litter", "zero_criterion: liter", "没有“liter”这一项，可用的是 litter、homes"),
        ("cap_total: 60", "cap_total: 100", "封顶分要小于 total 100"),
        ("cap_total: 60", "zero_criterion: homes, cap_total: 60", "maxProperties"),
        ("effect: zero_total", "effect: nothing", "写的是“nothing”，只能是 zero_total"),
        ("from: 2025-07-01", "from: 2020-01-01", "第 30 行：versions.1.from：版本要按生效日期从早到晚写"),
        ("from: 2025-07-01", "from: 2025-07-32", "没有“2025-07-32”这一天"),
        ("version: second", "version: first", "第 29 行：versions.1.version：版本“first”写了两次"),
        ("title: 小表", "title: &a 小表", "不收锚点"),
    ],
)
def test_document_refused_with_line_and_key(old, new, said):
    assert any(said in line for line in faults(old, new))


def test_caps_one_step_inside_their_bounds_are_taken():
    text = SMALL.replace("at_most: 20", "at_most: 59.5").replace("cap_total: 60", "cap_total: 99.99")
    version = read_sheet(text).versions[0]
    assert version.spots["homes.toilet"][1].at_most == 5950
    assert version.vetoes[1].cap == 9999


def test_every_fault_of_a_sheet_is_named_at_once():
    with pytest.raises(FileRefused) as refused:
        read_sheet(
            SMALL.replace("zero_criterion: litter", "zero_criterion: x").replace("at_most: 20", "at_most: 1")
        )
    assert refused.value.facts["count"] == 2


def test_the_source_is_named():
    with pytest.raises(FileRefused, match=r"^甲镇的评分表 共有 1 处要改"):
        read_sheet("[]", source="甲镇的评分表")


def test_unknown_sheet_refused():
    with pytest.raises(NoSuchSheet, match="随带的有 village-environment、village-environment-20"):
        sheet_text("../schemes/creation")


# what it says of itself


def test_sheet_has_names_versions_and_basis():
    sheet = read_sheet(SMALL)
    assert (sheet.name, sheet.title, [version.name for version in sheet.versions]) == (
        "small", "小表", ["first", "second"],
    )  # fmt: skip
    first = sheet.versions[0]
    assert (str(first.basis), first.basis.note) == ("某镇办法 第三条", "试行")
    assert str(sheet.versions[1].basis) == "某镇办法"
    assert [group.title for group in first.groups] == ["路上", "户里"]
    assert [line.key for line in first.criteria] == ["litter", "homes"]
    assert (first.criteria[0].article, first.criteria[1].article) == ("第三条之一", "")
    assert list(first.spots) == ["litter.seen", "litter.heap", "homes.toilet"]
    assert first.spots["homes.toilet"][1].sample == "每组抽 5 户"


@pytest.mark.parametrize(
    ("day", "name"),
    [("2019-12-31", None), ("2020-01-01", "first"), ("2025-06-30", "first"), ("2025-07-01", "second")],
)
def test_version_in_force_on_a_day(day, name):
    version = read_sheet(SMALL).version_on(date.fromisoformat(day))
    assert (version and version.name) == name


# what counts are refused for


@pytest.mark.parametrize(
    ("counts", "vetoes", "key", "said"),
    [
        ({"litter.sen": 1}, [], "litter.sen", "没有“litter.sen”这一行，请对照评分表 first 版"),
        ({"litter": 1}, [], "litter", "没有“litter”这一行，请对照评分表 first 版"),
        ({"litter.seen": -1}, [], "litter.seen", "路面·散落垃圾：写的是 -1，要写 0 到 9999 的整数（处）"),
        (
            {"litter.seen": 10000},
            [],
            "litter.seen",
            "路面·散落垃圾：写的是 10000，要写 0 到 9999 的整数（处）",
        ),
        ({"homes.toilet": 0.5}, [], "homes.toilet", "农户·厕所：写的是 0.5，要写 0 到 9999 的整数（户）"),
        ({"homes.toilet": True}, [], "homes.toilet", "农户·厕所：写的是 True，要写 0 到 9999 的整数（户）"),
        ({}, ["fire"], "fire", "没有“fire”这条否决项，请对照评分表 first 版"),
    ],
)
def test_count_refused(counts, vetoes, key, said):
    version = small()
    assert wrong_counts(version, counts, vetoes) == {key: said}
    with pytest.raises(CountsRefused) as refused:
        evaluate(version, counts, vetoes)
    assert refused.value.wrong == {key: said}
    assert str(refused.value) == f"评分里有 1 处要改：{said}"


def test_every_wrong_count_is_named():
    assert set(wrong_counts(small(), {"a.b": 1, "litter.seen": 3, "litter.heap": -2}, ["c"])) == {
        "a.b", "litter.heap", "c",
    }  # fmt: skip


@pytest.mark.parametrize(("count", "hundredths"), [(0, 10000), (1, 9950), (9999, 5950)])
def test_least_and_most_counts_are_taken(count, hundredths):
    assert evaluate(small(), {"litter.seen": count}).hundredths == hundredths


# how it is marked


def line(marked: Marked, key: str) -> tuple[int, int, str]:
    found = next(line for line in marked.lines if line.key == key)
    assert found.got + found.deducted == found.points
    return found.deducted, found.got, found.said


def test_nothing_found_keeps_all_points():
    marked = evaluate(small(), {}, [])
    assert (marked.hundredths, marked.vetoes, marked.said) == (10000, (), "100 − 0 = 100 分")
    assert line(marked, "litter") == (0, 4050, "不扣分")


def test_each_spot_is_said_with_its_sum():
    marked = evaluate(small(), {"litter.seen": 3, "litter.heap": 1, "homes.toilet": 4})
    assert (
        line(marked, "litter")[2]
        == "散落垃圾 3 处，每处扣 0.5 分，扣 1.5 分；乱堆 1 堆，每堆扣 3 分，扣 3 分"
    )
    assert line(marked, "homes") == (800, 5150, "厕所 4 户，每户扣 2 分，扣 8 分")
    assert marked.said == "100 − 12.5 = 87.5 分"


@pytest.mark.parametrize(("count", "deducted", "said"), [
    (9, 1800, "扣 18 分"),
    (10, 2000, "扣 20 分"),
    (11, 2000, "扣 20 分（这一条最多扣 20 分）"),
])  # fmt: skip
def test_a_spot_stops_at_its_cap(count, deducted, said):
    marked = evaluate(small(), {"homes.toilet": count})
    assert line(marked, "homes")[0] == deducted
    assert line(marked, "homes")[2].endswith(f"，{said}")


@pytest.mark.parametrize(("count", "got", "stopped"), [(80, 50, False), (81, 0, True), (82, 0, True)])
def test_a_criterion_stops_at_nothing(count, got, stopped):
    found = line(evaluate(small(), {"litter.seen": count}), "litter")
    assert found[1] == got
    assert found[2].endswith("；本项 40.5 分扣完为止") is stopped


def test_veto_zeroes_its_criterion():
    marked = evaluate(small(), {"litter.seen": 1}, ["burning"])
    assert line(marked, "litter") == (
        4050,
        0,
        "散落垃圾 1 处，每处扣 0.5 分，扣 0.5 分；露天焚烧，本项记 0 分",
    )
    assert (marked.hundredths, marked.vetoes) == (5950, ("露天焚烧：“路面”记 0 分",))
    assert marked.said == "100 − 40.5 = 59.5 分"


def test_veto_caps_the_total():
    marked = evaluate(small(), {"litter.seen": 1}, ["dumping"])
    assert (marked.hundredths, marked.vetoes) == (6000, ("成片倾倒：总分不超过 60 分",))
    assert marked.said == "100 − 0.5 = 99.5 分；成片倾倒：总分不超过 60 分，记 60 分"


@pytest.mark.parametrize(
    ("count", "hundredths", "changed"), [(79, 6000, True), (80, 6000, False), (81, 5950, False)]
)
def test_cap_changes_only_what_is_above_it(count, hundredths, changed):
    text = SMALL.replace("points: 40.5", "points: 41").replace("points: 59.5", "points: 59")
    marked = evaluate(read_sheet(text).versions[0], {"litter.seen": count}, ["dumping"])
    assert marked.hundredths == hundredths
    assert ("记 60 分" in marked.said) is changed


def test_lowest_cap_holds():
    marked = evaluate(small(), {}, ["dumping", "faked", "burning"])
    assert marked.hundredths == 0
    assert marked.vetoes == ("露天焚烧：“路面”记 0 分", "成片倾倒：总分不超过 60 分", "弄虚作假：总分记 0 分")
    assert marked.said == "100 − 40.5 = 59.5 分；弄虚作假：总分记 0 分"


def test_a_sheet_need_not_have_vetoes():
    assert small(date(2025, 7, 1)).vetoes == ()


@given(st.data())
def test_total_stays_in_bounds_and_never_rises_with_findings(data):
    version = bundled_version(data.draw(st.sampled_from(SHEETS)))
    some = st.dictionaries(st.sampled_from(list(version.spots)), st.integers(0, 30))
    vetoes = (
        data.draw(st.sets(st.sampled_from([veto.key for veto in version.vetoes])))
        if version.vetoes
        else set()
    )
    fewer, further = data.draw(some), data.draw(some)
    more = {key: fewer.get(key, 0) + further.get(key, 0) for key in fewer | further}
    before, after = evaluate(version, fewer), evaluate(version, more, vetoes)
    assert 0 <= after.hundredths <= before.hundredths <= version.total
    assert all(
        0 <= later.got <= earlier.got for earlier, later in zip(before.lines, after.lines, strict=True)
    )


# the sheets that come with the product


def cases(sheet: str) -> list[dict[str, Any]]:
    text = files("wugong.rules").joinpath(f"sheets/{sheet}.cases.yaml").read_text("utf-8")
    found = Faults(sheet)
    document = read_document(text, found)
    found.refuse()
    assert document is not None
    return document.root["cases"]


def every_case() -> Iterator[Any]:
    for sheet in SHEETS:
        for case in cases(sheet):
            yield pytest.param(sheet, case, id=f"{sheet}: {case['name']}")


@pytest.mark.parametrize(("sheet", "case"), list(every_case()))
def test_case_comes_out_as_expected(sheet, case):
    version = bundled_version(sheet)
    counts = {key: int(count) for key, count in case["counts"].items()}
    marked = evaluate(version, counts, case.get("vetoes", []))
    assert marked.hundredths == scaled(case["total"], 2)
    full = {criterion.key: criterion.points for criterion in version.criteria}
    wanted = full | {key: scaled(got, 2) for key, got in case.get("lines", {}).items()}
    assert {line.key: line.got for line in marked.lines} == wanted


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_spot_and_veto_has_a_case(sheet):
    version = bundled_version(sheet)
    assert {key for case in cases(sheet) for key in case["counts"]} == set(version.spots)
    assert {key for case in cases(sheet) for key in case.get("vetoes", [])} == {v.key for v in version.vetoes}


@pytest.mark.parametrize("sheet", SHEETS)
def test_bundled_sheet_has_a_hundred_points_and_names_its_source(sheet):
    version = bundled_version(sheet)
    assert version.total == 10000
    assert "建议" in version.basis.note
    assert all(line.article for line in version.criteria)
    assert all(veto.article for veto in version.vetoes)
