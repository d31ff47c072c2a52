"""The spots of a picture: small prints around its corners and blobs, by which a part is known from the whole.

The print of a whole picture changes when it is cropped; what lies around a spot does not. Each spot keeps 128
bits of its surroundings and where it lies. Two pictures show the same where many spots look alike and lie to
each other as one picture moved and stretched lies to itself. Turned pictures are not found.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

LONGEST: Final = 512  # px: the side on which spots are looked for
STEP: Final = 2**0.5  # from one size of the pyramid to the next
SIZES: Final = 6
MOST: Final = 40  # spots of a size
REACH: Final = 12  # px: what a print looks at on each side
GRID: Final = 8  # fields of a print, across and down
APART: Final = 5  # px: no spot lies nearer to a stronger one
FAINTEST: Final = 2.0  # of 255: what is fainter is grain
EDGE: Final = 12  # times: how much more a picture may change in one direction than in the other
BITS: Final = 30  # of 128: prints that differ in more are of different things
# Of 17 free photos (of people, walls, streets, lawns, the sky) parts of 30 % and more, re-compressed and
# stretched, were all found, of 20 % 46 of 51; no two different ones shared more than 3 spots. Of 40 made-up
# scenes of plain shapes 117 of 120 parts of 40 % were found, and 4 of 780 pairs were alike that were not,
# where ten shared spots made two alike; how many do is said by the rules of who asks.
# Two photos of one thing from one place share dozens: a person has to look.
WITHIN: Final = 0.02  # of the longest side: how exactly spots have to lie to each other

Floats = npt.NDArray[np.float32]
SPOT: Final = np.dtype([("print", "<u8", (2,)), ("x", "<f4"), ("y", "<f4")])
Spots = npt.NDArray[np.void]


def spots_of(image: Image.Image) -> bytes:
    """Return the spots of a picture, to be kept beside it: 24 bytes each, at most 240."""
    grey = image.convert("L")
    grey.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
    longest = max(grey.size)
    found = []
    for number in range(SIZES):
        shrunk = STEP**-number
        width, height = (round(side * shrunk) for side in grey.size)
        if min(width, height) < 2 * REACH + 2:
            break
        pixels = np.asarray(grey.resize((width, height), Image.Resampling.BOX), dtype=np.float32)
        found.append(_spots(pixels, width / grey.width * longest))
    return np.concatenate(found).tobytes() if found else b""


def alike(one: bytes, others: Sequence[bytes]) -> list[int]:
    """Return for each of the others how many spots it shares with the one, lying as in one picture."""
    here = np.frombuffer(one, dtype=SPOT)
    return [_shared(here, np.frombuffer(other, dtype=SPOT)) for other in others]


def _spots(pixels: Floats, longest: float) -> Spots:
    """Return the strongest spots of one size, with their places as shares of the longest side."""
    fine = _blurred(pixels, 1.0)
    blobs = np.abs(fine - _blurred(pixels, 2.0))
    inner = np.zeros_like(blobs)
    inner[REACH:-REACH, REACH:-REACH] = blobs[REACH:-REACH, REACH:-REACH]
    peaks = (inner >= _highest_around(inner)) & (inner > FAINTEST) & ~_edges(fine)
    rows, columns = np.nonzero(peaks)
    strongest = np.argsort(-inner[rows, columns], kind="stable")[:MOST]
    rows, columns = rows[strongest], columns[strongest]
    spots = np.zeros(len(rows), dtype=SPOT)
    spots["print"] = _prints(_blurred(pixels, 1.5), rows, columns)
    spots["x"], spots["y"] = (columns + 0.5) / longest, (rows + 0.5) / longest
    return spots


def _edges(pixels: Floats) -> npt.NDArray[np.bool_]:
    """Say where a picture changes in one direction only: along an edge one spot looks like the next."""
    down, across = pixels.copy(), pixels.copy()
    down[1:-1] = (pixels[2:] - pixels[:-2]) / 2
    across[:, 1:-1] = (pixels[:, 2:] - pixels[:, :-2]) / 2
    xx, yy, xy = _blurred(across**2, 2.0), _blurred(down**2, 2.0), _blurred(across * down, 2.0)
    flat: npt.NDArray[np.bool_] = (xx * yy - xy**2) * (EDGE + 1) ** 2 < EDGE * (xx + yy) ** 2
    return flat


def _blurred(pixels: Floats, sigma: float) -> Floats:
    reach = round(3 * sigma)
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2)).astype(np.float32)
    weights /= weights.sum()
    padded = np.pad(pixels, reach, mode="edge")
    down = np.zeros((len(pixels), padded.shape[1]), dtype=np.float32)
    both = np.zeros_like(pixels)
    for at, weight in enumerate(weights):
        down += weight * padded[at : at + len(pixels)]
    for at, weight in enumerate(weights):
        both += weight * down[:, at : at + pixels.shape[1]]
    return both


def _highest_around(values: Floats) -> Floats:
    padded = np.pad(values, APART)
    wide = 2 * APART + 1
    down = np.max([padded[at : at + len(values)] for at in range(wide)], axis=0)
    highest: Floats = np.max([down[:, at : at + values.shape[1]] for at in range(wide)], axis=0)
    return highest


def _prints(
    pixels: Floats, rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp]
) -> npt.NDArray[np.uint64]:
    """Return 128 bits for each place: which of 9 × 9 samples are brighter than the next, across and down."""
    steps = np.linspace(-REACH, REACH, GRID + 1).round().astype(int)
    samples = pixels[
        rows[:, None, None] + steps[None, :, None], columns[:, None, None] + steps[None, None, :]
    ]
    across = samples[:, :GRID, :GRID] > samples[:, :GRID, 1:]
    down = samples[:, :GRID, :GRID] > samples[:, 1:, :GRID]
    bits = np.concatenate([across.reshape(-1, 64), down.reshape(-1, 64)], axis=1)
    return np.packbits(bits, axis=1).view("<u8")


def _shared(here: Spots, there: Spots) -> int:
    """Return the most spots that one shift and one stretch bring onto each other."""
    if not len(here) or not len(there):
        return 0
    mine, theirs = here["print"], there["print"]
    across, down = (np.bitwise_count(mine[:, None, word] ^ theirs[None, :, word]) for word in (0, 1))
    differing = across + down
    nearest = differing.argmin(axis=1)
    back = differing.argmin(axis=0)
    each = np.arange(len(here))
    both = (back[nearest] == each) & (differing[each, nearest] <= BITS)
    one = np.stack([here["x"], here["y"]], axis=1)[both]
    other = np.stack([there["x"], there["y"]], axis=1)[nearest[both]]
    return _agreeing(one, other) if len(one) >= 3 else len(one)


def _agreeing(one: Floats, other: Floats) -> int:
    """Return how many pairs of places agree with the shift and stretch that two of them tell."""
    first, second = np.triu_indices(len(one), 1)
    gaps = np.linalg.norm(one[first] - one[second], axis=1)
    spans = np.linalg.norm(other[first] - other[second], axis=1)
    told = (gaps > 5 * WITHIN) & (spans > 5 * WITHIN)
    if not told.any():
        return 1
    first, stretch = first[told], (spans[told] / gaps[told])
    shift = other[first] - stretch[:, None] * one[first]
    off = np.abs(stretch[:, None, None] * one[None] + shift[:, None] - other[None]).max(axis=2)
    within = off <= WITHIN * np.maximum(1, stretch)[:, None]
    return int(within.sum(axis=1).max())
