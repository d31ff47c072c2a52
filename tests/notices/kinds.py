"""Kinds of notices that only tests tell."""

from wugong.base.texts import mark
from wugong.notices.kinds import Kind

WAITS = Kind("tests.run_waits", mark("“%(town)s”%(period)s考核已算出"), mark("去批准"))
KNOW = Kind("tests.know", mark("村里的路修好了"))
