"""Garbage, giants and odd forms are read in time that grows with their length."""

import random
import time

import pytest

from wugong.matters.documents.assembly import read_text

HEAD = (
    "某镇整治方案\n为做好工作，特制定本方案。\n一、主要任务\n（一）开展整治。责任单位：县住建局\n（二）其他。"
)
ALPHABET = "一二三、（）()1.，。：:；责任单位牵头部门完成时限年月日前20xx%个村以上每月\t “”《》各局"
SIZE = 200_000  # characters; the limit below would be passed tenfold by anything quadratic
LIMIT = 6.0  # seconds of CPU, on a slow machine


def noise(seed, width):
    chance = random.Random(seed)
    lines = ("".join(chance.choices(ALPHABET, k=width)) for _ in range(SIZE // width))
    return "\n".join(lines)


GARBAGE = {
    "short lines": noise(1, 50),
    "one line": noise(2, SIZE),
    **{
        unit: unit * (SIZE // len(unit))
        for unit in (
            "村",
            "(",
            "x",
            "1",
            "责任单位:",
            "、县住建局",
            " ",
            "\t",
            "每月",
            "第一",
            "1.",
            "（一）",
        )
    },
    "numbers": "\n".join(f"{place}、开展工作，{place}月底前完成{place}个" for place in range(9_000)),
    "depth": "\n".join(["一、a", "（一）b", "1、c", "（1）d", "①e", "一是f", "•g"] * 2_000),
}


@pytest.mark.parametrize("text", GARBAGE.values(), ids=[name.strip() or repr(name) for name in GARBAGE])
def test_garbage_is_read_in_linear_time(text):
    begun = time.process_time()
    read_text(HEAD + text)
    assert time.process_time() - begun < LIMIT


def test_three_thousand_items_are_three_thousand_tasks():
    items = "\n".join(f"{place}.开展第{place}项整治工作。由村委会负责。" for place in range(1, 3001))
    [document] = read_text("某村整治方案\n一、主要任务\n" + items)
    assert (len(document.tasks), document.tasks[-1].number) == (3000, "3000.")


@pytest.mark.parametrize("text", ["", "\n\n", "一、", "（一）", "1.", "责任单位：", "---\n- 1 -\n"])
def test_next_to_nothing_is_no_plan(text):
    assert [one.verdict.is_plan for one in read_text(text)] in ([], [False])
