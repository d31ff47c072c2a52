"""Puts a document together: title, issuer, basis, phases, tasks and safeguards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from wugong.matters.documents.classification import Verdict, verdict_of
from wugong.matters.documents.headings import SUB_STYLES
from wugong.matters.documents.hierarchy import Node, tree_of
from wugong.matters.documents.items import Item, has_labels, inherit, item_of
from wugong.matters.documents.labels import is_label_line
from wugong.matters.documents.lines import Line, lines_of
from wugong.matters.documents.moments import Moment, moments_in
from wugong.matters.documents.roles import (
    OPEN,
    PRINCIPLE,
    SAFEGUARD,
    STEPS,
    TASK,
    is_aim,
    is_bare,
    is_cause,
    is_frame,
    is_principle,
    is_safe_head,
    is_stage,
    is_state,
    role_of,
)
from wugong.matters.documents.splitting import documents_of
from wugong.matters.documents.tables import items_of_tables
from wugong.matters.documents.titles import basis_of, issuer_of, title_of
from wugong.matters.documents.unnumbered import part

LONGEST_NAME: Final = 12  # characters after 第一阶段 that still name the phase
ITEM_RANK: Final = 1.5  # sections rank above it
BRACKETED: Final = re.compile(r"[(\[][^()\[\]]{4,60}[)\]]")
PROLOGUE: Final = re.compile(r"时间[:]?|.{0,8}阶段")


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase with the window its heading states; parts of it may be missing."""

    name: str
    first: int
    last: int
    window: Moment | None


@dataclass(slots=True)
class Document:
    """One document of a file and what was found in it."""

    title: str
    first: int
    last: int
    verdict: Verdict
    issuer: str = ""
    basis: list[str] = field(default_factory=list)
    window: Moment | None = None  # of the whole plan
    phases: list[Phase] = field(default_factory=list)
    tasks: list[Item] = field(default_factory=list)
    safeguards: list[Item] = field(default_factory=list)


def read_text(text: str) -> list[Document]:
    """Return the documents that a text holds, in order."""
    return [_document(lines) for lines in documents_of(lines_of(text))]


def _document(lines: list[Line]) -> Document:
    root = tree_of(lines)
    title = title_of(root, lines)
    verdict = verdict_of(title, lines, root)
    found = Document(title, lines[0].first, lines[-1].last, verdict)
    if verdict.is_plan:
        found.issuer, found.basis = issuer_of(title, lines), basis_of(lines)
        _drop_closing(root)
        _Walk(found).section(root, OPEN, [], None)
        for task in found.tasks:
            inherit(task, found.window)
    return found


def _drop_closing(root: Node) -> None:
    """Take from the last item the paragraphs that close the document."""
    last = root
    while last.children:
        last = last.children[-1]
    if last is root or "\t" in last.lines[-1].text:
        return
    keep = 1 if last.has_body and len(last.rest) > len(last.heading) + 4 else 2
    while len(last.lines) > keep and not is_label_line(last.lines[-1].text):
        if _is_section(last) and last.lines[-1].text.endswith("。"):
            return
        last.lines.pop()


@dataclass(slots=True)
class _Walk:
    """Walks the tree and enters what it meets into the document."""

    found: Document

    def section(self, node: Node, role: str, path: list[str], window: Moment | None) -> None:
        """Enter what stands under a section of this role."""
        if role == PRINCIPLE:
            return
        if role == SAFEGUARD:
            self.safeguards(node, path)
            return
        self.found.tasks += items_of_tables(node.lines, path, window)
        for run in _runs(node.children):
            kind = _role_of_run(run, role, first=run[0] is node.children[0])
            for child in run:
                self.child(child, kind, path, window)

    def child(self, node: Node, role: str, path: list[str], window: Moment | None) -> None:
        """Enter a child of a section: a section itself, a phase, a task, a safeguard or nothing."""
        own = role_of(node.heading) if _is_section(node) else OPEN
        role = own if own != OPEN else role
        if role == SAFEGUARD and is_cause(node.heading) and _are_assigned(node.children):
            role = TASK
        if _is_section(node) and role in (TASK, SAFEGUARD):
            part(node, safeguards=role == SAFEGUARD)
            window = window or _stated_window(node)
        below = [*path, f"{node.number}{node.heading}"]
        if _is_section(node) and is_frame(node.heading):
            self.found.window = self.found.window or _frame_window(node)
            return
        if role == PRINCIPLE or (role != SAFEGUARD and not _is_section(node) and is_aim(node.heading)):
            return
        if role == SAFEGUARD:
            if _is_section(node):
                self.safeguards(node, below)
            else:
                self.found.safeguards.append(item_of(node, path, None))
        elif _is_phase(node, role):
            self.phase(node, below)
        elif _is_item(node):
            self.item(node, path, window)
        else:
            self.section(node, role, below, window)

    def item(self, node: Node, path: list[str], window: Moment | None) -> None:
        """Enter a task; safeguards that follow its labels have lost their heading and are no part of it."""
        lower = [child for child in node.children if child.mark.style not in SUB_STYLES]
        kind = _role_of_run(lower, TASK, first=False) if lower and has_labels(node) else TASK
        if kind == SAFEGUARD:
            node.children = [child for child in node.children if child not in lower]
            self.found.safeguards += [item_of(child, path, None) for child in lower]
        self.found.tasks.append(item_of(node, path, window))

    def phase(self, node: Node, path: list[str]) -> None:
        """Enter a phase and the tasks under it, which inherit its window."""
        window = _window(node)
        self.found.phases.append(Phase(_phase_name(node), node.first, node.last, window))
        self.found.tasks += items_of_tables(node.lines, path, window)
        for child in node.children:
            if child.mark.style not in SUB_STYLES:
                self.child(child, TASK, path, window)

    def safeguards(self, node: Node, path: list[str]) -> None:
        """Enter the items of a section of safeguards, or the section itself where it has none."""
        if node.children:
            self.found.safeguards += [item_of(child, path, None) for child in node.children]
        elif node.has_body:
            self.found.safeguards.append(item_of(node, path[:-1], None))


