"""Parts a section whose items carry no numbers: by their headings, their opening words or their labels."""

import re
from bisect import bisect_right
from typing import Final

from wugong.matters.documents.headings import Mark
from wugong.matters.documents.hierarchy import Node
from wugong.matters.documents.labels import is_label_line, labels_in
from wugong.matters.documents.lines import Line

HEAD: Final = re.compile(r"[^。;:!?]{4,24}")
OPENING: Final = re.compile(r"([^。;:!?,]{4,18}|[^。;:!?]{4,24})[。:]")
LEADS: Final = ("lead", "support", "person")


def part(node: Node, safeguards: bool) -> None:
    """Give a section without numbered items the items its paragraphs show to be there, if two at least."""
    body = node.lines[1:]
    if node.children or len(body) < 2 or any("\t" in line.text for line in body):
        return
    heads = _headings(body) or _openings(body, safeguards) or _assigned(body)
    if len(heads) < 2:
        return
    ends = [*heads[1:], len(body)]
    for order, (start, end) in enumerate(zip(heads, ends, strict=True), start=1):
        node.children.append(Node(Mark("unnumbered", 3, order, 0), body[start:end], node))
    node.lines = [node.lines[0], *body[: heads[0]]]


def _headings(body: list[Line]) -> list[int]:
    """Lines that are short and stand above longer ones; they must open the section."""
    found = [
        place
        for place, line in enumerate(body[:-1])
        if HEAD.fullmatch(line.text)
        and not is_label_line(line.text)
        and (len(body[place + 1].text) > len(line.text) or is_label_line(body[place + 1].text))
    ]
    return found if found[:1] == [0] else []


def _openings(body: list[Line], safeguards: bool) -> list[int]:
    """Paragraphs that all begin with a short first sentence; tasks among them say who is responsible."""
    said = [place for place, line in enumerate(body) if not is_label_line(line.text)]
    found = [place for place in said if _opens(body, place)]
    if found != said or not (safeguards or len(_labelled(body)) * 2 >= len(found)):
        return []
    return found


def _opens(body: list[Line], place: int) -> bool:
    match = OPENING.match(body[place].text)
    if not match:
        return False
    more = len(body[place].text) > match.end() + 4
    return more or (place + 1 < len(body) and is_label_line(body[place + 1].text))


def _assigned(body: list[Line]) -> list[int]:
    """Paragraphs that each say who is responsible, in themselves or in the lines of labels under them."""
    said = [place for place, line in enumerate(body) if not is_label_line(line.text)]
    held = {bisect_right(said, place) for place in _labelled(body)}
    return said if said[:1] == [0] and len(held) == len(said) else []


def _labelled(body: list[Line]) -> list[int]:
    return [
        place
        for place, line in enumerate(body)
        if any(label.role in LEADS for label in labels_in(line.text, line.shown))
    ]
