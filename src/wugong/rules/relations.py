"""What a member of a household is to its head: the codes of GB/T 4761, names, what towns write."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from wugong.base.faults import Faults
from wugong.rules.documents import read_document

BETWEEN = re.compile(r"[\s·、,，]+")


@dataclass(frozen=True, slots=True)
class Relation:
    """与户主关系: its code, its name, the sex it implies (m, f or none), other ways to write it, if usual."""

    code: str
    name: str
    sex: str
    aliases: tuple[str, ...]
    usual: bool


@cache
def relations() -> Mapping[str, Relation]:
    """Return all relations by code, in the order of the standard."""
    faults = Faults("relations.yaml")
    document = read_document(files("wugong.rules").joinpath("relations.yaml").read_text("utf-8"), faults)
    faults.refuse()
    rows: Any = document.root["relations"] if document else []
    found = [
        Relation(row["code"], row["name"], row.get("sex", ""), tuple(row["aliases"]), "usual" in row)
        for row in rows
    ]
    return {one.code: one for one in found}


def code_of(text: str) -> str | None:
    """Return the code of a relation as a town writes it (name, alias or code), or None for an unknown one."""
    words = _plain(text)
    return _known().get(words.zfill(2) if words.isdecimal() else words)


def relation_name(code: str) -> str:
    """Return the name of a code; one that is not in the standard stands for itself."""
    one = relations().get(code)
    return one.name if one else code


def sex_of(code: str) -> str:
    """Return the sex that a relation implies, empty where it implies none."""
    one = relations().get(code)
    return one.sex if one else ""


@cache
def _known() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for one in relations().values():
        known |= dict.fromkeys((one.code, *map(_plain, (one.name, *one.aliases))), one.code)
    return known


def _plain(text: str) -> str:
    words = BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    return re.sub(r"^(户主之|户主的|与户主关系[::])(?=.)", "", words)
