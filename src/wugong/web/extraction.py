"""Lets Babel find the texts of Django templates, by Django's own way of turning them into Python."""

import io
from collections.abc import Collection, Iterator, Mapping
from typing import Any, BinaryIO

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def from_template(
    file: BinaryIO, keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[tuple[Any, ...]]:
    """Yield the messages of one template as Babel wants them: line, function, texts, comments."""
    source = templatize(file.read().decode("utf-8"))
    flat = "\n".join(line.lstrip() for line in source.split("\n"))  # indentation would mean blocks to Python
    yield from extract_python(io.BytesIO(flat.encode("utf-8")), keywords, comment_tags, options)
