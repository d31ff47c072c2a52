"""What is wrong in a file, cell by cell, collected so that one reading names every fault."""

from dataclasses import dataclass, field

from wugong.base.refusals import Refusal
from wugong.base.texts import mark

SHOWN = 1000


class FileRefused(Refusal):
    """A file that was not taken, with one sentence a fault: the first 1,000 of `count`."""

    code = "base.file_refused"
    sentence = mark("%(source)s 共有 %(count)s 处要改，改好后再交一次；什么都没有写入。")

    def __init__(self, source: str, faults: list[str], count: int) -> None:
        self.faults = faults
        super().__init__(source=source, count=count)

    @property
    def lines(self) -> list[str]:
        """Each fault, then how many there are in all."""
        return [*self.faults, str(self)]


@dataclass(slots=True)
class Faults:
    """The faults of one source, in the order found; only the first 1,000 are kept as text."""

    source: str
    lines: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, reason: str, *, row: int | None = None, column: str = "") -> None:
        """Note one fault at a sheet row (counted from 1, the header row included) and a column."""
        self.count += 1
        if self.count <= SHOWN:
            place = "".join(
                [
                    f"第 {row} 行" if row else "",
                    "，" if row and column else "",
                    f"{column} 列" if column else "",
                ]
            )
            self.lines.append(f"{self.source}：{place}：{reason}" if place else f"{self.source}：{reason}")

    def refuse(self) -> None:
        """Raise FileRefused where anything was noted."""
        if self.count:
            raise FileRefused(self.source, self.lines, self.count)


def refuse_all(sources: list[Faults]) -> None:
    """Raise one FileRefused for several sources where any of them has a fault."""
    count = sum(faults.count for faults in sources)
    if count:
        lines = [line for faults in sources for line in faults.lines][:SHOWN]
        raise FileRefused("、".join(f.source for f in sources if f.count), lines, count)
