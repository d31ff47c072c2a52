"""The words of the command: what it says, in which order they may stand, and which it cannot understand."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.rules.refusing import refused, refused_into
from tests.rules.sheets import Result, write_table

from wugong.config.cli import run as console
from wugong.rules.commands import appraise
from wugong.rules.library import bundled

DATA = Path(__file__).parents[1] / "data" / "appraisal"
SHEET, HOLDERS, POSTS = (str(DATA / name) for name in ("town.csv", "town-holders.csv", "town-posts.csv"))


def alone() -> dict[str, str]:
    """The surroundings of a process that is to die: nobody measures it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def code(*words: str | Path) -> int:
    return console(["appraise", *map(str, words)])


# -- refusals


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "SCHEME"),
        (("town-environment",), "要评分表"),
        (("no-such-scheme", SHEET), "没有“no-such-scheme”这个办法；随带的有 city-half-year、civilised-village、creation、participation-grade、three-way-review、"),
        (("city-half-year", SHEET), "不用评分表"),
        (("city-half-year",), "要登记表 ranking"),
        (("town-environment", SHEET, SHEET), "多出"),
        (("town-environment", SHEET, "--mayors", HOLDERS), "没有“mayors”这张登记表，它的登记表是 holders、posts"),
        (("town-environment", SHEET, "--register", "holders"), "--register holders 要写成 --register 名称=值"),
        (("town-environment", SHEET, "--register", "=x"), "要写成"),
        (("town-environment", SHEET, "--holders", HOLDERS, "--holders", HOLDERS), "给了两次"),
        (("town-environment", SHEET, "--holders", HOLDERS, "--register", f"holders={HOLDERS}"), "给了两次"),
        (("town-environment", SHEET, "--set", "fines=on", "--set", "fines=off"), "--set fines 给了两次"),
        (("town-environment", SHEET, "--set", "fines"), "要写成"),
        (("town-environment", SHEET, "--set", "fines=maybe"), "不能设 fines=maybe"),
        (("town-environment", SHEET, "--set", "weather=on"), "不能设 weather=on；可以设的是 quarter=mean|literal|with_routine"),
        (("town-environment", SHEET, "--set", "progress_quota=3"), "不能设"),
        (("creation", "--designations", SHEET, "--set", "a=b"), "（没有开关）"),
        (("town-environment", SHEET, "-x"), "多出“-x”"),
        (("n" * 300, SHEET), "这个办法；随带的有"),
        ((str(DATA), SHEET), "这个办法；随带的有"),
        (("town-environment", "n" * 300 + ".csv"), "读不了这个文件（File name too long）"),
        (("town-environment", SHEET, "--set"), "写法不对"),
        (("town-environment", SHEET, "--json=yes"), "写法不对"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_understood(words, said, capsys, tmp_path):
    assert said in refused(capsys, tmp_path, *words)[0]


@pytest.mark.parametrize("tail", [(), ("--out",), ("--out", ""), ("--out=",)])
def test_folder_that_is_not_named(tail, capsys):
    capsys.readouterr()
    assert code("town-environment", SHEET, *tail) == 2
    assert "--out" in capsys.readouterr().err


def test_register_option_without_a_file(capsys, tmp_path):
    assert code("town-environment", SHEET, "--out", tmp_path, "--holders") == 2
    assert "--register holders= 要写成" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_folder_that_is_a_file(name, capsys, tmp_path):
    (tmp_path / "file").write_text("kept")
    said = refused_into(capsys, tmp_path / name, "town-environment", SHEET)
    assert "不能往" in said[-1]
    assert (tmp_path / "file").read_text() == "kept"


def test_folder_that_cannot_be_written(capsys):
    assert "不能往" in refused_into(capsys, Path("/proc/appraisal"), "town-environment", SHEET)[-1]


def test_folder_in_which_a_name_is_taken_by_a_folder(capsys, tmp_path):
    (tmp_path / "scores.csv").mkdir()
    (tmp_path / "awards.csv").write_text("kept")
    assert "scores.csv 是文件夹" in refused_into(capsys, tmp_path, "town-environment", SHEET)[-1]
    assert (tmp_path / "awards.csv").read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["awards.csv", "scores.csv"]


def test_disk_that_is_full(capsys, tmp_path):
    full = tmp_path / "full"
    full.mkdir()
    limits = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))"
    quiet = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    program = f"{limits}; {quiet}; from wugong.config.cli import main; main()"
    words = ["appraise", "town-environment", SHEET, "--out", str(full)]
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False, env=alone()
    )
    assert done.returncode == 2
    assert "不能往" in done.stderr
    assert list(full.iterdir()) == []


# -- what is taken


