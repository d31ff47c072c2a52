"""Holds a document against the shipped JSON Schema and says each fault with its line and key."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from wugong.base.faults import Faults
from wugong.rules.documents import Document, Path


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(files("wugong.rules").joinpath("schema/scheme.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema)


def check_document(document: Document, faults: Faults) -> None:
    """Note every way in which the document is not a scheme, in the order of its lines."""
    errors = _validator().iter_errors(document.root)
    found = {(document.line(path), said) for error in errors for path, said in _sentences(error)}
    for line, said in sorted(found):
        faults.add(said, row=line)


def _sentences(error: ValidationError) -> Iterator[tuple[Path, str]]:
    path: Path = tuple(error.absolute_path)
    key = ".".join(str(part) for part in path) or "文件"
    rule: Any = error.validator_value
    schema: Any = error.schema
    instance: Any = error.instance
    if error.validator == "additionalProperties" and rule is False:
        known = schema["properties"]
        for name in instance:
            if name not in known:
                yield (*path, name), f"{key}：不认识的键“{name}”，可用的是 {'、'.join(known)}"
    elif error.validator == "required":
        for name in rule:
            if name not in instance:
                yield path, f"{key}：缺少“{name}”"
    elif error.validator == "enum":
        words = "、".join(dict.fromkeys(str(word) for word in rule if isinstance(word, str)))
        yield path, f"{key}：写的是“{_short(instance)}”，只能是 {words}"
    elif error.validator == "type":
        wanted = "、".join([rule] if isinstance(rule, str) else rule)
        yield path, f"{key}：这里应当是 {wanted}"
    else:
        yield path, f"{key}：“{_short(instance)}”不合要求（{error.validator} {_short(rule)}）"


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"
