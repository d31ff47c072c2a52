"""Tables of tasks, from Word, from a sheet pasted as text and from Markdown."""

import io

import docx

from wugong.matters.documents.assembly import read_text
from wugong.matters.documents.files import text_of_bytes

HEAD = "某镇重点工作任务分工方案\n为落实重点工作，制定本方案。\n"


def tasks(text):
    [document] = read_text(HEAD + text)
    return document.tasks


def test_a_merged_cell_names_the_rows_below_it():
    document, file = docx.Document(), io.BytesIO()
    for line in HEAD.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=4, cols=4)
    rows = [
        ("序号", "工作任务", "责任单位", "完成时限"),
        ("一、基础设施", "", "", ""),
        ("1", "修桥2座", "镇城建办", "5月底前"),
        ("2", "修渠", "", "6月底前"),
    ]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(1, 3))
    table.cell(2, 2).merge(table.cell(3, 2))
    document.save(file)
    [read] = read_text(text_of_bytes(file.getvalue(), "x"))
    assert [(one.number, one.path, one.title, one.lead_units) for one in read.tasks] == [
        ("1", ["一、基础设施"], "修桥2座", ["镇城建办"]),
        ("2", ["一、基础设施"], "修渠", ["镇城建办"]),
    ]


def test_a_markdown_table_is_read():
    [task] = tasks("| 任务 | 牵头单位 | 完成时限 |\n| --- | --- | --- |\n| 修路 | 村委会 | 5月31日前 |")
    assert (task.title, task.lead_units, task.deadlines[0].raw) == ("修路", ["村委会"], "5月31日前")


def test_a_table_without_tasks_gives_none():
    assert tasks("姓名\t职务\t电话\n王某\t主任\t123\n李某\t书记\t456") == []


def test_task_and_measure_become_path_and_title():
    [first, second] = tasks("任务\t具体措施\t责任单位\n治水\t清淤河道3公里\t水利站\n\t种树500棵\t林业站")
    assert (first.path, first.title) == (["治水"], "清淤河道3公里")
    assert (second.path, second.title, second.lead_units) == (["治水"], "种树500棵", ["林业站"])
