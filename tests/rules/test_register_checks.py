"""Registers: each thing a document is refused for, by line; and that no broken document is worse than refused."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wugong.base.faults import FileRefused
from wugong.rules.register_parts import By, StateKind
from wugong.rules.register_reading import BUNDLED, NoSuchRegister, read_register, register_text

SMALL = (Path(__file__).parents[1] / "data" / "registers" / "small.yaml").read_text("utf-8")
CHINESE = re.compile("[\u4e00-\u9fff]")

PAUSES = "    pauses: [等天气]\n"
LIST = "    certificates:\n      - {{key: own, title: {}, basis: 某法第一条}}\n"


def faults(*changes: tuple[str, str]) -> list[str]:
    """What is said of the small register once each first text stands as the second in it."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with pytest.raises(FileRefused) as refused:
        read_register(text)
    return refused.value.faults


def line_of(text: str) -> int:
    """The line of the small register on which the text stands."""
    return SMALL[: SMALL.index(text)].count("\n") + 1


ONE_CHANGE = [
    # parts that are named twice
    ("{key: checked, title", "{key: kind, title", "fields.1.key：“kind”写了两次"),
    ("{key: small, title: 小}", "{key: big, title: 小}", "fields.0.choices.1.key：“big”写了两次"),
    ("pauses: [等天气]", "pauses: [等天气, 等天气]", "pauses.1：“等天气”写了两次"),
    ("key: reopen,", "key: confirm,", "moves.5.key：“confirm”写了两次"),
    ("key: handle", "key: begin", "clocks.1.key：“begin”写了两次"),
    ("key: list", "key: month", "tables.1.key：“month”写了两次"),
    ("{key: dropped, title: 不办,", "{key: done, title: 不办,", "states.4.key：“done”写了两次"),
    # names of parts that do not exist
    ("from: [new], to", "from: [old], to", "moves.0.from：没有“old”这个状态，有的是 done、dropped、new"),
    ("to: done,", "to: over,", "moves.2.to：没有“over”这个状态"),
    ("fields: [checked]", "fields: [looked]", "moves.0.fields：没有“looked”这个字段"),
    ("since: [new]", "since: [old]", "clocks.0.since：没有“old”这个状态"),
    ("until: [done, dropped]", "until: [over]", "clocks.1.until：没有“over”这个状态"),
    ("{when: {kind: [small]}", "{when: {size: [small]}", "limits.1.when：没有“size”这个字段"),
    ("field: until}", "field: day}", "limits.0.field：没有“day”这个字段"),
    ("from_states: [working]", "from_states: [over]", "publicity.from_states：没有“over”这个状态"),
    ("solved: solved, reopened", "solved: over, reopened", "confirmation.solved：没有“over”这个状态"),
    ("reopened: working}", "reopened: over}", "confirmation.reopened：没有“over”这个状态"),
    ("states: [done]", "states: [over]", "tables.1.states：没有“over”这个状态"),
    # fields
    ("type: yes}", "type: choice}", "fields.1：“是否看过”是 type: choice，要写 choices"),
    ("type: choice\n", "type: text\n", "fields.0.choices：只有 type: choice、choices 才写 choices"),
    ("key: places,", "key: opened,", "fields.3.key：“opened”是系统自己的词"),
    ("key: contact,", "key: in,", "fields.4.key：“in”是系统自己的词"),
    ("type: number, least", "type: text, least", "fields.3：只有 type: number、decimal、money 才写"),
    ("least: 1, most: 9", "least: 10, most: 9", "fields.3.least：least 不能大于 most"),
    ("type: person, public", "type: text, public", "fields.4.public：“联系人”像是人的名字"),
    ("type: person, public", "type: household, public", "fields.4.public：“联系人”不能公开"),
    ("title: 处数, type", "title: 手机, type", "fields.3.public：“手机”不能公开"),
    # opening, keeping, publicity
    ("opened_by: [asker, desk]", "opened_by: [asker, neighbour]", "opened_by：neighbour 是抽来确认的邻居"),
    ("opened_by: [asker, desk]", "opened_by: [desk]", "anonymous：匿名登记要让群众自己登记"),
    ("years_kept: 10", "years_kept: 0", "years_kept：至少 1 年"),
    ("minutes: 2", "minutes: 0", "paper.minutes：填一张表至少要 1 分钟"),
    ("sunset: 2027-12-31", "sunset: 2026-01-01", "paper.sunset：表单到期日要晚于"),
    ("{shown: yes, from", "{shown: yes, restricted: yes, from", "publicity.restricted：restricted: yes"),
    ("{shown: yes, from", "{shown: no, from", "publicity.from_states：shown: no 时不写"),
    ("{shown: yes, from", "{shown: no, from", "fields.3.public：整本台账不公开"),
    # states
    ("title: 新登记}", "title: 新登记, kind: done}", "states.0：第一个状态是刚登记时的"),
    (
        "title: 办理中}",
        "title: 办理中, open311: closed}",
        "states.1.open311：kind: open 的状态对外也要是 open",
    ),
    ("from: [new], to: working", "from: [done], to: working", "states.1：没有动作能走到“办理中”"),
    ("kind: ended, open311", "kind: done, open311", "states.4：从“不办”走不到任何了结的状态"),
    ("from: [working], to: done", "when: {kind: [big]}, from: [done], to: done", "states.2：没有动作能走到"),
    # moves
    ("by: [desk], second: yes", "by: [desk]", "moves.3：“核实销号”就销号了：要由另一个人核实"),
    ("by: [desk], second: yes", "by: [clock], second: yes", "moves.3.by：时间到了不等于解决了"),
    ("by: [desk], second: yes", "by: [clock], second: yes", "moves.3.second：second: yes 要由人来"),
    ("by: [lead], needs", "by: [clock], needs", "moves.2.needs：到日子自动走的动作"),
    (
        "by: [desk], fields",
        "by: [clock], fields",
        "moves.0.fields：到日子自动走的动作（by: clock）没有人能填",
    ),
    ("by: [lead], needs", "by: [lead], undoes: yes, needs", "moves.2.undoes：undoes 是把办结的退回去"),
    ("by: [lead], needs", "by: [lead], when: {until: [x]}, needs", "moves.2.when.until：条件只能问"),
    ("by: [lead], needs", "by: [lead], when: {kind: [x]}, needs", "when.kind：没有“x”这个取值"),
    # clocks
    ("until: [working, dropped]", "until: [working, dropped, new]", "clocks.0.until：“new”不能既是起点又是"),
    ("until: [working, dropped]", "until: [working]", "clocks.0.until：到了“不办”时限还在走"),
    ("extension_days: 5\n", "extension_days: 0\n", "clocks.1：能延期就要写全"),
    ("{kind: [small]}, hours: 48}", "{kind: [small]}}", "limits.1：每条时限在 hours、working_days"),
    (
        "hours: 48}",
        "hours: 48, days: 2}",
        "clocks.0.limits.1：每条时限在 hours、working_days、days、month_day",
    ),
    ("hours: 48}", "hours: 0}", "clocks.0.limits.1：时限至少是 1"),
    ("hours: 48}", "month_day: 02-30}", "month_day：2 月没有 30 日"),
    ("hours: 48}", "month_day: 04-00}", "month_day：4 月没有 0 日"),
    ("hours: 48}", "field: places}", "limits.1.field：“places”不是 type: date 的字段"),
    ("{when: {kind: [small]}", "{when: {kind: [tiny]}", "limits.1.when.kind：没有“tiny”这个取值，有的是 big"),
    ("{when: {kind: [small]}", "{when: {until: [x]}", "没有“x”这个取值，有的是 （条件只能问"),
    ("{when: {kind: [small]}", "{when: {kind: [big]}", "clocks.0.limits：类型为“small”的事项没有时限"),
    ("required: yes", "required: no", "clocks.0.limits：类型为“空”的事项没有时限"),
    ("{when: {kind: [big]}, working", "{working", "clocks.0.limits.0：没有条件的时限要写在最后"),
    ("- {days: 30}", "- {when: {checked: [no]}, days: 30, hours: 1}", "clocks.1.limits.1：每条时限在"),
    # confirmation
    (
        "solved: solved, reopened",
        "solved: done, reopened",
        "confirmation.solved：“已办结”的 kind 要是 solved",
    ),
    ("reopened: working}", "reopened: dropped}", "confirmation.reopened：“不办”的 kind 要是 open"),
    ("{by: asker, days", "{by: neighbour, days", "confirmation.by：由提的人或者办事的人确认"),
    ("{by: asker, days", "{by: above, days", "confirmation.solved：要有 above 从 kind: done"),
    ("days: 28, neigh", "days: 0, neigh", "confirmation.days：至少留 1 天确认"),
    ("neighbour_after: 14", "neighbour_after: 28", "confirmation.neighbour_after：要在 1 到 27 天之间"),
    ("neighbour_after: 14", "neighbour_after: 0", "confirmation.neighbour_after：要在 1 到 27 天之间"),
    ("to: solved, by: [asker, neighbour]", "to: solved, by: [asker]", "confirmation.solved：要有 neighbour"),
    (
        ", undoes: yes}",
        "}",
        "confirmation.reopened：要有 asker 从 kind: done 的状态走到“working”的动作，并写",
    ),
    # fields that must differ, looking again, certificates
    (PAUSES, PAUSES + "    distinct: [[until, none]]\n", "distinct.0：没有“none”这个字段"),
    (PAUSES, PAUSES + "    distinct: [[until, until]]\n", "distinct.0：同一个字段写了两次"),
    (PAUSES, PAUSES + "    distinct: [[until, places]]\n", "distinct.0：until、places 的 type 不一样"),
    (
        "title: 已办结,",
        "title: 已办结, look_again: {months: 3, article: 试},",
        "states.2.look_again：只有 kind: lasting 的状态才回头看，“已办结”是 kind: done",
    ),
    (
        "kind: ended,",
        "kind: lasting, look_again: {months: 0, article: 试},",
        "states.4.look_again.months：至少隔 1 个月",
    ),
    (PAUSES, PAUSES + LIST.format("居住证明"), "certificates：没有写 checked: certificates 的字段"),
    (PAUSES, PAUSES + LIST.format("健在证明"), "certificates.0：县里的清单不能写它：“健在证明”不该由村里开"),
    (
        PAUSES,
        PAUSES + LIST.format("居住证明") + LIST.format("走失证明").split("\n", 1)[1],
        "certificates.1.key：“own”写了两次",
    ),
    # tables and quotas
    ("due_day: 20", "due_day: 0", "tables.0.due_day：没有 0 日"),
    ("due_day: 20", "due_day: 32", "tables.0.due_day：没有 32 日"),
    (
        "value: in.working",
        "value: in.over",
        "tables.0.columns.3.value：没有“in.over”这一列可填，可用的是 place",
    ),
    ("value: number, sum", "value: kind.big, sum", "tables.1.columns.0.value：没有“kind.big”这一列"),
    ("value: number, sum: count", "value: number, sum: sum", "tables.1.columns.0.sum：“编号”不是数"),
    ("{title: 村, value: place}", "{title: 村, value: place, sum: sum}", "columns.0.sum：“村”不是数"),
    ("- field: places", "- field: kind", "quotas.0.field：没有“kind”这个 type: number 的字段"),
    ("- field: places", "- field: none", "quotas.0.field：没有“none”这个 type: number 的字段"),
    ("{quarter: 2, percent", "{quarter: 1, percent", "quotas.0.steps.1.quarter：季度要从早到晚写"),
    ("percent: 100}", "percent: 101}", "quotas.0.steps.2.percent：累计比例不能超过 100"),
    ("percent: 100}", "percent: 39}", "quotas.0.steps.2.percent：累计的比例不能比前一季少"),
    # the shape
    ("from: 2026-01-01", "from: 2026-02-30", "versions.0.from：没有“2026-02-30”这一天"),
    ("stage: manage", "stage: manages", "stage：写的是“manages”，只能是 plan、build"),
    ("by: [lead], needs", "by: [boss], needs", "写的是“boss”，只能是 asker"),
    (PAUSES, PAUSES + "    distinct: [[until]]\n", "distinct.0"),
    ("kind: ended,", "kind: lasting, look_again: {months: 3},", "states.4.look_again：缺少“article”"),
]


