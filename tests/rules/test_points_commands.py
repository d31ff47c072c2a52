"""The console words `points lint` and `points check`: what is refused, what is printed, the exit code."""

import json
from pathlib import Path

import pytest

from wugong.base.faults import FileRefused
from wugong.rules.points_catalogue import CATALOGUES
from wugong.rules.points_commands import NoSuchFile, PointsUsage, check, lint

SMALL = (Path(__file__).parents[1] / "data" / "points" / "small.yaml").read_text("utf-8")
CASES = "cases:\n  - {name: 两小时, item: hours, quantity: 2, day: 2026-05-20, points: 4}\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, "utf-8")
    return path


# refused


@pytest.mark.parametrize("word", [lint, check])
def test_words_that_cannot_be_understood_refused(word):
    with pytest.raises(PointsUsage, match=f"用法请看 wugong points {word.__name__} --help"):
        word([])
    with pytest.raises(PointsUsage):
        word(["starter", "--loud"])


@pytest.mark.parametrize("word", [lint, check])
def test_missing_file_refused(word, tmp_path):
    with pytest.raises(NoSuchFile, match="随带的细则有 starter、hygiene、volunteer"):
        word([str(tmp_path / "none.yaml")])


def test_text_that_is_not_utf8_refused(tmp_path):
    path = tmp_path / "gbk.yaml"
    path.write_bytes("积分".encode("gbk"))
    with pytest.raises(FileRefused) as refused:
        lint([str(path)])
    assert refused.value.faults == ["gbk.yaml：这不是 UTF-8 文字，请另存为 UTF-8"]


def test_catalogue_that_does_not_fit_refused_by_its_name(small):
    small.write_text(SMALL.replace("base: 100", "base: x"), "utf-8")
    with pytest.raises(FileRefused, match=r"^small\.yaml 共有 1 处要改"):
        check([str(small)])


# lint


@pytest.mark.parametrize("name", CATALOGUES)
def test_bundled_catalogue_is_clean(name, capsys):
    assert lint([name]) == 0
    assert "没有查出不能写的；这不等于合法性审查" in capsys.readouterr().out


def test_lint_prints_line_article_and_another_wording(small, capsys):
    small.write_text(SMALL.replace("title: 乱倒垃圾", "title: 越级上访"), "utf-8")
    assert lint([str(small)]) == 1
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.endswith("行：越级上访")
    assert [line.strip().split("：")[0] for line in rest] == ["不能写", "依据", "可以写", "查出 1 处"]


def test_lint_in_json(tmp_path, capsys):
    path = tmp_path / "rules.txt"
    path.write_text("越级上访扣 20 分\n", "utf-8")
    assert lint([str(path), "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert set(found) == {"line", "clause", "ban", "article", "instead", "key"}
    assert (found["line"], found["key"]) == (1, "petition")
    path.write_text("信访代办一次加 5 分\n", "utf-8")
    assert lint([str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"findings": []}


# check


@pytest.mark.parametrize("name", CATALOGUES)
def test_bundled_catalogue_comes_out(name, capsys):
    assert check([name]) == 0
    assert "，0 个不符" in capsys.readouterr().out


def test_catalogue_without_cases_names_its_items(small, capsys):
    assert check([str(small)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "没有算例的项：hours、courage、litter、feast", "某村积分细则：4 项，0 个算例，0 个不符",
    ]  # fmt: skip


def test_cases_beside_the_catalogue_are_run(small, capsys):
    small.with_name("small.cases.yaml").write_text(CASES.replace("points: 4", "points: 5"), "utf-8")
    assert check([str(small)]) == 1
    assert "两小时：应为 5 分，算出 4 分" in capsys.readouterr().out


def test_cases_from_another_file_in_json(small, tmp_path, capsys):
    cases = tmp_path / "mine.yaml"
    cases.write_text(CASES, "utf-8")
    assert check([str(small), "--cases", str(cases), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "items": 4, "cases": 1, "failures": [], "without_case": ["courage", "litter", "feast"],
    }  # fmt: skip
    cases.write_text(CASES.replace("points: 4", "points: 5"), "utf-8")
    assert check([str(small), "--cases", str(cases), "--json"]) == 1
