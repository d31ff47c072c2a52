"""The ledger bench: it ends, writes the same rows on each side, and prints what was agreed."""

import json

import pytest

from wugong.bench import floor_ledger, ledger
from wugong.bench.clusters import cluster, programs
from wugong.bench.commands import bench
from wugong.bench.peer_hordak import there

KEYS = {
    *("work", "engine", "clients", "per_s", "floor_per_s", "hordak_per_s", "ratio", "vs_hordak"),
}


@pytest.fixture
def files_alone(monkeypatch):
    """Leave the server out: it takes seconds to make, and what is tested is the same on both engines."""
    monkeypatch.setattr(ledger, "programs", lambda: None)


def test_the_bench_prints_one_object_a_work(files_alone, capsys):
    words = ["ledger", "--seconds", "0.05", "--rounds", "1", "--awards", "40", "--legs", "40", "--json"]
    assert bench(words) == 0
    out, err = capsys.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert all(set(one) == KEYS for one in found)
    assert [(one["work"], one["clients"]) for one in found] == [
        ("post", 1),
        ("post", 4),
        ("act", 1),
        ("bulk", 1),
        ("bulk", 4),
        ("balance", 1),
    ]
    assert {one["engine"] for one in found} == {"sqlite"}
    assert all(
        one["ratio"] == pytest.approx(one["per_s"] / one["floor_per_s"], rel=0.01, abs=0.001) for one in found
    )
    assert "balance, sqlite:" in err
    assert '"faults": []' in err


def test_the_floor_writes_on_the_server_too():
    binaries = programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed here")
    with cluster(binaries) as address:
        floor_ledger.make(f"{address}/postgres")
        floor = floor_ledger.floor_on(f"{address}/postgres", 1)
        floor.post()
        floor.bulk([1, 2, 1])
        floor.balance()
        assert floor.server.execute("select count(*), sum(amount) from leg").fetchone() == (8, 0)
        found = floor.server.execute("select balance from account where id in (0, 1, 2) order by id")
        assert found.fetchall() == [(-15,), (10,), (5,)]
        floor.server.close()


def test_without_the_peer_its_figures_are_none():
    line = ledger._line("post", "sqlite", 1, {"ours": 10.0, "floor": 20.0})
    assert (line["ratio"], line["hordak_per_s"], line["vs_hordak"]) == (0.5, None, None)
    line = ledger._line("post", "sqlite", 1, {"ours": 10.0, "floor": 20.0, "hordak": 4.0})
    assert (line["hordak_per_s"], line["vs_hordak"]) == (4.0, 2.5)
    assert there() in {True, False}


def test_a_client_that_breaks_off_is_a_fault(tmp_path):
    surroundings = ledger._surroundings(tmp_path, f"sqlite:///{tmp_path}/none.sqlite3")
    with pytest.raises(ledger.BenchFailed):
        ledger.Clients("ours", "", surroundings, 1)


def test_a_program_that_fails_is_a_fault(tmp_path):
    with pytest.raises(ledger.BenchFailed, match="No module"):
        ledger._do("wugong.bench.none", [], ledger._surroundings(tmp_path, "sqlite:///none"))


@pytest.mark.parametrize("seconds", ["0", "61", "x"])
def test_seconds_that_cannot_be_are_refused(seconds):
    with pytest.raises(SystemExit):
        bench(["ledger", "--seconds", seconds])
