"""The tools with which a document becomes a scheme: switches, inputs, registers, faults with their line."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from wugong.base.amounts import NUMBER, scaled
from wugong.base.faults import Faults
from wugong.base.periods import LEVELS
from wugong.rules import scheme as s
from wugong.rules.documents import Document, Path
from wugong.rules.expressions import (
    Comparison,
    Expression,
    ExpressionRefused,
    Number,
    parse,
    parse_comparison,
    settled,
)

T = TypeVar("T")


class Builder:
    """Walks one document; `settings` are the switches as set, defaults included."""

    def __init__(self, document: Document, settings: Mapping[str, str], faults: Faults) -> None:
        self.document = document
        self.root: dict[str, Any] = dict(document.root)
        self.faults = faults
        self.switches = {name: _switch(name, node) for name, node in self.root.get("switches", {}).items()}
        self.settings = {name: switch.default for name, switch in self.switches.items()} | dict(settings)
        self.inputs = {name: self._input(name, node) for name, node in self.root.get("inputs", {}).items()}
        self.registers = {n: self._register(n, node) for n, node in self.root.get("registers", {}).items()}
        self.base = LEVELS[(self.root.get("subject") or {}).get("period", "month")]
        taken = {*LEVELS, *self.inputs}
        self.numbers = {
            name: Number(Fraction(choice), choice)
            for name, choice in self.settings.items()
            if NUMBER.fullmatch(choice) and name not in taken
        }

    def fault(self, path: Path, said: str) -> None:
        """Note that the part at `path` does not fit, with its line."""
        self.faults.add(f"{'.'.join(str(part) for part in path)}：{said}", row=self.document.line(path))

    def chosen(self, node: Any, path: Path, read: Callable[[Any, Path], T]) -> T:
        """The part read from `node`, or from the case that the named switch picks; all cases are read."""
        if not (isinstance(node, dict) and "switch" in node):
            return read(node, path)
        switch = self.switches.get(node["switch"])
        cases = {name: read(case, (*path, "cases", name)) for name, case in node["cases"].items()}
        if switch is None:
            self.fault((*path, "switch"), f"没有“{node['switch']}”这个开关")
        elif set(cases) != set(switch.choices):
            self.fault((*path, "cases"), f"要为开关的每种取值各写一项：{'、'.join(switch.choices)}")
        else:
            return cases.get(self.settings[switch.name], next(iter(cases.values())))
        return next(iter(cases.values()))

    def set_as(self, node: Any, path: Path) -> bool:
        """Whether the switch named in a `{switch, is}` part stands as the part asks; true for no part."""
        if not node:
            return True
        switch = self.switches.get(node["switch"])
        if switch is None or node["is"] not in switch.choices:
            self.fault(path, f"开关 {node['switch']} 没有“{node['is']}”这种取值")
            return False
        return bool(self.settings[switch.name] == node["is"])

    def register(self, name: str, path: Path, columns: list[str], *, of_subject: bool = True) -> None:
        """Check that the register exists, has the columns, and names a subject where it must."""
        register = self.registers.get(name)
        if register is None:
            self.fault(path, f"没有“{name}”这张登记表")
            return
        for column in columns:
            if column not in register.columns:
                self.fault(path, f"登记表 {name} 没有“{column}”列")
        if of_subject and register.subject_column is None:
            self.fault(path, f"登记表 {name} 要有一列 type: subject")

    def typed(self, name: str, column: str, kind: str, path: Path) -> None:
        """Check that a column of the register is of the kind it is used for."""
        found = self.registers[name].columns.get(column) if name in self.registers else None
        if found and found.kind != kind:
            self.fault(path, f"登记表 {name} 的“{column}”列要是 type: {kind}")

    def expression(self, text: Any, path: Path) -> Expression | None:
        """The expression written there, or None with the fault noted; a switch stands for its number."""
        try:
            return settled(parse(str(text)), self.numbers)
        except ExpressionRefused as refusal:
            self.fault(path, str(refusal))
            return None

    def comparison(self, text: Any, path: Path) -> Comparison | None:
        """The comparison written there, or None with the fault noted; a switch stands for its number."""
        try:
            found = parse_comparison(str(text))
        except ExpressionRefused as refusal:
            self.fault(path, str(refusal))
            return None
        left, right = settled(found.left, self.numbers), settled(found.right, self.numbers)
        return Comparison(left, right, found.sign)

    def day(self, text: str, path: Path) -> date:
        """The day written there."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(path, f"没有“{text}”这一天，写成 2026-01-31 的样子")
            return date.min

    def check_whole(self) -> None:
        """Note what does not fit in the parts that all versions share."""
        self._check_names(self.root.get("subject"))
        for name, switch in self.switches.items():
            if switch.default not in switch.choices:
                self.fault(("switches", name, "default"), f"默认值要在 {'、'.join(switch.choices)} 之中")

    def _check_names(self, subject: dict[str, str] | None) -> None:
        scored = [place for place, node in enumerate(self.root["versions"]) if node.get("scores")]
        if scored and not self.inputs:
            self.fault(("versions", scored[0], "scores"), "有成绩就要写 inputs")
        if self.inputs and not subject:
            self.fault(("inputs",), "有 inputs 就要写 subject，说明谁在评分表里")
        taken = set(LEVELS) | {v for k, v in (subject or {}).items() if k.endswith("column")}
        for name in self.inputs:
            if name in taken:
                self.fault(("inputs", name), "这个名字已用作列名或周期名，请换一个")
        for name, fact in self.inputs.items():
            whole = self.inputs.get(fact.of) if fact.of else fact
            if whole is None or (fact.of and whole.of):
                self.fault(("inputs", name, "of"), f"“{fact.of}”要是另一项评分，而且它自己没有 of")
        columns = [v for k, v in (subject or {}).items() if k.endswith("column")]
        if len(columns) != len(set(columns)):
            self.fault(("subject",), "四个列名要各不相同")

    def _input(self, name: str, node: dict[str, Any]) -> s.Input:
        decimals, path = int(node["decimals"]), ("inputs", name)
        try:
            least, most = scaled(node["least"], decimals), scaled(node["most"], decimals)
            missing = node.get("missing", "incomplete")
            stands = None if missing == "incomplete" else scaled(missing, decimals)
        except ValueError:
            self.fault(path, f"least、most、missing 的小数不能多于 {decimals} 位")
            least = most = 0
            stands = None
        if least > most or (stands is not None and not least <= stands <= most):
            self.fault(path, "least 不能大于 most，missing 要在两者之间")
        return s.Input(
            name=name,
            title=node["title"],
            least=least,
            most=most,
            decimals=decimals,
            optional=node.get("optional") == "yes",
            missing=stands,
            window=self._window(node, path),
            by=node.get("by", "town"),
            article=node.get("article", ""),
            unit=node.get("unit", ""),
            of=node.get("of"),
        )

    def _window(self, node: dict[str, Any], path: Path) -> tuple[int, int]:
        first, last = map(int, node.get("window", (1, s.MONTH_END)))
        if first > last:
            self.fault((*path, "window"), "第一天不能晚于最后一天")
        return first, last

    def _register(self, name: str, node: dict[str, Any]) -> s.Register:
        columns = {}
        for title, part in node["columns"].items():
            if part["type"] == "choice" and not part.get("choices"):
                self.fault(("registers", name, "columns", title), "type: choice 要写 choices")
            bounds = [int(part[key]) if key in part else None for key in ("least", "most")]
            levels = tuple(LEVELS[word] for word in part.get("levels", LEVELS))
            choices = part.get("choices", ())
            titles = choices if isinstance(choices, dict) else {}
            columns[title] = s.Column(
                title, part["type"], tuple(choices), bounds[0], bounds[1], levels, titles
            )
        unique = tuple(node.get("unique", columns))
        for title in unique:
            if title not in columns:
                self.fault(("registers", name, "unique"), f"没有“{title}”列")
        return s.Register(name, node["title"], columns, node.get("required") == "yes", unique)


def _switch(name: str, node: dict[str, Any]) -> s.Switch:
    return s.Switch(name, node["title"], node["default"], node["choices"])
