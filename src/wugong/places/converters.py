"""The place in an address: `<place:code>` takes a county, a town or a village, `<area:code>` a group too."""


class PlaceCodeConverter:
    """Matches 6, 9 or 12 digits; groups have no public page."""

    regex = r"[1-9]\d{5}(?:\d{3}){0,2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class AreaCodeConverter(PlaceCodeConverter):
    """Matches 14 digits as well: grid keepers and cluster heads work in a group."""

    regex = r"[1-9]\d{5}(?:\d{3}){0,2}|[1-9]\d{13}"
