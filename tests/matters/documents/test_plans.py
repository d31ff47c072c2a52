"""Whole plans of our own, in every numbering and labelling style, are read as their truth says."""

import json
import os
from pathlib import Path

import pytest

from wugong.bench.plan_marks import marks_of
from wugong.matters.documents.as_json import document_json
from wugong.matters.documents.assembly import read_text
from wugong.matters.documents.files import text_of_file

OWN = Path(__file__).parents[2] / "data" / "plans"
SHARED = Path(os.environ.get("WUGONG_PLANS", Path(__file__).parents[4] / "shared" / "plans"))
TRUTH = {
    key: value for key, value in json.loads((OWN / "truth.json").read_text("utf-8")).items() if key[0] != "_"
}


def read(folder, key):
    return [document_json(one) for one in read_text(text_of_file(folder / f"{key}.txt"))]


@pytest.mark.parametrize("key", TRUTH)
def test_a_plan_of_our_own_is_read_as_its_truth_says(key):
    marks = marks_of([(read(OWN, key), TRUTH[key])])
    assert {kind: mark.figures() for kind, mark in marks.items() if mark.figures()["f1"] < 1} == {}


@pytest.mark.parametrize("key", TRUTH)
def test_the_safeguards_of_a_plan_are_no_tasks(key):
    true = [one["lines"][0] for one in TRUTH[key]["tasks"] if one["kind"] == "safeguard"]
    assert [one["lines"][0] for document in read(OWN, key) for one in document["safeguards"]] == true


@pytest.mark.parametrize(
    "key",
    [
        "report",
        "lesson",
        "sheet",
        "card",
        "experience",
        "kindergarten",
        "festival",
        "survey",
        "volunteers",
        "bulletin",
    ],
)
def test_what_asks_nobody_is_no_plan(key):
    assert {one["is_plan"] for one in read(OWN, key)} == {False}


def test_several_plans_in_one_file_are_parted():
    documents = read(OWN, "several")
    assert [(one["title"], one["lines"], len(one["tasks"])) for one in documents] == [
        ("马家村修路工作方案", [3, 9], 2),
        ("李家村植树工作方案", [11, 17], 2),
    ]


def test_a_phase_hands_its_window_to_its_tasks():
    [document] = read(OWN, "phases")
    assert [(one["name"], one["raw"]) for one in document["phases"]] == [
        ("第一阶段动员部署", "20xx年3月1日—3月31日"),
        ("第二阶段全面推开", "20xx年4月至10月"),
        ("第三阶段总结提升", "20xx年11月底前"),
    ]
    assert document["phases"][0]["start"] == {"year": "20xx", "month": 3, "day": 1}
    assert [one["deadlines"][0]["inherited"] for one in document["tasks"]] == [True, True, True, False, True]


def test_title_issuer_and_basis_are_found():
    [document] = read(OWN, "decimal")
    assert document["title"] == "云塘镇农村供水提升行动方案"
    assert document["issuer"] == "云塘镇"
    assert document["basis"] == ["《县农村供水保障规划》（县政办〔2025〕12号）"]


@pytest.mark.skipif(
    not (SHARED / "truth.json").exists(), reason="the public plans are not part of the project"
)
def test_the_public_plans_are_read_within_reach():
    truth = json.loads((SHARED / "truth.json").read_text("utf-8"))
    marks = marks_of((read(SHARED, key), truth[key]) for key in truth if key[0] != "_")
    reach = {"is_plan": 1, "tasks": 0.95, "lead_units": 0.95, "support_units": 0.95, "group_units": 0.95}
    low = {
        kind: mark.figures() for kind, mark in marks.items() if mark.figures()["f1"] < reach.get(kind, 0.9)
    }
    assert low == {}
