"""Bad files on the command line: exit code 2 and a line for each of them, never a traceback; good ones are read."""

import json
import shutil
from pathlib import Path

import pytest
from tests.matters.plans.test_bad_files import asking_abroad, bomb, packed, without_its_end, word
from tests.planned import PLAN

from wugong.config import cli
from wugong.matters.documents.files import OLD_WORD

MB = 1 << 20
CELL = "<tbl><tr><tc>"


def run(*files, capsys):
    """Return the exit code with what was printed and what was said about faults."""
    code = cli.run(["plan", "read", *map(str, files), "--json"])
    said = capsys.readouterr()
    return code, said.out, said.err.splitlines()


BAD = {
    "empty.txt": (lambda: b"", "是空文件"),
    "large.txt": (lambda: b"x" * (50 * MB), "大于 20 MB"),
    "cut.docx": (without_its_end, "不是完好的 .docx"),
    "bomb.docx": (bomb, "展开后太大"),
    "tables.docx": (lambda: packed(document=f"<w>{CELL * 900}{'</tc></tr></tbl>' * 900}</w>"), "展开后太大"),
    "abroad.docx": (asking_abroad, "不该有的定义"),
    "locked.docx": (lambda: OLD_WORD + b"x" * 600 + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
    "book.xlsx": (lambda: packed(other="<w/>"), "不是 Word 文档"),
    "scan.pdf": (lambda: b"%PDF-1.7\n" + b"\x00\xff" * 999, "是 PDF"),
    "photo.txt": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 999, "是图片"),
    "empty.docx": (lambda: packed(document="<w>" + "<p></p>" * (2 * MB) + "</w>"), "没有文字"),
}


@pytest.mark.parametrize(("name", "build", "why"), [(name, *row) for name, row in BAD.items()], ids=BAD)
def test_a_bad_file_ends_with_two_and_one_line(tmp_path, capsys, name, build, why):
    (tmp_path / name).write_bytes(build())
    code, out, [line] = run(tmp_path / name, capsys=capsys)
    assert (code, out) == (2, "")
    assert line.startswith(f"{name}：")
    assert why in line


def test_a_folder_and_a_file_that_is_not_there_are_told_apart_from_good_ones(tmp_path, capsys):
    (tmp_path / "good.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    files = [tmp_path / name for name in ("good.txt", "folder", "none.txt")]
    code, out, lines = run(*files, capsys=capsys)
    assert (code, out) == (2, "")
    assert [line.partition("：")[0] for line in lines] == ["folder", "none.txt"]


def test_an_old_document_without_libreoffice_is_told_what_to_do(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (tmp_path / "old.doc").write_bytes(OLD_WORD + b"x" * 600)
    code, _out, [line] = run(tmp_path / "old.doc", capsys=capsys)
    assert code == 2
    assert "另存为 .docx" in line


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("renamed.doc", word),
        ("bare.txt", lambda: PLAN.encode("utf-16-le")),
        ("half.txt", lambda: PLAN.encode("gb18030")[:-1]),
        ("zero.txt", lambda: PLAN.replace("坚持", "坚\x00持").encode()),
        ("long.txt", (PLAN + "水" * MB).encode),
    ],
)
def test_an_odd_file_is_read_all_the_same(tmp_path, capsys, name, build):
    path: Path = tmp_path / name
    path.write_bytes(build())
    code, out, lines = run(path, capsys=capsys)
    assert (code, lines) == (0, [])
    assert len(json.loads(out)["documents"][0]["tasks"]) == 4
