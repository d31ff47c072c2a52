"""Writes what was read as the JSON that `wugong plan read --json` prints."""

from typing import Any

from wugong.matters.documents.assembly import Document, Phase
from wugong.matters.documents.items import Item
from wugong.matters.documents.moments import Moment


def document_json(document: Document) -> dict[str, Any]:
    """Return one document in the form of the contract; what others need stands beside it."""
    return {
        "title": document.title,
        "is_plan": document.verdict.is_plan,
        "lines": [document.first, document.last],
        "issuer": document.issuer,
        "basis": document.basis,
        "phases": [_phase(phase) for phase in document.phases],
        "tasks": [item_json(item) for item in document.tasks],
        "safeguards": [item_json(item) for item in document.safeguards],
    }


def _phase(phase: Phase) -> dict[str, Any]:
    window = phase.window
    start = window.start if window else None
    return {
        "name": phase.name,
        "lines": [phase.first, phase.last],
        "raw": window.raw if window else None,
        "start": {"year": start[0], "month": start[1], "day": start[2]} if start else None,
        "end": {"year": window.year, "month": window.month, "day": window.day} if window else None,
    }


def item_json(item: Item) -> dict[str, Any]:
    """Return a task or safeguard in the form of the contract."""
    return {
        "no": item.number,
        "path": item.path,
        "title": item.title,
        "lines": [item.first, item.last],
        "lead_units": item.lead_units,
        "support_units": item.support_units,
        "group_units": item.group_units,
        "people": item.people,
        "etc": item.etc,
        "placeholder": bool(item.blanks),
        "to_fill": item.blanks,
        "deadlines": [_deadline(one) for one in item.deadlines],
        "kpis": [
            {
                "raw": one.raw,
                "op": one.op,
                "value": list(one.value) if isinstance(one.value, tuple) else one.value,
                "unit": one.unit,
                "masked": one.masked,
            }
            for one in item.targets
        ],
        "recurrences": [{"raw": one.raw, "every": one.every, "day": one.day} for one in item.recurrences],
        "amounts": [{"raw": one.raw, "yuan": one.yuan} for one in item.amounts],
        "coverage": item.coverage,
        "items": [
            {"no": one.number, "title": one.title, "lines": [one.first, one.last]} for one in item.parts
        ],
    }


def _deadline(moment: Moment) -> dict[str, Any]:
    return {
        "raw": moment.raw,
        "type": moment.type,
        "year": moment.year,
        "month": moment.month,
        "day": moment.day,
        "inherited": moment.inherited,
    }
