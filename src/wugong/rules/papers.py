"""The form registry (表单登记簿) as dated data: who asks for a form, by which right, until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class FormPaper:
    """表单: minutes are those of filling it in once; `forms` are the classes that read it, by room, file."""

    key: str
    title: str
    owner: str
    basis: str
    minutes: int
    every: str
    sunset: date
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """The forms outside the registers as they are listed from a day on."""

    since: date
    source: str
    papers: Mapping[str, FormPaper]


def papers_on(day: date) -> Papers:
    """The list in force on the day; before the first day that first one."""
    lists = _lists()
    begun = [one for one in lists if one.since <= day]
    return begun[-1] if begun else lists[0]


@cache
def _lists() -> tuple[Papers, ...]:
    nodes: list[dict[str, Any]] = yaml.safe_load(
        files("wugong.rules").joinpath("papers.yaml").read_text("utf-8")
    )
    return tuple(
        Papers(node["from"], node["source"], {one["key"]: _paper(one) for one in node["papers"]})
        for node in nodes
    )


def _paper(node: dict[str, Any]) -> FormPaper:
    return FormPaper(**{**node, "forms": tuple(node["forms"])})
