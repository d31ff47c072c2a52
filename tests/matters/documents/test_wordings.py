"""Wordings of offices that plans share: Chinese numerals, limits, labels run together, items without numbers."""

import pytest

from wugong.matters.documents.as_json import document_json
from wugong.matters.documents.assembly import read_text
from wugong.matters.documents.labels import labels_in
from wugong.matters.documents.lines import FOLD
from wugong.matters.documents.moments import moments_in
from wugong.matters.documents.recurrences import recurrences_in
from wugong.matters.documents.targets import targets_in
from wugong.matters.documents.terms import terms_in


def folded(text):
    return text.translate(FOLD), text


def tasks_of(*lines):
    [document] = read_text("某镇清洁村庄实施方案\n为做好工作，特制定本方案。\n" + "\n".join(lines))
    return document_json(document)["tasks"]


@pytest.mark.parametrize(
    ("text", "kind", "year", "month", "day"),
    [
        ("二〇二六年三月底前完成", "date", 2026, 3, 31),
        ("六月三十日前改造完毕", "date", None, 6, 30),
        ("十二月十五日前", "date", None, 12, 15),
        ("三季度末全部整治到位", "quarter_milestone", None, 9, 30),
        ("下半年完成验收", "half_year", None, 12, 31),
        ("2026.6.30前报送", "date", 2026, 6, 30),
        ("七月上旬提交表决", "window", None, 7, 10),
        ("力争年末达到", "year_end", "current", 12, 31),
    ],
)
def test_a_date_is_read_in_any_numerals(text, kind, year, month, day):
    [found] = moments_in(*folded(text))
    assert (found.type, found.year, found.month, found.day) == (kind, year, month, day)


@pytest.mark.parametrize("text", ["三年内打造示范带", "一月一调度", "9月下旬起关闸蓄水", "2024年3月以来"])
def test_a_span_and_a_beginning_are_no_deadline(text):
    assert moments_in(*folded(text)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("会后三日内公示", "relative"),
        ("春节前完成", "relative"),
        ("做到立行立改", "immediate"),
        ("即查即换", "immediate"),
    ],
)
def test_a_deadline_may_name_no_date(text, kind):
    assert [one.type for one in terms_in(*folded(text))] == [kind]


@pytest.mark.parametrize("text", ["24小时内上报", "长期坚持群众路线", "汛期前后巡查", "5个工作日内办结"])
def test_a_standard_of_service_is_no_deadline(text):
    assert terms_in(*folded(text)) == []


@pytest.mark.parametrize(
    ("text", "op", "value", "unit"),
    [
        ("征得三分之二以上业主同意", ">=", 66.67, "%"),
        ("覆盖面达到八成以上", ">=", 80, "%"),
        ("集体收入翻一番", ">=", 2, "倍"),
        ("治理率提高两个百分点", "=", 2, "个百分点"),
        ("改造户厕三千座", "=", 3000, "座"),
        ("公示期不少于5天", ">=", 5, "天"),
        ("2小时内完成转移", "<=", 2, "小时"),
        ("事项由现有的138项压减至60项以内", "<=", 60, "项"),
        ("治理率由35%提高到60%", ">=", 60, "%"),
        ("面积稳定在62.5万亩以上", ">=", 62.5, "万亩"),
        ("每个自然村至少设置1个分类投放点", ">=", 1, "个"),
    ],
)  # fmt: skip
def test_a_target_is_read_in_any_numerals(text, op, value, unit):
    [found] = targets_in(*folded(text))
    assert (found.op, found.value, found.unit) == (op, value, unit)


def test_one_verb_governs_a_list_of_targets():
    found = targets_in(*folded("新建厕所3座，停车场2处、文化广场1个"))
    assert [(one.value, one.unit) for one in found] == [(3, "座"), (2, "处"), (1, "个")]