@pytest.mark.parametrize(("old", "new", "said"), ONE_CHANGE)
def test_a_register_is_refused_for(old, new, said):
    assert any(said in fault for fault in faults((old, new))), faults((old, new))


def test_a_fault_names_its_line():
    said = faults(("to: done,", "to: over,"))
    known = "done、dropped、new、solved、working"
    line = line_of("to: done,")
    assert said == [f"台账：第 {line} 行：versions.0.moves.2.to：没有“over”这个状态，有的是 {known}"]


def test_faults_stand_in_the_order_of_the_lines():
    said = faults(("percent: 100}", "percent: 101}"), ("minutes: 2", "minutes: 0"), ("most: 9", "most: 0"))
    lines = [int(found[1]) for fault in said if (found := re.search(r"第 (\d+) 行", fault))]
    assert len(lines) == len(said) == 3
    assert lines == sorted(lines)


def test_pauses_without_a_clock_are_refused():
    begin, end = SMALL.index("    clocks:"), SMALL.index("    pauses:")
    with pytest.raises(FileRefused) as refused:
        read_register(SMALL[:begin] + SMALL[end:])
    assert any("没有写 clocks，暂停的理由用不上" in fault for fault in refused.value.faults)


def test_a_state_left_only_under_conditions_names_whom_it_keeps():
    said = faults(
        ("by: [lead], needs", "by: [lead], when: {checked: [yes]}, needs"),
        ("from: [new, working], to: dropped", "from: [new], to: dropped"),
    )
    assert any("states.1：是否看过为“no”的事项离不开“办理中”，请补一个动作" in fault for fault in said)


