"""Finds what does not fit within a register: parts that name each other, states, moves, conditions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from wugong.rules import register_parts as p
from wugong.rules.building import Builder
from wugong.rules.documents import Path
from wugong.rules.register_clocks import clock_faults
from wugong.rules.register_extras import certificate_faults, distinct_faults, look_faults
from wugong.rules.register_finding import Coded
from wugong.rules.register_paths import exits, stuck, unreached, values
from wugong.rules.register_tables import quota_faults, table_faults
from wugong.rules.register_words import IN_STATE, OF_MATTERS, OF_PLACES

Fault = tuple[Path, str]
NAMES: Final = re.compile("姓名|名字|户主|联系人|当事人|申请人|负责人")
NEVER: Final = re.compile("身份证|证件号|电话|手机|银行|账号|病|残疾|低保|特困|住址|门牌")
CONFIRMING: Final = {p.By.ASKER, p.By.NEIGHBOUR}
NUMBERS: Final = (p.FieldType.NUMBER, p.FieldType.DECIMAL, p.FieldType.MONEY)


def check_versions(builder: Builder, versions: Sequence[p.Version]) -> None:
    """Note, in the order of the lines, what does not fit in each version."""
    found = [
        (("versions", place, *path), said)
        for place, version in enumerate(versions)
        for path, said in faults_of(version)
    ]
    for path, said in sorted(found, key=lambda fault: builder.document.line(fault[0])):
        builder.fault(path, said)


def faults_of(version: p.Version) -> Iterator[Fault]:
    """Everything that does not fit in the version, with the path of the part; names first."""
    yield from _twice(version)
    names = list(_names(version))
    yield from names
    yield from _fields(version)
    yield from _opening(version)
    yield from _publicity(version)
    yield from table_faults(version)
    yield from quota_faults(version)
    yield from certificate_faults(version)
    if not names:
        for part in (_states, _moves, clock_faults, _confirmation, distinct_faults, look_faults):
            yield from part(version)


def _twice(version: p.Version) -> Iterator[Fault]:
    parts: Mapping[str, Sequence[Coded]] = {
        "fields": version.fields,
        "states": version.states,
        "moves": version.moves,
        "clocks": version.clocks,
        "tables": version.tables,
    }
    for name, coded in parts.items():
        yield from _repeated((name,), "key", [one.code for one in coded])
    for place, field in enumerate(version.fields):
        yield from _repeated(("fields", place, "choices"), "key", [one.code for one in field.choices])
    yield from _repeated(("pauses",), "", version.pauses)
    yield from _repeated(("certificates",), "key", [line.key for line in version.certificates])


def _repeated(path: Path, key: str, codes: Sequence[str]) -> Iterator[Fault]:
    for place, code in enumerate(codes):
        if code in codes[:place]:
            spot = (*path, place, key) if key else (*path, place)
            yield spot, f"“{code}”写了两次，请换一个"


def _names(version: p.Version) -> Iterator[Fault]:
    """States and fields that are named and do not exist."""
    states = {state.code for state in version.states}
    fields = {field.code for field in version.fields}
    for place, move in enumerate(version.moves):
        path: Path = ("moves", place)
        yield from _unknown((*path, "from"), "状态", move.sources, states)
        yield from _unknown((*path, "to"), "状态", [move.target], states)
        yield from _unknown((*path, "fields"), "字段", move.fields, fields)
        yield from _unknown((*path, "when"), "字段", move.when or (), fields)
    for place, clock in enumerate(version.clocks):
        path = ("clocks", place)
        yield from _unknown((*path, "since"), "状态", clock.since, states)
        yield from _unknown((*path, "until"), "状态", clock.until, states)
        for spot, limit in enumerate(clock.limits):
            yield from _unknown((*path, "limits", spot, "when"), "字段", limit.when, fields)
            asked = [limit.field] if limit.field else []
            yield from _unknown((*path, "limits", spot, "field"), "字段", asked, fields)
    for place, group in enumerate(version.distinct):
        yield from _unknown(("distinct", place), "字段", group, fields)
    yield from _unknown(("publicity", "from_states"), "状态", version.publicity.from_states, states)
    if version.confirmation:
        for key in ("solved", "reopened"):
            code: str = getattr(version.confirmation, key)
            yield from _unknown(("confirmation", key), "状态", [code], states)


def _unknown(path: Path, word: str, codes: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    for code in codes:
        if code not in known:
            yield path, f"没有“{code}”这个{word}，有的是 {'、'.join(sorted(known)) or '（一个也没有）'}"


def _fields(version: p.Version) -> Iterator[Fault]:
    for place, field in enumerate(version.fields):
        path: Path = ("fields", place)
        chosen = field.type in (p.FieldType.CHOICE, p.FieldType.CHOICES)
        if chosen and not field.choices:
            yield path, f"“{field.title}”是 type: {field.type}，要写 choices"
        if field.choices and not chosen:
            yield (*path, "choices"), f"只有 type: choice、choices 才写 choices，这里是 type: {field.type}"
        if field.code in {*OF_MATTERS, *OF_PLACES, IN_STATE.rstrip(".")}:
            yield (*path, "key"), f"“{field.code}”是系统自己的词，请换一个"
        bounds = (field.least, field.most)
        if bounds != (None, None) and field.type not in NUMBERS:
            yield path, "只有 type: number、decimal、money 才写 least、most"
        if field.least is not None and field.most is not None and field.least > field.most:
            yield (*path, "least"), "least 不能大于 most"
        if field.public:
            yield from _shown((*path, "public"), field)


def _shown(path: Path, field: p.Field) -> Iterator[Fault]:
    if field.type is p.FieldType.HOUSEHOLD or NEVER.search(field.title):
        yield path, f"“{field.title}”不能公开，请去掉 public: yes"
    elif NAMES.search(field.title) and field.type is not p.FieldType.PERSON:
        yield path, f"“{field.title}”像是人的名字，要公开就写成 type: person，公开时会遮住"


def _opening(version: p.Version) -> Iterator[Fault]:
    if p.By.NEIGHBOUR in version.opened_by:
        yield ("opened_by",), "neighbour 是抽来确认的邻居，不能登记；可写 asker、desk、lead、above 等"
    if version.anonymous and p.By.ASKER not in version.opened_by:
        yield ("anonymous",), "匿名登记要让群众自己登记：opened_by 里写上 asker"
    if version.years_kept < 1:
        yield ("years_kept",), "至少 1 年"
    if version.paper.minutes < 1:
        yield ("paper", "minutes"), "填一张表至少要 1 分钟，请如实写"
    if version.paper.sunset <= version.since:
        yield ("paper", "sunset"), "表单到期日要晚于版本生效的日子"
    if version.pauses and not version.clocks:
        yield ("pauses",), "没有写 clocks，暂停的理由用不上"


def _publicity(version: p.Version) -> Iterator[Fault]:
    publicity = version.publicity
    if publicity.shown and publicity.restricted:
        yield ("publicity", "restricted"), "restricted: yes 的台账不能 shown: yes"
    if not publicity.shown and publicity.from_states:
        yield ("publicity", "from_states"), "shown: no 时不写 from_states"
    for place, field in enumerate(version.fields):
        if field.public and not publicity.shown:
            yield ("fields", place, "public"), "整本台账不公开，字段就不写 public: yes"


def _states(version: p.Version) -> Iterator[Fault]:
    spots = {state.code: ("states", place) for place, state in enumerate(version.states)}
    if version.first.kind is not p.StateKind.OPEN:
        yield spots[version.first.code], "第一个状态是刚登记时的，kind 要是 open"
    for state in unreached(version):
        yield spots[state.code], f"没有动作能走到“{state.title}”"
    for state in stuck(version):
        yield spots[state.code], f"从“{state.title}”走不到任何了结的状态（kind: solved、ended、lasting）"
    for state, facts in exits(version):
        yield spots[state.code], f"{_said(version, facts)}的事项离不开“{state.title}”，请补一个动作"
    for state in version.states:
        if state.kind is p.StateKind.OPEN and state.open311 == "closed":
            yield (*spots[state.code], "open311"), "kind: open 的状态对外也要是 open"


def _moves(version: p.Version) -> Iterator[Fault]:
    kinds = {state.code: state.kind for state in version.states}
    for place, move in enumerate(version.moves):
        path: Path = ("moves", place)
        yield from condition_faults(version, (*path, "when"), move.when or {})
        for key in ("needs", "fields"):
            if p.By.CLOCK in move.by and getattr(move, key):
                yield (*path, key), f"到日子自动走的动作（by: clock）没有人能填，不写 {key}"
        if kinds[move.target] is p.StateKind.SOLVED and not (move.second or CONFIRMING.issuperset(move.by)):
            yield (
                path,
                f"“{move.title}”就销号了：要由另一个人核实，写 second: yes，或者只由 asker、neighbour 来",
            )
        if kinds[move.target] is p.StateKind.SOLVED and p.By.CLOCK in move.by:
            yield (*path, "by"), "时间到了不等于解决了：clock 不能销号"
        if move.second and p.By.CLOCK in move.by:
            yield (*path, "second"), "second: yes 要由人来，by 里去掉 clock"
        undone = any(kinds[source] is not p.StateKind.OPEN for source in move.sources)
        if move.undoes and not (undone and kinds[move.target] is p.StateKind.OPEN):
            yield (*path, "undoes"), "undoes 是把办结的退回去：从 done、solved、lasting 到 open"


def condition_faults(version: p.Version, path: Path, when: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    """What a condition asks that its field cannot answer."""
    for code, wanted in when.items():
        known = values(version.field(code))
        if not known:
            yield (*path, code), f"条件只能问 type: choice、yes 的字段，“{code}”不是"
            continue
        yield from _unknown((*path, code), "取值", wanted, known)


def _said(version: p.Version, facts: Mapping[str, str]) -> str:
    parts = [f"{version.field(code).title}为“{value or '空'}”" for code, value in facts.items()]
    return "、".join(parts)


def _confirmation(version: p.Version) -> Iterator[Fault]:
    confirmation = version.confirmation
    if not confirmation:
        return
    path: Path = ("confirmation",)
    solved, reopened = version.state(confirmation.solved), version.state(confirmation.reopened)
    if solved.kind is not p.StateKind.SOLVED:
        yield (*path, "solved"), f"“{solved.title}”的 kind 要是 solved"
    if reopened.kind is not p.StateKind.OPEN:
        yield (*path, "reopened"), f"“{reopened.title}”的 kind 要是 open"
    if confirmation.by in (p.By.CLOCK, p.By.NEIGHBOUR):
        yield (*path, "by"), "由提的人或者办事的人确认；邻居用 neighbour_after 来写"
    if confirmation.days < 1:
        yield (*path, "days"), "至少留 1 天确认"
    silent = confirmation.neighbour_after
    if silent is not None and not 0 < silent < confirmation.days:
        yield (*path, "neighbour_after"), f"要在 1 到 {confirmation.days - 1} 天之间，邻居才来得及说"
    yield from _confirming(version, confirmation)


def _confirming(version: p.Version, confirmation: p.Confirmation) -> Iterator[Fault]:
    """The moves that a confirmation needs and the register does not have."""
    wanted = [confirmation.by] + [p.By.NEIGHBOUR] * (confirmation.neighbour_after is not None)
    done = {state.code for state in version.states if state.kind is p.StateKind.DONE}
    tests: tuple[tuple[str, str, Callable[[p.Move], bool]], ...] = (
        ("solved", confirmation.solved, lambda move: not move.undoes),
        ("reopened", confirmation.reopened, lambda move: move.undoes),
    )
    for key, target, fit in tests:
        moves = [m for m in version.moves if m.target == target and done.intersection(m.sources) and fit(m)]
        for by in wanted:
            if not any(by in move.by for move in moves):
                extra = "，并写 undoes: yes" if key == "reopened" else ""
                yield ("confirmation", key), f"要有 {by} 从 kind: done 的状态走到“{target}”的动作{extra}"
