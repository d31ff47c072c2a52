"""Place codes as ranges: all that lies within a place has a code from its own up to the next one."""


def code_range(code: str) -> tuple[str, str]:
    """Return the first code within the place and the first one after it, under any collation."""
    return code, str(int(code) + 1)
