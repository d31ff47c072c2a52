"""Reads documents of dated versions: the schema, what a version rests on, which one is in force on a day."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from jsonschema import Draft202012Validator

from wugong.base.faults import Faults
from wugong.rules.building import Builder
from wugong.rules.checking import _sentences as sentences
from wugong.rules.documents import read_document


@dataclass(frozen=True, slots=True)
class Basis:
    """What a version rests on."""

    document: str
    article: str = ""
    note: str = ""

    def __str__(self) -> str:
        return f"{self.document} {self.article}".rstrip()


class Dated(Protocol):
    """What has a name and holds from a day on."""

    @property
    def name(self) -> str: ...

    @property
    def since(self) -> date: ...


D = TypeVar("D", bound=Dated)


def open_document(text: str, schema: str, source: str) -> Builder:
    """The document in `text`, ready to be walked; FileRefused names each line and key the schema refuses."""
    faults = Faults(source)
    document = read_document(text, faults)
    faults.refuse()
    assert document is not None
    rules = json.loads(files("wugong.rules").joinpath(f"schema/{schema}.schema.json").read_text("utf-8"))
    errors = Draft202012Validator(rules).iter_errors(document.root)
    found = {(document.line(path), said) for error in errors for path, said in sentences(error)}
    for line, said in sorted(found):
        faults.add(said, row=line)
    faults.refuse()
    return Builder(document, {}, faults)


def read_basis(node: Mapping[str, Any]) -> Basis:
    """The basis written there."""
    return Basis(node["document"], node.get("article", ""), node.get("note", ""))


def check_order(builder: Builder, versions: Sequence[Dated]) -> None:
    """Note a version whose name was used before, or that does not begin after the one before it."""
    names = [version.name for version in versions]
    for place, name in enumerate(names):
        if name in names[:place]:
            builder.fault(("versions", place, "version"), f"版本“{name}”写了两次，请换一个名字")
    for place, (earlier, later) in enumerate(pairwise(versions), start=1):
        if later.since <= earlier.since:
            builder.fault(("versions", place, "from"), "版本要按生效日期从早到晚写")


def in_force(versions: Sequence[D], day: date) -> D | None:
    """The version in force on the day: the last that has begun, or None before the first."""
    return next((version for version in reversed(versions) if version.since <= day), None)
