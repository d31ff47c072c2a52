"""The console word `ledger`: verifies the books, prints digests for the wall, proves an entry."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib.resources import files
from typing import NoReturn
from uuid import UUID

from django.utils import timezone

from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.ledger.books import Book, books_under
from wugong.ledger.digests import digest_on
from wugong.ledger.models import EntryRow
from wugong.ledger.proofs import proof_of
from wugong.ledger.refusals import NoSuchEntry
from wugong.ledger.verifying import Verification, verify


class WordsAmiss(Refusal):
    code = "ledger.words_amiss"
    sentence = mark("命令写法不对（%(why)s），用法请看 wugong ledger --help。")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WordsAmiss(why=message)


def main(words: list[str]) -> int:
    """Run `wugong ledger verify|digest|prove …`; `verify` leaves with 1 where it finds faults."""
    given = _parser().parse_args(words)
    done: int = given.run(given)
    return done


def _parser() -> _Parser:
    parser = _Parser(prog="wugong ledger", description="账簿。", allow_abbrev=False)
    word = parser.add_subparsers(dest="word", required=True, parser_class=_Parser)
    checks = word.add_parser("verify", help="核对全部账簿：有差错时退出码是 1", allow_abbrev=False)
    checks.add_argument("--json", action="store_true", help="打印一个 JSON")
    checks.set_defaults(run=_verify)
    digests = word.add_parser("digest", help="打印每本账簿到某一天为止的摘要", allow_abbrev=False)
    digests.add_argument("--place", default="", help="只要这个地点和它下面的")
    digests.add_argument("--day", type=_day, help="哪一天，写成 2026-11-23；不写就是昨天")
    digests.add_argument("--json", action="store_true", help="每本账簿打印一个 JSON")
    digests.set_defaults(run=_digest)
    proves = word.add_parser("prove", help="打印一笔账在账簿里的证明", allow_abbrev=False)
    proves.add_argument("entry", nargs="?", type=_entry, help="凭证号")
    proves.add_argument("--until", type=_day, help="连上直到这一天的摘要，好和新的海报核对")
    proves.add_argument("--script", action="store_true", help="打印核对证明用的程序（只要 Python，不联网）")
    proves.set_defaults(run=_prove)
    return parser


def _verify(given: argparse.Namespace) -> int:
    found = _verified()
    faults = [
        {"book": str(one.book), "entry": str(one.entry) if one.entry else None, "fault": one.fault}
        for one in found.faults
    ]
    if given.json:
        said = {"books": found.books, "entries": found.entries, "faults": faults}
        print(json.dumps(said, ensure_ascii=False))
        return 1 if faults else 0
    print(f"账簿 {found.books} 本，凭证 {found.entries} 笔，差错 {len(faults)} 处。")
    for fault in faults:
        print(f"账簿 {fault['book']} 凭证 {fault['entry'] or '-'}：{fault['fault']}")
    for gone in found.erased:
        print(
            f"账簿 {gone.book} 凭证 {gone.entry}：文字已于 {timezone.localdate(gone.at)} 依法删去（不是差错）"
        )
    return 1 if faults else 0


def _verified() -> Verification:
    """Return what verification found in all counties together."""
    found = Verification()
    for _county in _counties():
        one = verify()
        found.books += one.books
        found.entries += one.entries
        found.faults += one.faults
        found.erased += one.erased
    return found


def _digest(given: argparse.Namespace) -> int:
    day = given.day or timezone.localdate() - timedelta(days=1)
    for county in _counties():
        for book in books_under(given.place or county.code):
            _print_digest(book, day, as_json=given.json)
    return 0


def _print_digest(book: Book, day: date, *, as_json: bool) -> None:
    found = {"place": book.place_code, "book": str(book.id), "title": book.title, "day": day.isoformat()}
    found["digest"] = digest_on(book, day)
    print(json.dumps(found, ensure_ascii=False) if as_json else " ".join(found.values()))


def _prove(given: argparse.Namespace) -> int:
    if given.script:
        print(files("wugong.ledger").joinpath("proof_check.py").read_text("utf-8"), end="")
        return 0
    if given.entry is None:
        raise WordsAmiss(why="要写凭证号，或者 --script")
    with _county_of(given.entry):
        print(json.dumps(proof_of(given.entry, until=given.until), ensure_ascii=False, indent=1))
    return 0


def _counties() -> Iterator[County]:
    """Yield each county, stood in."""
    for county in County.objects.order_by("code"):
        with standing_in(county):
            yield county


@contextmanager
def _county_of(entry: UUID) -> Iterator[None]:
    row = EntryRow.everywhere.select_related("county").filter(pk=entry).first()
    if row is None:
        raise NoSuchEntry
    with standing_in(row.county):
        yield


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError("日期写成 2026-11-23") from fault


def _entry(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError("凭证号是 36 位，例如 0190a2b4-…") from fault


WORDS = {"ledger": main}
