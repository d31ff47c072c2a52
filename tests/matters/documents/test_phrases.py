"""Phrases of deadlines, targets, recurrences, units and numbers, each read as practice reads it."""

import pytest

from wugong.matters.documents.headings import mark_of
from wugong.matters.documents.labels import labels_in
from wugong.matters.documents.lines import FOLD
from wugong.matters.documents.moments import moments_in
from wugong.matters.documents.numbers import chinese, is_blank
from wugong.matters.documents.recurrences import recurrences_in
from wugong.matters.documents.roles import role_of
from wugong.matters.documents.targets import amounts_in, coverage_in, targets_in
from wugong.matters.documents.units import units_of


def folded(text):
    return text.translate(FOLD), text


@pytest.mark.parametrize(
    ("text", "kind", "year", "month", "day"),
    [
        ("7月30日前完成清理", "date", None, 7, 30),
        ("2月底前完成清理", "date", None, 2, 28),
        ("2028年2月底前完成清理", "date", 2028, 2, 29),
        ("到20xx年底，完成改造", "year_end", "20xx", 12, 31),
        ("20xx年12月31日前完成", "date", "20xx", 12, 31),
        ("到2027年，建成示范村", "year", 2027, 12, 31),
        ("“十四五”末完成", "period", 2025, 12, 31),
        ("“十五五”期间，建成公园", "period", 2030, 12, 31),
        ("6月中旬完成选址", "window", None, 6, 20),
        ("4月上旬前完成选址", "date", None, 4, 10),
        ("第一季度完成30%", "quarter_milestone", None, 3, 31),
        ("前二季度完成60%", "quarter_milestone", None, 6, 30),
        ("前三季度完成整治任务", "quarter_milestone", None, 9, 30),
        ("上半年完成选址", "half_year", None, 6, 30),
        ("年底前完成主体工程", "year_end", "current", 12, 31),
        ("明年5月底前完成", "date", "next", 5, 31),
        ("今年至少要上报1个", "year", "current", 12, 31),
        ("××年10月底前完成", "date", "xx", 10, 31),
    ],
)
def test_a_date_phrase_is_a_deadline(text, kind, year, month, day):
    [found] = moments_in(*folded(text))
    assert (found.type, found.year, found.month, found.day) == (kind, year, month, day)


@pytest.mark.parametrize(
    "text",
    [
        "每月20日前报送台账", "每年6月底前完成", "对2015年10月前已建成的房屋登记造册", "自2024年5月1日起施行",
        "今年“七比一看”的重要内容", "每季度完成一次", "依据2024年的规划", "参照2023年度考核",
    ],
)  # fmt: skip
def test_a_recurrence_a_cut_off_and_the_past_are_no_deadline(text):
    assert moments_in(*folded(text)) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("（20xx年7月-20xx年12月）", ("20xx", 7, 1), ("20xx", 12, 31)),
        ("（20xx年5月—12月）", ("20xx", 5, 1), ("20xx", 12, 31)),
        ("（3月1日至15日）", (None, 3, 1), (None, 3, 15)),
        ("（12月11日-12月31日）", (None, 12, 11), (None, 12, 31)),
        ("（6月下旬）", (None, 6, 21), (None, 6, 30)),
    ],
)
def test_a_window_has_both_ends(text, start, end):
    [found] = moments_in(*folded(text), labelled=True)
    assert (found.start, (found.year, found.month, found.day)) == (start, end)


@pytest.mark.parametrize(
    ("text", "op", "value", "unit"),
    [
        ("群众参合率达到92%以上", ">=", 92, "%"),
        ("漏损率控制在12%以内", "<=", 12, "%"),
        ("回收利用率不低于35%", ">=", 35, "%"),
        ("宴席不超过10桌", "<=", 10, "桌"),
        ("按照1店最多2牌的要求清理", "<=", 2, "牌"),
        ("每村储备后备干部3—5名", "range", (3, 5), "名"),
        ("每年完成2个以上示范村整治", ">=", 2, "个"),
        ("年度完成裸房整治xxxx栋", "=", None, "栋"),
        ("完成污水管网xx公里", "=", None, "公里"),
        ("入户率达到百分之九十以上", ">=", 90, "%"),
        ("各村至少两处停车点", ">=", 2, "处"),
        ("每组选三名以上监督员", ">=", 3, "名"),
        ("完成3.5公里主管更换", "=", 3.5, "公里"),
    ],
)
def test_a_number_to_be_reached_is_a_target(text, op, value, unit):
    [found] = targets_in(*folded(text))
    assert (found.op, found.value, found.unit, found.masked) == (op, value, unit, value is None)


@pytest.mark.parametrize(
    "text",
    [
        "把16个村分为试点村、整治村", "从7个方面进行示范", "对3个列入名录的村庄加强保护", "形成“1+6+N”组织体系",
        "近年来建成广场12个", "投入资金8万元", "每月提交一份材料", "每周召开1次例会", "组织xx村村民代表参观",
        "实现“五清”目标", "第3批名单", "8月底前完成", "3个月内办结", "对全村8口当家塘进行清淤",
    ],
)  # fmt: skip
def test_scope_structure_money_and_the_past_are_no_target(text):
    assert targets_in(*folded(text)) == []


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("投入8万元", 80_000),
        ("共1.5亿元", 150_000_000),
        ("列支300元", 300),
        ("罚款20xx元", None),
        ("3千万元", 30_000_000),
    ],
)
def test_money_is_read_in_yuan(text, yuan):
    assert [one.yuan for one in amounts_in(*folded(text))] == [yuan]


