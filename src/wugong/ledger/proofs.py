"""Proofs that an entry stands in a book: what a stranger checks against a poster without asking the house.

A proof is an object: `form`; `place` and `title` for the reader; `entry`, the lines that the entry's hash
covers (`chain.py`); `words`, the salt, subject and text beside it, or null where there are none or they
were erased; `path`, the neighbours in the day's tree, lowest first; `day`, `before` (null for a book's first
day) and `after` (a list), the lines of that day, of the one before and of those after it (`digests.py`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.ledger.chain import body, canonical, digest, leg_lines
from wugong.ledger.digests import Day, days_of, hashes_of, path_to
from wugong.ledger.models import EntryRow, LegRow, TextRow
from wugong.ledger.refusals import NoSuchEntry
from wugong.ledger.verifying import content_of

FORM: Final = "wugong ledger proof 1"


class Broken(Refusal):
    code = "ledger.broken"
    sentence = mark(
        "第 %(seq)s 笔账和它的哈希对不上，不能出证明。请运行 wugong ledger verify，并报告监督机构。"
    )
    status = 409


def proof_of(entry: UUID, *, until: date | None = None) -> dict[str, Any]:
    """Return the proof of the entry, with the days after it up to `until` (the next one if not given)."""
    row = EntryRow.objects.select_related("book__place").filter(pk=entry).first()
    if row is None:
        raise NoSuchEntry
    said = _said(row)
    if digest(said) != row.hash:
        raise Broken(seq=row.seq)
    before, here, after = _around(row, until)
    return {
        "form": FORM,
        "place": row.book.place.name,
        "title": row.book.title,
        "entry": said,
        "words": _words(row),
        "path": path_to(hashes_of(here), row.seq - here.first),
        "day": here.lines,
        "before": before.lines if before else None,
        "after": [one.lines for one in after],
    }


def _said(row: EntryRow) -> str:
    """Return the lines that the entry's hash covers, from what the tables hold now."""
    legs = LegRow.objects.filter(entry_id=row.pk).order_by("account_id")
    lines = leg_lines(
        (str(account), unit, amount)
        for account, unit, amount in legs.values_list("account_id", "account__unit", "amount")
    )
    return canonical(row.seq, row.previous, body(content_of(row)), lines)


def _words(row: EntryRow) -> dict[str, str | None] | None:
    """Return what lies beside the entry, or None where nothing was said or it was erased."""
    beside = TextRow.objects.filter(pk=row.pk, erased_at=None).first() if row.text else None
    if beside is None:
        return None
    return {"salt": beside.salt, "about": str(beside.about) if beside.about else None, "text": beside.text}


def _around(row: EntryRow, until: date | None) -> tuple[Day | None, Day, Sequence[Day]]:
    """Return the day before the entry's, its own, and those after it."""
    before: Day | None = None
    here: Day | None = None
    after: list[Day] = []
    for one in days_of(row.book_id):
        if here is not None:
            if until is not None and one.day > until:
                break
            after.append(one)
            if until is None:
                break
        elif one.last < row.seq:
            before = one
        else:
            here = one
    assert here  # the entry is one of the book's
    return before, here, after
