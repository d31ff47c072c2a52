"""The period in an address: `/<place:code>/<period:period>/` takes 2026-09, 2026-Q3, 2026-H1 or 2026."""

from wugong.base.periods import Period


class PeriodConverter:
    """Matches what `Period.parse` reads."""

    regex = r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]|Q[1-4]|H[12]))?"

    def to_python(self, value: str) -> Period:
        return Period.parse(value)

    def to_url(self, value: Period) -> str:
        return str(value)
