"""Points catalogues: what is refused with its line, what is read, and what the bundled ones say of themselves."""

from datetime import date
from pathlib import Path

import pytest

from wugong.base.faults import FileRefused
from wugong.base.periods import Level
from wugong.rules.points_catalogue import (
    CATALOGUES,
    Claimant,
    Evidence,
    Expiry,
    Limit,
    NoSuchCatalogue,
    NoSuchItem,
    catalogue_text,
    read_catalogue,
)
from wugong.rules.points_limits import bound

SMALL = (Path(__file__).parents[1] / "data" / "points" / "small.yaml").read_text("utf-8")


def faults(old: str, new: str) -> list[str]:
    """What is said of the small catalogue once `old` stands as `new` in it."""
    assert SMALL.count(old) == 1, old
    with pytest.raises(FileRefused) as refused:
        read_catalogue(SMALL.replace(old, new))
    return refused.value.faults


# what a document is refused for


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("catalogue: small", "catalogue: Small", "第 2 行：catalogue：“Small”不合要求"),
        ("base: 100", "bases: 100", "第 2 行：文件：缺少“base”"),
        ("base: 100", "bases: 100", "第 10 行：文件：不认识的键“bases”"),
        ("base: 100", "base: -1", "base：“-1”不合要求"),
        ("period: month\npanel", "period: week\npanel", "写的是“week”，只能是 month、quarter"),
        ("from: 2026-01-01", "from: 2026-02-30", "没有“2026-02-30”这一天"),
        ("until: 2027-12-31", "until: 2025-12-31", "最后一天 2025-12-31 早于第一天 2026-01-01"),
        ("panel: {least: 3", "panel: {least: 2", "第 12 行：panel：评议小组要在 3 到 5 人之间"),
        ("least: 3, most: 5}", "least: 3, most: 6}", "评议小组要在 3 到 5 人之间"),
        ("panel: {least: 3, most: 5}", "panel: {least: 5, most: 4}", "least 不大于 most"),
        ("notice: {days: 7", "notice: {days: 4", "第 13 行：notice.days：公示 4 日，不能少于 5 日（各地"),
        ("{days: 7, disclosure: no}", "{days: 14, disclosure: yes}", "不能少于 15 日（村民委员会组织法"),
        ("objection: {days: 7", "objection: {days: 8", "第 14 行：objection.days：异议期 8 日长过公示 7 日"),
        ("keep: 50", "keep: 101", "expiry.keep：“101”不合要求"),
        ("share: 60}", "share: 101}", "share：“101”不合要求"),
        ("title: 互助}", "title: 互助, share: 39}", "第 19 行：categories：各类份额合计 99%，不到 100%"),
        ("key: help,", "key: work,", "第 21 行：categories.1.key：“work”写了两次"),
        ("{period: year, points: 100}", "{period: month, points: 100}", "caps.1：每月的上限写了两次"),
        ("{period: quarter, points: 25}", "{period: month, points: 25}", "items.0.caps.1：每月的上限写了两次"),
        ("points: 25}, {", "points: 25, times: 2}, {", "maxProperties"),
        ("code: courage", "code: hours", "第 34 行：items.1.code：“hours”写了两次"),
        ("cooling_days: 2", "category2: 2", "不认识的键“category2”"),
        ("step: 0.5", "step: 0.25", "0.25 小时合 0.5 分，不是整数；请改 step 或分值"),
        ("most: 8}", "most: 0.4}", "一次最多的数量 most 不能小于 step"),
        ("{least: 20, most: 50}", "{least: 51, most: 50}", "least 不能大于 most"),
        ("{least: 20, most: 50}", "{least: -20, most: 50}", "也不能一头扣分一头加分"),
        ("{least: 20, most: 50}", "{least: 20}", "缺少“most”"),
        ("{least: 20, most: 50}", "0", "points：“0”不合要求"),
        ("note: 由评议小组定", "per: {unit: 次}", "per 和 least/most 只留一样"),
        ("note: 由评议小组定", "floor: 3", "只有扣分项才写 floor"),
        ("note: 由评议小组定", "from: 2025-12-31", "一项的起止不能超出整份细则的起止"),
        ("note: 由评议小组定", "until: 2028-01-01", "一项的起止不能超出整份细则的起止"),
        ("until: 2026-10-31", "until: 2026-02-28", "最后一天 2026-02-28 早于第一天 2026-03-01"),
        ("evidence: [none]", "evidence: [none, photo]", "写了 none（不用凭证）就不再写别的"),
        ("evidence: [none]", "evidence: [video]", "写的是“video”，只能是 none、photo"),
        ("claimed_by: [cluster_head]", "claimed_by: [boss]", "写的是“boss”，只能是 household"),
        ("title: 某村积分细则", "title: &a 某村", "不收锚点"),
    ],
)  # fmt: skip
def test_document_refused_with_line_and_key(old, new, said):
    assert any(said in line for line in faults(old, new)), faults(old, new)


