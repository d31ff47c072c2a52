"""The made-up outlines of the demonstration's villages: whole, side by side, never over another one."""

import json
from itertools import pairwise

from wugong.demo import county as demo
from wugong.demo.matters_village import LAMP
from wugong.demo.outlines import outlines, write_outlines

SHAPES = {one["properties"]["code"]: one["geometry"]["coordinates"][0] for one in outlines()["features"]}


def inside(point, ring):
    """Say whether a point lies in a ring: an even number of borders to the east is outside."""
    x, y = point
    crossed = [
        (a, b)
        for (a, b) in pairwise(ring)
        if (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]
    ]
    return len(crossed) % 2 == 1


def area(ring):
    """Return twice the area, above 0 where the ring runs against the clock."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def middle(ring):
    return tuple(sum(corner[n] for corner in ring[:-1]) / (len(ring) - 1) for n in (0, 1))


def test_every_village_has_one_closed_ring_against_the_clock():
    wanted = {code for town in demo.TOWNS for code in town.village_names}
    assert set(SHAPES) == wanted
    for ring in SHAPES.values():
        assert ring[0] == ring[-1]
        assert area(ring) > 0


def test_no_village_lies_over_another():
    for code, ring in SHAPES.items():
        assert [other for other in SHAPES if inside(middle(ring), SHAPES[other])] == [code]


def test_what_was_reported_lies_in_its_village():
    for step in (0, 16 / 900):
        assert inside((float(LAMP[1]) - step, float(LAMP[0]) + step), SHAPES[demo.FENGLIN])


def test_a_file_that_the_county_keeps_is_left(tmp_path):
    file = tmp_path / "new" / "outlines.geojson"
    write_outlines(file)
    assert json.loads(file.read_text("utf-8")) == json.loads(json.dumps(outlines()))
    file.write_text("own", "utf-8")
    write_outlines(file)
    assert file.read_text("utf-8") == "own"
