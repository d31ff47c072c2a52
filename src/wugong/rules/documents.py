"""Reads a YAML document as plain text nodes and remembers on which line each of them stands."""

from dataclasses import dataclass, field

import yaml

from wugong.base.faults import Faults

LARGEST = 1024 * 1024  # characters
DEEPEST = 30

Node = str | list["Node"] | dict[str, "Node"]
Path = tuple[str | int, ...]
Reader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]


@dataclass(slots=True)
class Document:
    """A document whose scalars are all text, and the line (from 1) of each path in it."""

    root: dict[str, Node]
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of the path, or of the nearest part above it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_document(text: str, faults: Faults) -> Document | None:
    """The document in `text`, or None with the reasons in `faults`.

    Every scalar is text. Anchors, aliases, tags, keys that repeat, a second document and anything deeper
    than 30 levels are refused, so that what a reader sees is what the engine gets.
    """
    if len(text) > LARGEST:
        faults.add("文件超过 1 MB，不像一份办法")
        return None
    try:
        reader = _reader(text)
        if _forbidden(text, reader, faults):
            return None
        node = yaml.compose(text, Loader=reader)
    except yaml.YAMLError as error:
        spot = getattr(error, "problem_mark", None)
        faults.add("YAML 写法有误，请看这一行的缩进、冒号和引号", row=spot.line + 1 if spot else None)
        return None
    if not isinstance(node, yaml.MappingNode):
        faults.add("整份文件应当是“键: 值”的形式")
        return None
    document = Document({})
    root = _plain(node, (), document, faults)
    assert isinstance(root, dict)
    document.root = root
    return None if faults.count else document


def _reader(text: str) -> Reader:
    """Return libyaml, ten times as fast, unless it refuses the text: the other says the lines better."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += _step(event)
            if depth > DEEPEST:  # refused by the next look; going on would take minutes
                break
    except yaml.YAMLError:
        return yaml.SafeLoader
    return yaml.CSafeLoader


def _step(event: yaml.Event) -> int:
    """Return by how much the event leads deeper."""
    return isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


def _forbidden(text: str, reader: Reader, faults: Faults) -> bool:
    before, depth, documents = faults.count, 0, 0
    for event in yaml.parse(text, Loader=reader):
        row = event.start_mark.line + 1 if event.start_mark else None
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            sign, word = ("*", "引用") if isinstance(event, yaml.AliasEvent) else ("&", "锚点")
            faults.add(f"不收{word}（{sign}{anchor}），请把内容写全", row=row)
        if tag:
            faults.add(f"不收标签（{tag}），请只写普通文字", row=row)
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += _step(event)
        if documents > 1 or depth > DEEPEST:
            faults.add("一份文件只写一个办法，层次不超过 30 层", row=row)
        if faults.count > before + 20 or documents > 1 or depth > DEEPEST:
            break
    return faults.count > before


def _plain(node: yaml.Node, path: Path, document: Document, faults: Faults) -> Node:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document, faults)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, place), document, faults) for place, child in enumerate(node.value)]
    return str(node.value).strip()  # a block text ends in a line break


def _mapping(node: yaml.MappingNode, path: Path, document: Document, faults: Faults) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for key, value in node.value:
        row = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            faults.add("键只能是文字", row=row)
        elif key.value in found:
            faults.add(f"键“{key.value}”写了两次，只留一处", row=row)
        else:
            document.lines[*path, key.value] = row
            found[key.value] = _plain(value, (*path, key.value), document, faults)
    return found