@pytest.mark.parametrize("code", ["litter", "courage"])
def test_deductions_and_ranges_are_decided_by_the_panel(code):
    head, tail = SMALL.split(f"code: {code}")
    with pytest.raises(FileRefused) as refused:
        read_catalogue(head + f"code: {code}" + tail.replace("decided_by: panel", "decided_by: automatic", 1))
    assert "要由评议小组定" in refused.value.faults[0]


def test_unknown_category_names_those_there_are():
    head, tail = SMALL.rsplit("category: help", 1)
    with pytest.raises(FileRefused, match="共有 1 处要改") as refused:
        read_catalogue(head + "category: halp" + tail)
    assert "没有“halp”这一类，可用的是 work、help" in refused.value.faults[0]


def test_every_fault_is_named_at_once():
    with pytest.raises(FileRefused) as refused:
        read_catalogue(SMALL.replace("{days: 7, disc", "{days: 3, disc").replace("step: 0.5", "step: 0.3"))
    assert refused.value.facts["count"] == 3  # the objection days are now longer than the notice, too


def test_the_source_is_named():
    with pytest.raises(FileRefused, match=r"^甲村的细则 共有 1 处要改"):
        read_catalogue("[]", source="甲村的细则")


def test_unknown_bundled_catalogue_refused():
    with pytest.raises(NoSuchCatalogue, match="随带的有 starter、hygiene、volunteer"):
        catalogue_text("../sheets/village-environment")


def test_unknown_item_refused():
    with pytest.raises(NoSuchItem, match="“某村积分细则”里没有“dance”这一项"):
        read_catalogue(SMALL).item("dance")


# bounds that depend on the day


def test_disclosure_needed_fifteen_days_from_2026_on():
    text = SMALL.replace("{days: 7, disclosure: no}", "{days: 7, disclosure: yes}")
    assert read_catalogue(text, day=date(2025, 12, 31)).disclosure
    with pytest.raises(FileRefused):
        read_catalogue(text, day=date(2026, 1, 1))


@pytest.mark.parametrize(("days", "disclosure"), [(5, "no"), (15, "yes")])
def test_the_least_days_are_enough(days, disclosure):
    text = SMALL.replace("{days: 7, disclosure: no}", f"{{days: {days}, disclosure: {disclosure}}}")
    text = text.replace("objection: {days: 7", f"objection: {{days: {days}")
    assert read_catalogue(text).notice_days == days


def test_a_bound_names_its_source():
    assert "第三十五条" in bound("disclosure_least", date(2026, 6, 1)).source


# what is read


def test_catalogue_as_read():
    found = read_catalogue(SMALL)
    assert (found.name, found.title, found.since, found.until) == (
        "small", "某村积分细则", date(2026, 1, 1), date(2027, 12, 31),
    )  # fmt: skip
    assert (str(found.basis), found.basis.note, found.base) == ("某村村民会议决议 第三条", "试行", 100)
    assert (found.period, found.panel_least, found.panel_most) == (Level.MONTH, 3, 5)
    assert (found.notice_days, found.disclosure, found.objection_days, found.answer_days) == (7, False, 7, 5)
    assert [(cap.level, cap.points) for cap in found.caps] == [(Level.MONTH, 30), (Level.YEAR, 100)]
    assert [(category.key, category.share) for category in found.categories] == [("work", 60), ("help", None)]
    assert found.clauses == ("扣分只告诉本户。",)


