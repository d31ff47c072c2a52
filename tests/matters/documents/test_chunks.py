"""A text that a site has cut into counted chunks is read as the plan it was."""

import re
from pathlib import Path

from wugong.matters.documents.assembly import read_text

PLANS = Path(__file__).parents[2] / "data" / "plans"


def chunked(text, size):
    running = re.sub(r"\s+", "", text)
    chunks = [running[start : start + size] for start in range(0, len(running), size)]
    return "\n".join(f"{place}、{chunk}" for place, chunk in enumerate(chunks, start=1))


def test_a_chunked_plan_has_the_tasks_of_the_whole_one():
    title, _, body = (PLANS / "water.txt").read_text("utf-8").partition("\n")
    [whole] = read_text(f"{title}\n{body}")
    [parts] = read_text(f"{title}\n{chunked(body, 170)}")
    assert [(one.title, one.lead_units) for one in parts.tasks] == [
        (one.title, one.lead_units) for one in whole.tasks
    ]
    assert parts.tasks[0].first > 1


def test_items_that_end_with_their_sentence_are_no_chunks():
    lines = "\n".join(f"{place}、{'开展整治，' * 30}由村委会负责。" for place in range(1, 6))
    [document] = read_text(f"某村整治方案\n一、主要任务\n{lines}")
    assert len(document.tasks) == 5