def _runs(children: list[Node]) -> Iterator[list[Node]]:
    """The children in runs; numbering that begins again opens one, and so does a change of rank."""
    run: list[Node] = []
    for child in children:
        before = run[-1].mark if run else None
        again = before and child.mark.value == 1 and before.value >= 1 and child.mark.style == before.style
        if before and (again or child.mark.style != before.style):
            yield run
            run = []
        run.append(child)
    if run:
        yield run


def _are_assigned(nodes: list[Node]) -> bool:
    """Whether most items say who is responsible for them, as safeguards do not."""
    return len(nodes) > 1 and 3 * sum(map(has_labels, nodes)) >= 2 * len(nodes)


def _role_of_run(run: list[Node], role: str, first: bool) -> str:
    """The role of items that stand together; safeguards and criteria show by their words."""
    if any(_is_section(node) for node in run):
        return role
    if _are_assigned(run):
        return role
    heads = [node.heading for node in run]
    safe = sum(map(is_safe_head, heads))
    if not first and is_safe_head(heads[0]) and 2 * safe >= len(heads):
        return SAFEGUARD
    held = sum(map(is_principle, heads))
    if 3 * held >= 2 * len(heads) and (first or "原则" in "".join(heads)):
        return PRINCIPLE
    bare = not any(node.has_body or node.children or has_labels(node) for node in run)
    if bare and len(run) >= 2 and 3 * sum(map(is_state, heads)) >= 2 * len(heads):
        return PRINCIPLE
    return role


def _is_section(node: Node) -> bool:
    return node.mark.rank < ITEM_RANK


def _is_phase(node: Node, role: str) -> bool:
    if node.mark.style == "phase":
        return True
    return (role == STEPS and not _is_section(node)) or (
        is_stage(node.heading) and len(node.heading) <= 20 and not has_labels(node)
    )


def _is_item(node: Node) -> bool:
    """Whether the node is an action item of its own and not the heading of several."""
    if any("\t" in line.text for line in node.lines):
        return False
    lower = [child for child in node.children if child.mark.style not in SUB_STYLES]
    if _is_section(node):
        return not node.children and (
            has_labels(node)
            or (node.has_body and not is_bare(node.heading) and role_of(node.heading) == OPEN)
        )
    if not lower:
        promoted = (
            node.mark.rank == 2 and not node.has_body and any(_is_bracketed(child) for child in node.children)
        )
        return not promoted or has_labels(node)
    labelled = [has_labels(child) for child in lower]
    if not any(labelled):
        return has_labels(node) or node.mark.style in ("article", "number")
    return len(lower) >= 2 and labelled[-1] and not any(labelled[:-1])


def _is_bracketed(node: Node) -> bool:
    return node.mark.style == "number_bracket"


def _window(node: Node) -> Moment | None:
    """The window a phase's heading or first words state; its end is by when the phase is over."""
    line = node.lines[0]
    near = slice(0, len(node.rest[:80]) + node.mark.length)
    moments = moments_in(line.text[near], line.shown[near], labelled=True)
    if not moments and len(node.lines) > 1 and PROLOGUE.match(node.lines[1].text):
        moments = moments_in(node.lines[1].text[:80], node.lines[1].shown[:80], labelled=True)
    return moments[0].widened() if moments else None


def _stated_window(node: Node) -> Moment | None:
    """The window that a section's heading or a paragraph in brackets under it states for all its items."""
    said = [(node.lines[0].text[:60], node.lines[0].shown[:60])]
    said += [(line.text, line.shown) for line in node.lines[1:3] if BRACKETED.fullmatch(line.text)]
    stated = [one for text, shown in said for one in moments_in(text, shown, labelled=True)]
    return next((one for one in stated if one.type == "window"), None)


def _frame_window(node: Node) -> Moment | None:
    """The window of the plan that a section on its time states."""
    stated = [one for line in node.lines for one in moments_in(line.text, line.shown, labelled=True)]
    return next((one for one in stated if one.type == "window"), stated[-1] if stated else None)


def _phase_name(node: Node) -> str:
    if node.mark.style == "phase":
        short = is_stage(node.heading) or len(node.heading) <= LONGEST_NAME
        return node.number.strip("：:、,， ") + (node.heading if short else "")
    return node.heading