def test_item_as_read():
    item = read_catalogue(SMALL).item("hours")
    assert (item.category.title, item.least, item.most, item.ranged, item.negative) == (
        "投工",
        2,
        2,
        False,
        False,
    )
    assert item.measure is not None
    assert (item.measure.unit, item.measure.step, item.measure.most) == ("小时", 50, 800)
    assert item.claimed_by == (Claimant.HOUSEHOLD, Claimant.EVENT)
    assert item.evidence == (Evidence.SIGN_IN, Evidence.PHOTO)
    assert not item.by_panel
    assert [(cap.level, cap.points, cap.times) for cap in item.caps] == [
        (Level.MONTH, 20, None), (Level.QUARTER, 25, None), (Level.MONTH, None, 3),
    ]  # fmt: skip
    assert (item.cooling_days, item.floor, item.source, item.note) == (2, 0, "建议", "")
    assert item.household_caps == read_catalogue(SMALL).caps


@pytest.mark.parametrize(
    ("code", "says"),
    [("hours", "每小时 2 分"), ("courage", "20～50 分"), ("litter", "每处扣 2 分"), ("feast", "扣 5～10 分")],
)
def test_item_says_its_value(code, says):
    assert read_catalogue(SMALL).item(code).says == says


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 2, 28), False), (date(2026, 3, 1), True),
        (date(2026, 10, 31), True), (date(2026, 11, 1), False),
    ],
)  # fmt: skip
def test_item_holds_from_its_first_to_its_last_day(day, holds):
    found = read_catalogue(SMALL)
    assert found.item("feast").holds_on(day) is holds
    assert (found.item("feast") in found.items_on(day)) is holds


def test_item_holds_no_longer_than_its_catalogue():
    item = read_catalogue(SMALL).item("courage")
    assert item.holds_on(date(2027, 12, 31))
    assert not item.holds_on(date(2028, 1, 1))


def test_catalogue_without_end_expiry_caps_and_clauses():
    text = SMALL.replace("until: 2027-12-31\n", "").replace("expiry: {months: 12, keep: 50}\n", "")
    text = text.replace("caps:\n  - {period: month, points: 30}\n  - {period: year, points: 100}\n", "")
    found = read_catalogue(text.replace("clauses:\n  - 扣分只告诉本户。\n", ""))
    assert (found.until, found.expiry, found.caps, found.clauses) == (None, None, (), ())


# expiry


@pytest.mark.parametrize(("points", "kept"), [(0, 0), (1, 0), (2, 1), (3, 1), (100, 50)])
def test_part_of_the_points_is_kept(points, kept):
    assert Expiry(12, 50).kept(points) == kept


@pytest.mark.parametrize(
    ("months", "day", "due"),
    [
        (12, date(2026, 1, 1), date(2027, 2, 1)),
        (12, date(2026, 1, 31), date(2027, 2, 1)),
        (12, date(2026, 12, 1), date(2028, 1, 1)),
        (1, date(2026, 11, 15), date(2027, 1, 1)),
        (1, date(2026, 10, 15), date(2026, 12, 1)),
    ],
)
def test_points_grow_old_on_the_first_of_a_month(months, day, due):
    assert Expiry(months, 50).due(day) == due


# the bundled ones


@pytest.mark.parametrize("name", CATALOGUES)
def test_bundled_catalogue_names_its_sources_and_its_own_proposals(name):
    found = read_catalogue(catalogue_text(name), name)
    assert found.name == name
    assert "建议" in found.basis.note
    assert all(item.source for item in found.items)


def test_volunteer_takes_nothing_away():
    assert not any(item.negative for item in read_catalogue(catalogue_text("volunteer")).items)


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_bundled_cap_can_be_reached(name):
    found = read_catalogue(catalogue_text(name))
    for item in found.items:
        for cap in item.caps:
            assert cap.points is None or cap.points >= abs(item.least), item.code


def test_words_for_people():
    assert [one.label for one in Claimant] == ["农户", "村干部", "中心户", "活动签到"]
    assert [one.label for one in Evidence] == ["不用凭证", "照片", "前后对比照片", "见证人", "签到"]
    assert len({one.label for one in Limit}) == len(Limit)