def test_versions_stand_in_order():
    second = SMALL[SMALL.index("  - version: 1") :].replace("version: 1", "version: 2", 1)
    with pytest.raises(FileRefused) as refused:
        read_register(SMALL + second)
    assert any("版本要按生效日期从早到晚写" in fault for fault in refused.value.faults)


def test_conditions_beyond_counting_ask_for_a_last_limit():
    many = "".join(
        f"      - key: f{n}\n        title: 问{n}\n        type: choice\n        required: yes\n        choices:\n"
        + "".join(f"          - {{key: c{c}, title: 值{c}}}\n" for c in range(9))
        for n in range(5)
    )
    asked = ", ".join(f"f{n}: [{', '.join(f'c{c}' for c in range(9))}]" for n in range(5))
    text = SMALL.replace("      - {key: checked", many + "      - {key: checked", 1)
    text = text.replace("{when: {kind: [big]}, working_days: 3}", f"{{when: {{{asked}}}, working_days: 3}}")
    with pytest.raises(FileRefused) as refused:
        read_register(text)
    assert any(
        "的事项没有时限，请补一条，或在最后写一条没有条件的" in fault for fault in refused.value.faults
    )


# what is read


def test_the_small_register_is_read():
    register = read_register(SMALL)
    version = register.versions[0]
    assert (register.code, register.stage, register.group) == ("small", "manage", "环境")
    assert version.first.code == "new"
    assert [move.code for move in version.moves_from("done", {})] == ["close", "confirm", "reopen"]
    assert version.move("finish").by == (By.LEAD,)
    assert version.state("dropped").kind is StateKind.ENDED
    assert version.field("kind").called("big") == "大"
    assert version.field("kind").called("huge") == "huge"
    assert version.clock("begin").limit_for({"kind": "small"}).hours == 48
    assert version.quotas[0].steps == ((1, None), (2, 40), (3, 100))


