"""The bench of the plan reader: precision, recall and F1 over a folder with a truth, and its speed."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.bench.plan_marks import marks_of
from wugong.matters.documents.as_json import document_json
from wugong.matters.documents.assembly import read_text
from wugong.matters.documents.files import text_of_file

LONG = 1_000_000  # characters that are read for the speed


class NoTruth(Refusal):
    """A folder without a truth to measure against."""

    code = "bench.no_truth"
    sentence = mark("%(folder)s 里没有 truth.json，请用 --data 写明放方案和答案的文件夹")


def run(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield an object for each kind of finding, then one with the speed."""
    if not (folder / "truth.json").is_file():
        raise NoTruth(folder=folder)
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    texts = {key: text_of_file(_file(folder, key)) for key in truth if not key.startswith("_")}
    pairs = [([document_json(one) for one in read_text(text)], truth[key]) for key, text in texts.items()]
    for kind, found in marks_of(pairs).items():
        yield {"kind": kind} | found.figures()
    yield {"kind": "speed"} | _speed("\n".join(texts.values()))


def _file(folder: Path, key: str) -> Path:
    return next((path for path in sorted(folder.glob(f"{key}.*")) if path.suffix != ".json"), folder / key)


def _speed(text: str) -> dict[str, Any]:
    read_text(text)  # compiles what is compiled once
    whole = "\n".join([text] * (LONG // max(len(text), 1) + 1))
    begun = time.process_time()
    read_text(whole)
    seconds = time.process_time() - begun
    size = len(whole.encode())
    return {
        "characters": len(whole),
        "characters_per_s": round(len(whole) / seconds),
        "mb_per_s": round(size / seconds / 1e6, 2),
    }