@pytest.mark.parametrize(
    "text",
    [
        "每年组织培训2次", "每周清运不少于2次", "去年建成3个", "2023年全县已建成中转站14座，覆盖率达到88%", "建立三个专班",
        "满意率低于80%的限期整改", "校门口200米内严禁摆摊", "创建整建制千亩方", "实行24小时值守",
    ],
)  # fmt: skip
def test_frequency_past_and_conditions_are_no_target(text):
    assert targets_in(*folded(text)) == []


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("做到日巡查、周通报、月排名", ["daily", "weekly", "monthly"]),
        ("半月一调度、一月一通报、半年一考核", ["semi-monthly", "monthly", "semi-annual"]),
        ("每学期不少于一次", ["termly"]),
        ("每两周调度一次", ["weekly/2"]),
    ],
)
def test_rhythms_run_together_are_read(text, every):
    assert [one.every for one in recurrences_in(*folded(text))] == every


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("牵头单位县城管局 配合单位县财政局", [("lead", "县城管局"), ("support", "县财政局")]),
        ("牵头单位：县住建局配合单位：县财政局", [("lead", "县住建局"), ("support", "县财政局")]),
        ("【责任单位】区委政法委", [("lead", "区委政法委")]),
        ("（牵头：村妇联；配合：村团支部）", [("lead", "村妇联"), ("support", "村团支部")]),
        ("主体责任单位：各村；指导单位：乡农办。", [("lead", "各村"), ("support", "乡农办")]),
        ("由县水利局牵头，县财政局配合，6月底前完成。", [("lead", "县水利局"), ("support", "县财政局")]),
        ("（区城管局牵头，区商务局等参加，12月底前完成）", [("lead", "区城管局牵头"), ("support", "区商务局等参加"), ("time", "12月底前完成")]),
        ("小微项目由合作公司牵头，按照双方有收益的原则实施。", []),
    ],
)  # fmt: skip
def test_labels_run_together_and_acts_are_found(text, labels):
    assert [(one.role, one.text.strip(" ;")) for one in labels_in(*folded(text))] == labels


def test_units_go_on_over_several_lines():
    [task] = tasks_of(
        "一、主要任务", "（一）清理垃圾", "责任单位：镇农办、", "镇派出所", "各村（社区）", "完成时限：5月底"
    )
    assert task["lead_units"] == ["镇农办", "镇派出所"]
    assert (task["group_units"], task["deadlines"][0]["month"]) == (["各村（社区）"], 5)


def test_headings_in_brackets_and_without_numbers_are_items():
    boxed = tasks_of(
        "【重点任务】",
        "【清理垃圾】日产日清。",
        "责任单位：镇农办",
        "【清理沟渠】每周一次。",
        "责任单位：各村",
    )
    plain = tasks_of(
        "重点任务", "清理垃圾。日产日清。", "责任单位：镇农办", "清理沟渠。每周一次。", "责任单位：各村"
    )
    headed = tasks_of(
        "重点任务", "清理垃圾", "各组日产日清，不留死角。", "清理沟渠", "各组每周清理一次沟渠。"
    )
    assert {tuple(task["title"] for task in tasks) for tasks in (boxed, plain, headed)} == {
        ("清理垃圾", "清理沟渠")
    }


def test_numbers_begin_again_under_headings_without_numbers():
    tasks = tasks_of(
        "重点任务",
        "一、清理垃圾。日产日清。",
        "二、清理沟渠。每周一次。",
        "工作要求",
        "一、加强领导。各村抓好落实。",
        "二、强化督导。",
    )
    assert [task["title"] for task in tasks] == ["清理垃圾", "清理沟渠"]


def test_a_section_in_which_all_are_assigned_is_work_even_under_a_word_of_safeguards():
    tasks = tasks_of(
        "一、提升要素保障水平",
        "（一）强化用地保障。盘活土地。（责任单位：县资源局）",
        "（二）强化用工支持。开展培训。（责任单位：县人社局）",
    )
    assert [task["lead_units"] for task in tasks] == [["县资源局"], ["县人社局"]]


def test_a_window_in_brackets_under_a_section_is_handed_down():
    [task, _] = tasks_of(
        "一、工作措施",
        "（集中整治期：9月20日至12月31日）",
        "（一）摸底。各村摸底。",
        "（二）整治。各村整治。",
    )
    assert [(one["raw"], one["inherited"]) for one in task["deadlines"]] == [("9月20日至12月31日", True)]
