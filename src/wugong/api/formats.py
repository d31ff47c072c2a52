"""Writes what the open interface answers as JSON or as XML, as the last word of the address asks."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

JSON: Final = "json"
XML: Final = "xml"
TYPES: Final = {JSON: "application/json; charset=utf-8", XML: "text/xml; charset=utf-8"}

Answer = Mapping[str, Any] | Sequence[Mapping[str, Any]]


def answer(form: str, body: Answer, *, root: str, item: str = "", status: int = 200) -> HttpResponse:
    """Return the body in this form; a list becomes elements `item` within `root`."""
    if form == JSON:
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    else:
        text = tostring(_tree(body, root, item), encoding="unicode")
        text = f'<?xml version="1.0" encoding="utf-8"?>{text}'
    return HttpResponse(text, content_type=TYPES[form], status=status)


def _tree(body: Answer, root: str, item: str) -> Element:
    top = Element(root)
    if isinstance(body, Mapping):
        _fill(top, body)
    else:
        for one in body:
            _fill(SubElement(top, item), one)
    return top


def _fill(parent: Element, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, list | tuple):
            _fill_list(SubElement(parent, name), name, value)
        elif isinstance(value, Mapping):
            _fill(SubElement(parent, name), value)
        else:
            SubElement(parent, name).text = _plain(value)


def _fill_list(parent: Element, name: str, values: Sequence[Any]) -> None:
    for one in values:
        child = SubElement(parent, name.removesuffix("s"))
        if isinstance(one, Mapping):
            _fill(child, one)
        else:
            child.text = _plain(one)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else _allowed(str(value))


def _allowed(text: str) -> str:
    """Leave out the characters that no XML may hold."""
    return "".join(one for one in text if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff"))
