"""Why a file of plans cannot be read, with what to do instead."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class UnreadablePlan(Refusal):
    """A file that holds no text we can read."""

    code = "matters.unreadable_plan"
    sentence = mark("%(name)s：%(why)s")
