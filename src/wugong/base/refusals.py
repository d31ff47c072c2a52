"""What a user can do wrong, said as a code, facts and a Chinese sentence with the next step."""

from typing import ClassVar

from wugong.base.texts import mark


class Refusal(Exception):
    """An act that cannot be done as asked; nothing has been written when it is raised.

    Subclasses name `code` (dotted, stable), `sentence` (Chinese, with named placeholders filled from
    the facts) and `status` (what a page or an API answers with).
    """

    code: ClassVar[str] = "base.refused"
    sentence: ClassVar[str] = mark("这一步不能办：%(why)s")
    status: ClassVar[int] = 400

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence % facts)

    @property
    def lines(self) -> list[str]:
        """The reasons, one a line, as a console prints them."""
        return [str(self)]