def test_coverage_without_a_figure_is_kept_apart():
    assert coverage_in(*folded("实现自来水管网全覆盖，做到应保尽保")) == [
        "实现自来水管网全覆盖",
        "做到应保尽保",
    ]


@pytest.mark.parametrize(
    ("text", "every", "day"),
    [
        ("每半月汇报一次", "semi-monthly", None),
        ("每周五上街清扫", "weekly", None),
        ("每月20日前报送", "monthly", 20),
        ("每月xx日前报送", "monthly", None),
        ("每两个月评一次", "monthly/2", None),
        ("每半年开展一次测评", "semi-annual", None),
        ("每年年底考核", "annual", None),
        ("按季度上报", "quarterly", None),
        ("建立月调度机制", "monthly", None),
        ("半年一次评议", "semi-annual", None),
        ("不定期抽查", "ad hoc", None),
        ("定期研究", "periodic", None),
    ],
)
def test_a_recurrence_is_read(text, every, day):
    assert [(one.every, one.day) for one in recurrences_in(*folded(text))] == [(every, day)]


@pytest.mark.parametrize("text", ["每户一档", "3月报告", "本月调度会", "每个村", "按照年度计划"])
def test_what_only_sounds_like_a_recurrence_is_none(text):
    assert recurrences_in(*folded(text)) == []


@pytest.mark.parametrize(
    ("text", "named", "groups", "etc"),
    [
        ("县住建局、县财政局", ["县住建局", "县财政局"], [], False),
        ("区水务局，各乡镇人民政府、街道办事处", ["区水务局"], ["各乡镇人民政府", "街道办事处"], False),
        ("县民政局和县残联等", ["县民政局", "县残联"], [], True),
        ("各乡（镇、场）", [], ["各乡（镇、场）"], False),
        ("各村（社区）、镇直有关单位", [], ["各村（社区）", "镇直有关单位"], False),
        ("由市水利局牵头", ["市水利局"], [], False),
        ("县公安局等有关部门", ["县公安局"], [], True),
        ("镇环卫站 镇财政所", ["镇环卫站", "镇财政所"], [], False),
    ],
)
def test_a_list_of_units_is_taken_apart(text, named, groups, etc):
    found = units_of(*folded(text))
    assert (found.named, found.groups, found.etc) == (named, groups, etc)


@pytest.mark.parametrize("text", ["xxx", "××、××", "***", "____", "待定", "XX，XX", ""])
def test_a_place_to_be_filled_is_blank(text):
    assert is_blank(text.translate(FOLD))


@pytest.mark.parametrize("text", ["xx镇人民政府", "某县局", "王某某"])
def test_a_masked_name_is_not_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("职责单位：县执法局", [("lead", "县执法局")]),
        ("责任单位 镇妇联", [("lead", "镇妇联")]),
        ("牵头部门：县委办；责任部门：县府办。", [("lead", "县委办;"), ("lead", "县府办")]),
        ("修路。（甲局牵头，乙局配合）", [("lead", "甲局牵头"), ("support", "乙局配合")]),
        ("责任单位要切实负起责任", []),
        ("明确责任单位任务及分工", []),
        ("完成时限 5月底", [("time", "5月底")]),
        ("完成时限要抓紧", []),
        ("包联领导：王某", [("watch", "王某")]),
    ],
)
def test_labels_are_told_from_prose(text, labels):
    assert [(one.role, one.text.strip()) for one in labels_in(*folded(text))] == labels


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("十二、要求", "cn", 12), ("（二十）x", "cn_bracket", 20), ("3．x", "number", 3), ("㈢x", "cn_bracket", 3),
        ("⑵x", "number_bracket", 2), ("⒈x", "number", 1), ("③x", "circle", 3), ("2.1.3 x", "decimal", 3),
        ("第三条 x", "article", 3), ("第二阶段：x", "phase", 2), ("三是x", "ordinal", 3), ("任务二：x", "word", 2),
        ("一 总体要求", "cn", 1), ("第二章 x", "part", 2), ("第一节 x", "section", 1),
    ],
)  # fmt: skip
def test_every_numbering_is_known(text, style, value):
    mark = mark_of(text.translate(FOLD))
    assert (mark.style, mark.value) == (style, value)


@pytest.mark.parametrize("text", ["2024年", "3.5公里", "1.5万亩", "一要素", "十分重要", "-5", "12345"])
def test_a_figure_is_no_number_of_an_item(text):
    assert mark_of(text.translate(FOLD)) is None


@pytest.mark.parametrize(
    ("text", "value"), [("二十三", 23), ("一百零五", 105), ("十", 10), ("12", 12), ("甲", None)]
)
def test_chinese_numerals_are_read(text, value):
    assert chinese(text) == value


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("指导思想和目标任务", "principle"), ("创建标准", "principle"), ("主要任务", "task"), ("创建措施", "task"),
        ("实施步骤", "steps"), ("强化组织领导和工作保障", "safeguard"), ("工作要求", "safeguard"), ("机制建设", "safeguard"),
        ("扎实开展清洁行动", ""), ("工作内容和试点时间", "task"),
    ],
)  # fmt: skip
def test_a_heading_says_what_stands_under_it(heading, role):
    assert role_of(heading) == role
