"""What a Word template may ask for: the names that we offer, read and looped over, and nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wugong.base.faults import Faults

LINE: Final = {"left": "枫林坳村", "middle": "参评第 1 名", "right": "10,000 元"}
SAMPLE: Final[Mapping[str, Any]] = {
    "heading": "人居环境季度通报",
    "place_line": "望溪县云塘镇",
    "period_line": "2026年一季度",
    "number_line": "第 1 期",
    "version_line": "",
    "table": {
        "title": "各村名次",
        "columns": [{"title": "名次"}, {"title": "村"}, {"title": "季度分"}],
        "rows": [{"cells": ["1", "枫林坳村", "96.50"], "strong": "是"}],
        "note": "",
    },
    "prizes_title": "奖励",
    "prizes": [LINE],
    "notes": ["各村评议推荐。"],
    "how_title": "分数怎么来的",
    "how": ["季度分是三个月的平均。"],
    "notice": {
        "title": "公示期 4月15日至4月30日",
        "text": "有不同意见，请提出。",
        "phone": "0700-6120018",
        "where": "镇政府",
    },
    "qr": "",
    "qr_caption": "扫码看分数由来",
    "qr_url": "",
    "sign": {"organ": "云塘镇人民政府", "day": "2026年4月15日"},
    "digest": "3C90-A1E7",
}
LOOP: Final = {"index": 1, "first": "是", "last": "是"}
DEEPEST: Final = 3  # loops within loops

Names = Mapping[str, Any]
Around = tuple[list[Any], ...]  # the lists of the loops around


class Offered(ImmutableSandboxedEnvironment):
    """Makes templates of sources that ask for no more than is offered; FileRefused names what they ask."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)

    def from_string(self, source: str | nodes.Template, *args: Any, **kwargs: Any) -> Template:
        """Return the template; every part of a .docx comes through here."""
        faults = Faults("模板")
        try:
            tree = self.parse(source) if isinstance(source, str) else source
        except TemplateSyntaxError as error:
            faults.add(f"标记写得不完整（{error.message}），请看 {{{{ }}}} 和 {{% %}} 是否成对")
        else:
            _walk(tree.body, SAMPLE, faults, ())
        faults.refuse()
        return super().from_string(source, *args, **kwargs)


def _walk(found: Sequence[nodes.Node], names: Names, faults: Faults, around: Around) -> None:
    for node in found:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                _shown(part, names, faults)
        elif isinstance(node, nodes.If):
            _value(node.test.node if isinstance(node.test, nodes.Not) else node.test, names, faults)
            for branch in (node.body, node.elif_, node.else_):
                _walk(branch, names, faults, around)
        elif isinstance(node, nodes.For) and not node.test and not node.recursive:
            _loop(node, names, faults, around)
        else:
            faults.add(
                f"第 {node.lineno} 段：不能用 {type(node).__name__.lower()} 这种写法，只能写名称、for 和 if"
            )


def _shown(node: nodes.Node, names: Names, faults: Faults) -> None:
    if isinstance(node, nodes.TemplateData):
        return
    value = _value(node, names, faults)
    if isinstance(value, Mapping | list):
        faults.add(f"“{_said(node)}”不是一句话，要写到里面的一项，例如 {_example(node, value)}")


def _example(node: nodes.Node, value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{{ {_said(node)}.{next(iter(value))} }}}}"
    return f"{{% for one in {_said(node)} %}}"


def _loop(node: nodes.For, names: Names, faults: Faults, around: Around) -> None:
    over = _value(node.iter, names, faults)
    if not isinstance(over, list):
        if over is not None:
            faults.add(f"“{_said(node.iter)}”不是一列，不能用 for")
    elif len(around) == DEEPEST:
        faults.add(f"for 里面套 for 最多 {DEEPEST} 层")
    elif any(over is one for one in around):
        faults.add(f"“{_said(node.iter)}”的 for 里面又套了它自己的 for，村一多就排不出来，请去掉里面的一层")
    elif isinstance(node.target, nodes.Name):
        inside = {**names, "loop": LOOP, node.target.name: over[0]}
        _walk(node.body, inside, faults, (*around, over))
        _walk(node.else_, names, faults, around)
    else:
        faults.add("for 后面只能写一个名称")


def _value(node: nodes.Node, names: Names, faults: Faults) -> Any:
    """Return the sample of what the node names, or None with the fault noted."""
    if isinstance(node, nodes.Name):
        if node.name in names:
            return names[node.name]
        faults.add(f"没有“{node.name}”这个名称，可以写的是 {'、'.join(names)}")
    elif isinstance(node, nodes.Getattr):
        above = _value(node.node, names, faults)
        if isinstance(above, Mapping) and node.attr in above:
            return above[node.attr]
        if above is not None:
            known = "、".join(above) if isinstance(above, Mapping) else "（没有）"
            faults.add(f"“{_said(node.node)}”里没有“{node.attr}”，可以写的是 {known}")
    else:
        faults.add(f"不能用 {type(node).__name__.lower()} 这种写法，只能写名称，例如 {{{{ heading }}}}")
    return None


def _said(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_said(node.node)}.{node.attr}"
    assert isinstance(node, nodes.Name)
    return node.name
