"""Leaving out, from what people read, the numbers by which the rules cite our own list of sources."""

import re

_ONE = r"(?:[CRM]\d{2,3}|\d{3}#\d+)"
_SOME = rf"{_ONE}(?:[、，]\s*{_ONE})*"
_WHOLE = re.compile(rf"（{_SOME}）")
_FIRST = re.compile(rf"（{_SOME}[，；]\s*")
_CLAUSE = re.compile(rf"[，；][^，；。（）]*(?<![\dA-Za-z]){_ONE}(?=[，；。）]|$)")
_LEADING = re.compile(rf"(?<![\dA-Za-z]){_ONE}(?!\d)[ \t]*")


def without_codes(text: str) -> str:
    """Return the text without such numbers, whole clauses that only point to one, and empty brackets."""
    for pattern, kept in ((_WHOLE, ""), (_FIRST, "（"), (_CLAUSE, ""), (_LEADING, "")):
        text = pattern.sub(kept, text)
    return text