def test_a_version_holds_from_its_day():
    register = read_register(SMALL)
    since = register.versions[0].since
    assert register.on(since) is register.versions[0]
    assert register.on(since.replace(year=2025)) is None


@pytest.mark.parametrize("part", ["state", "move", "field", "clock"])
def test_a_part_that_does_not_exist_is_a_key_error(part):
    with pytest.raises(KeyError):
        getattr(read_register(SMALL).versions[0], part)("none")


def test_an_unknown_register_names_the_bundled_ones():
    with pytest.raises(NoSuchRegister, match=r"没有“nope”这本台账；随带的有 .*resident-report"):
        register_text("nope")


@pytest.mark.parametrize("code", BUNDLED)
def test_a_bundled_register_is_read_under_its_own_name(code):
    assert read_register(register_text(code), code).code == code


# broken documents

LINES = SMALL.splitlines()
WORDS = sorted(
    set(re.findall(r"[\w-]+", SMALL)) | {"", "99", "0", "[]", "{}", "null", "*a", "&a", "!x", "：", "0-0"}
)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """The small register with one to four lines lost, doubled, moved, or with other words in them."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["drop", "double", "word", "word", "word", "indent"]))
        if kind == "drop":
            del lines[place]
        elif kind == "double":
            lines.insert(draw(st.integers(0, len(lines))), lines[place])
        elif kind == "indent":
            lines[place] = " " * draw(st.integers(1, 6)) + lines[place]
        else:
            parts = re.split(r"([\w-]+)", lines[place])
            spot = draw(st.integers(0, len(parts) - 1))
            parts[spot] = draw(st.sampled_from(WORDS))
            lines[place] = "".join(parts)
    return "\n".join(lines)


def read_or_refused(text: str) -> list[str]:
    """What is said against the text, nothing where it is read."""
    try:
        read_register(text, "试读")
    except FileRefused as refused:
        return refused.faults or [""]
    return []


@given(broken())
def test_a_broken_register_is_read_or_refused_in_chinese(text):
    assert all(CHINESE.search(fault) for fault in read_or_refused(text))


def test_a_register_without_confirmation_and_clocks_is_read():
    begin, end = SMALL.index("    clocks:"), SMALL.index("    publicity:")
    assert read_or_refused(SMALL[:begin] + SMALL[end:]) == []
