"""A proof of an entry holds against the digest of a poster, and against no other; checked by the script alone."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine

from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.ledger import proof_check
from wugong.ledger.books import book_of, open_accounts, open_book
from wugong.ledger.chain import genesis
from wugong.ledger.digests import days_of, digest_on, first_after, last_written_before, levels, path_to
from wugong.ledger.posting import Draft, Leg, post
from wugong.ledger.proofs import proof_of
from wugong.ledger.refusals import NoSuchEntry
from wugong.ledger.states import Unit

CHINA = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2026, 11, 20, 9, tzinfo=CHINA)


@pytest.fixture
def book(here, village):
    return open_book(village, "village", "枫林坳积分账", actor=SYSTEM)


@pytest.fixture
def write(book):
    """Return a writer of entries: so many points, at a moment."""
    terms = [("pool", Unit.POINTS, None), ("one", Unit.POINTS, 0)]
    found = open_accounts(book, terms, actor=SYSTEM)
    pool, one = (found[code, Unit.POINTS].id for code in ("pool", "one"))

    def written(points, when, text=""):
        with time_machine.travel(when, tick=False):
            legs = (Leg(pool, -points), Leg(one, points))
            draft = Draft("award", f"{when:%d%H%M}-{points}", legs, when.date(), text)
            return post(book, draft, actor=SYSTEM)

    return written


@pytest.fixture
def month(write):
    """Five entries on the first day, one two days later, three the day after that."""
    third, fourth = FIRST + timedelta(days=2), FIRST + timedelta(days=3)
    moments = [*(FIRST + timedelta(minutes=n) for n in range(5)), third]
    moments += [fourth + timedelta(minutes=n) for n in range(3)]
    return [write(n, when, f"第 {n} 次清沟") for n, when in enumerate(moments, 1)]


def said(proof, *digests):
    """Return what the script says of this proof, checked in this process."""
    return proof_check.check(json.loads(json.dumps(proof)), list(digests))


def refused(proof, *digests):
    with pytest.raises(proof_check.Refused) as why:
        said(proof, *digests)
    return str(why.value)


def day_of(number):
    return FIRST.date() + timedelta(days=number)


@pytest.mark.parametrize("number", range(9))
def test_each_entry_of_a_book_is_proved(number, month, book):
    when = [0, 0, 0, 0, 0, 2, 3, 3, 3][number]
    lines = said(proof_of(month[number]), digest_on(book, day_of(when)))
    assert lines[0].startswith(f"第 {number + 1} 笔，")
    assert f"文字和记账时一样：第 {number + 1} 次清沟" in lines


def test_a_book_without_entries_has_the_digest_that_the_first_day_hangs_on(book):
    assert digest_on(book, day_of(0)) == genesis(book.id)
    assert list(days_of(book.id)) == []


def test_a_day_without_entries_has_the_digest_of_the_last_day_that_had(month, book):
    assert digest_on(book, day_of(1)) == digest_on(book, day_of(0)) != digest_on(book, day_of(2))
    assert digest_on(book, day_of(-1)) == genesis(book.id)


def test_the_first_day_after_another_and_the_last_before(month, book):
    assert first_after(book, day_of(-1)).day == day_of(0)
    assert first_after(book, day_of(0)).digest == digest_on(book, day_of(2))
    assert first_after(book, day_of(3)) is None
    assert last_written_before(book, day_of(0)) is None
    assert last_written_before(book, day_of(2)) == day_of(0)
    assert last_written_before(book, day_of(3)) == day_of(2)


def test_what_is_written_later_leaves_the_digests_of_days_that_are_over(month, write, book):
    before = [digest_on(book, day_of(number)) for number in range(4)]
    write(10, FIRST + timedelta(days=5))
    assert [digest_on(book, day_of(number)) for number in range(4)] == before


def test_a_clock_that_is_set_back_opens_no_day_again(month, write, book):
    before = digest_on(book, day_of(0))
    late = write(10, FIRST + timedelta(hours=5))
    assert digest_on(book, day_of(0)) == before
    assert said(proof_of(late), digest_on(book, day_of(3)))


def test_an_entry_of_just_after_midnight_is_of_the_new_day(write, book):
    midnight = FIRST.replace(hour=0)
    last, first = write(1, midnight - timedelta(microseconds=1)), write(2, midnight)
    assert [one.day for one in days_of(book.id)] == [day_of(-1), day_of(0)]
    assert said(proof_of(last), digest_on(book, day_of(-1)))
    assert said(proof_of(first), digest_on(book, day_of(0)))


def test_a_later_poster_proves_too(month, book):
    proof = proof_of(month[0], until=day_of(3))
    assert said(proof, digest_on(book, day_of(3)))[-1].startswith("和 2026-11-23 的海报一致")
    assert len(proof_of(month[0])["after"]) == 1
    assert proof_of(month[0], until=day_of(1))["after"] == []


def test_an_earlier_poster_proves_nothing(month, book):
    assert "之前" in refused(proof_of(month[8]), digest_on(book, day_of(2)))


def test_an_old_proof_is_refused_once_the_poster_says_otherwise(month, write, book):
    old = proof_of(month[8])
    write(10, FIRST + timedelta(days=3, hours=1))
    assert "证明是旧的" in refused(old, digest_on(book, day_of(3)))
    assert said(proof_of(month[8]), digest_on(book, day_of(3)))


FORGED = {
    "amounts": (
        lambda p: p["entry"].replace("points 3\n", "points 30\n").replace("points -3\n", "points -30\n"),
        "算不到当天的摘要",
    ),
    "one amount": (lambda p: p["entry"].replace("points 3\n", "points 30\n"), "不平"),
    "day": (lambda p: p["entry"].replace("day 2026-11-20", "day 2026-11-19"), "算不到当天的摘要"),
    "number": (lambda p: p["entry"].replace("seq 3\n", "seq 2\n"), "算不到当天的摘要"),
    "number of another day": (lambda p: p["entry"].replace("seq 3\n", "seq 9\n"), "不在这一天"),
    "form": (lambda p: p["entry"] + "leg\n", "格式不对"),
    "words": (lambda p: None, "格式不对"),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_entry_is_refused(what, month, book):
    forge, why = FORGED[what]
    proof = proof_of(month[2])
    assert why in refused(proof | {"entry": forge(proof)}, digest_on(book, day_of(0)))


def test_a_forged_text_is_refused(month, book):
    proof = proof_of(month[2])
    proof["words"]["text"] = "没有清沟"
    assert "文字" in refused(proof, digest_on(book, day_of(0)))
    assert "文字" in refused(proof | {"words": "清沟"}, digest_on(book, day_of(0)))


def test_an_entry_without_words_takes_none(write, book):
    proof = proof_of(write(1, FIRST))
    assert len(said(proof, digest_on(book, day_of(0)))) == 7
    assert "文字" in refused(proof | {"words": {"salt": "", "text": "有"}}, digest_on(book, day_of(0)))


def test_a_forged_path_is_refused(month, book):
    digest = digest_on(book, day_of(0))
    proof = proof_of(month[2])
    for path in (proof["path"][:-1], [*proof["path"], "0" * 64], ["x", *proof["path"][1:]], []):
        assert "算不到" in refused(proof | {"path": path}, digest)
    assert "不完整" in refused(proof | {"path": None}, digest)


def test_a_forged_chain_of_days_is_refused(month, book):
    digest = digest_on(book, day_of(2))
    proof, other = proof_of(month[5]), proof_of(month[0])
    assert "缺少" in refused(proof | {"before": None}, digest)
    assert "接不上" in refused(proof | {"before": proof["before"].replace("last 5", "last 4")}, digest)
    assert "接不上" in refused(proof | {"after": [proof["after"][0].replace("first 7", "first 8")]}, digest)
    assert "日期倒退" in refused(proof | {"after": [other["day"]]}, digest)
    assert "不在这一天" in refused(proof | {"day": other["day"], "before": None, "after": []}, digest)


def test_a_day_that_is_told_too_early_is_refused(month, book):
    proof = proof_of(month[0])
    early = proof["day"].replace("2026-11-20", "2026-11-19")
    assert "比摘要的日期还晚" in refused(proof | {"day": early, "after": []}, digest_on(book, day_of(0)))


def test_another_form_is_refused(month, book):
    assert "版本" in refused(proof_of(month[0]) | {"form": "2"}, digest_on(book, day_of(0)))
    assert "版本" in refused([], digest_on(book, day_of(0)))


def test_legs_that_are_told_twice_are_refused():
    leg = f"leg {uuid4()} points"
    lines = (
        f"wugong ledger entry 1\nseq 1\nprevious {'0' * 64}\nbook {uuid4()}\nentry {uuid4()}\nmove post\n"
        f"kind award\nkey 1\nday 2026-11-20\nmade 2026-11-20T01:00:00.000000Z\nexpires -\ntarget -\nactor -\n"
        f"text -\n{leg} 5\n{leg} -5\n"
    )
    with pytest.raises(proof_check.Refused, match="次序不对"):
        proof_check.check_entry(proof_check.Part(lines, proof_check.ENTRY, "这笔账"))


@pytest.mark.parametrize("size", range(1, 18))
def test_each_leaf_of_a_tree_leads_to_its_top(size):
    hashes = [f"{number:064x}" for number in range(size)]
    top = levels(hashes)[-1][0].hex()
    for index, leaf in enumerate(hashes):
        found = proof_check.top(bytes.fromhex(leaf), index, size, path_to(hashes, index))
        assert found == top


def test_an_unknown_entry_has_no_proof(here):
    with pytest.raises(NoSuchEntry):
        proof_of(uuid4())


# --- The script alone ---------------------------------------------------------------------------


def alone(folder, *words):
    """Return exit code and words of the script, run with nothing but the standard library and no house."""
    script = Path(proof_check.__file__).read_text("utf-8")
    (folder / "check.py").write_text(script, "utf-8")
    command = [sys.executable, "-I", "-S", "check.py", *words]
    environment = {"PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.fixture
def kept(month, tmp_path):
    """Keep the proof of the third entry in a folder of its own."""
    (tmp_path / "proof.json").write_text(json.dumps(proof_of(month[2])), "utf-8")
    return tmp_path


def test_the_script_says_what_it_checked(kept, book):
    digest = digest_on(book, day_of(0))
    code, words = alone(kept, "proof.json", " ".join(digest[n : n + 8] for n in range(0, 64, 8)).upper())
    assert code == 0
    assert "枫林坳村《枫林坳积分账》" in words
    assert "✓ 第 3 笔，2026-11-20，入账（award）" in words
    assert f"✓ 和 2026-11-20 的海报一致：{digest}" in words
    assert words.endswith("证明成立：这笔账在账簿里，没有改过。\n")


def test_the_script_refuses_another_digest(kept):
    code, words = alone(kept, "proof.json", "0" * 64)
    assert (code, words[:8]) == (1, "✗ 证明不成立：")


@pytest.mark.parametrize("words", [[], ["proof.json"], ["proof.json", "00"], ["proof.json", "g" * 64]])
def test_the_script_says_how_it_is_used(kept, words):
    code, said = alone(kept, *words)
    assert code == 2
    assert said.startswith("用法")


@pytest.mark.parametrize("text", ["", "[", "[" * 100_000])
def test_the_script_refuses_a_file_that_is_no_proof(kept, text):
    (kept / "broken.json").write_text(text, "utf-8")
    assert alone(kept, "broken.json", "0" * 64)[0] == 1
    assert alone(kept, "none.json", "0" * 64)[0] == 1


def test_the_script_is_called_in_this_process_too(kept, book, capsys):
    proof, digest = str(kept / "proof.json"), digest_on(book, day_of(0))
    assert [proof_check.main([proof, one]) for one in (digest, "0" * 64, "0")] == [0, 1, 2]
    assert proof_check.main([str(kept), digest]) == 1
    assert "证明读不了" in capsys.readouterr().out


def test_the_script_puts_a_text_of_many_lines_on_one(write, book, tmp_path):
    proof = proof_of(write(1, FIRST, "清沟\n✓ 和海报一致"))
    assert "文字和记账时一样：清沟 ✓ 和海报一致" in said(proof, digest_on(book, day_of(0)))


def test_a_book_of_another_county_is_not_read(month, other_county, book, village):
    assert book_of(village, "village") == book
    with standing_in(other_county), pytest.raises(NoSuchEntry):
        proof_of(month[0])