@pytest.mark.parametrize(
    "words",
    [
        ("town-environment", SHEET, "--out", "OUT", "--json", "--set", "fines=on", "--holders", HOLDERS, "--posts", POSTS),
        ("--json", "--out", "OUT", "--posts", POSTS, "--holders", HOLDERS, "--set", "fines=on", "town-environment", SHEET),
        ("--set=fines=on", "town-environment", f"--holders={HOLDERS}", f"--posts={POSTS}", SHEET, "--json", "--out=OUT"),
        ("town-environment", "--register", f"holders={HOLDERS}", SHEET, f"--register=posts={POSTS}", "--json", "--set", "fines=on", "--out", "OUT"),
    ],
)  # fmt: skip
def test_words_in_any_order(words, capsys, tmp_path):
    assert code(*(word.replace("OUT", str(tmp_path)) for word in words)) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {"villages": 8, "periods": 10, "awards": 24, "out": str(tmp_path)}


def test_json_is_one_line_and_progress_goes_to_stderr(capsys, tmp_path):
    assert code("town-environment", SHEET, "--out", tmp_path, "--json") == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert "读入 48 行" in captured.err


def test_sentence_where_no_json_is_asked_for(capsys, tmp_path):
    assert code("town-environment", SHEET, "--out", tmp_path) == 0
    assert capsys.readouterr().out.startswith("8 个单位，10 个周期")


def test_scheme_may_be_a_path(tmp_path):
    scheme = tmp_path / "mine.yaml"
    scheme.write_text((Path("src/wugong/rules/schemes/town-environment.yaml")).read_text("utf-8"), "utf-8")
    assert code(scheme, SHEET, "--out", tmp_path / "mine") == 0
    assert code("town-environment", SHEET, "--out", tmp_path / "theirs") == 0
    assert Result(tmp_path / "mine").score_rows == Result(tmp_path / "theirs").score_rows


def test_help_names_the_bundled_schemes(capsys):
    with pytest.raises(SystemExit, match="0"):
        appraise(["--help"])
    said = capsys.readouterr().out
    assert all(name in "".join(said.split()) for name in bundled())


def test_module_is_a_program_of_its_own(tmp_path):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "wugong.rules.commands",
            "town-environment",
            SHEET,
            "--out",
            str(tmp_path),
            "--json",
        ],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["villages"] == 8


def test_command_needs_neither_django_nor_a_database(tmp_path):
    program = "import sys; from wugong.config.cli import run; code = run(sys.argv[1:]); print('django' in sys.modules, code)"
    words = ["appraise", "town-environment", SHEET, "--out", str(tmp_path)]
    bare = {"PATH": os.environ["PATH"], "WUGONG_DATABASE": "nonsense"}
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False, env=bare
    )
    assert done.stdout.splitlines()[-1] == "False 0", done.stderr


def test_later_result_replaces_the_earlier_one_and_nothing_else(tmp_path):
    (tmp_path / "note.txt").write_text("kept")
    assert code("town-environment", SHEET, "--out", tmp_path) == 0
    first = Result(tmp_path).score_rows
    assert code("town-environment", SHEET, "--set", "quarter=literal", "--out", tmp_path) == 0
    assert Result(tmp_path).score_rows != first
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "awards.csv",
        "explain.json",
        "note.txt",
        "scores.csv",
    ]


def test_same_input_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        assert code("town-environment", SHEET, "--posts", POSTS, "--out", tmp_path / name) == 0
    for name in ("scores.csv", "awards.csv", "explain.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


# -- death and company


def big_sheet(folder: Path) -> Path:
    rows = [
        {
            "village_code": f"v{v}",
            "village": "村",
            "town_code": f"t{v % 40}",
            "month": f"2023-{m:02d}",
            "covert": "80",
            "cross": str(v % 100),
        }
        for v in range(600)
        for m in range(1, 13)
    ]
    return write_table(folder / "big.csv", list(rows[0]), rows)


def test_death_while_writing_leaves_the_earlier_result(tmp_path):
    out = tmp_path / "out"
    assert code("town-environment", SHEET, "--out", out) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    words = ["-m", "wugong.rules.commands", "town-environment", str(big_sheet(tmp_path)), "--out", str(out)]
    with subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=alone()
    ) as process:
        deadline = time.monotonic() + 30
        while not any(path.stat().st_size for path in out.glob(".appraise-*/explain.json")):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before
    assert code("town-environment", SHEET, "--out", out) == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_two_at_once_leave_the_result_of_one(tmp_path):
    sheet, out = big_sheet(tmp_path), tmp_path / "out"
    readings = ("mean", "literal")
    started = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "wugong.rules.commands",
                "town-environment",
                str(sheet),
                "--set",
                f"quarter={reading}",
                "--out",
                str(out),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for reading in readings
    ]
    assert [process.wait(60) for process in started] == [0, 0]
    won = Result(out)
    literal = won.explain["switches"]["quarter"] == "literal"
    assert (won.score("v39", "2023-Q1")["score"] == written(literal)) is True
    assert sorted(path.name for path in out.iterdir()) == ["awards.csv", "explain.json", "scores.csv"]


def written(literal: bool) -> str:
    month = 0.3 * 80 + 0.7 * 39
    return f"{month * (0.9 if literal else 1):.2f}"
