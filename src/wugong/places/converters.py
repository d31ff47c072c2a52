"""The place in an address: `/<place:code>/` takes the code of a county, a town or a village."""


class PlaceCodeConverter:
    """Matches 6, 9 or 12 digits; groups have no public page."""

    regex = r"[1-9]\d{5}(?:\d{3}){0,2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
