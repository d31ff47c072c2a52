"""What becomes of many claims made at once, and of those that were made before under the same key."""

from dataclasses import dataclass, field

from wugong.base.refusals import Refusal
from wugong.points import refusals
from wugong.points.claim_worths import Wanted
from wugong.points.models import Claim


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was not claimed, and why."""

    wanted: Wanted
    refusal: Refusal


@dataclass
class Batch:
    """What became of many: claimed now, claimed before under the same key, left out."""

    made: list[Claim] = field(default_factory=list)
    there: list[Claim] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    @property
    def points(self) -> int:
        """Return what the new claims ask for together."""
        return sum(claim.asked for claim in self.made)


def same(found: Claim, wanted: Wanted) -> Claim:
    """Return the claim that was made before; refuse where it says something else."""
    if not _says_so(found, wanted):
        raise refusals.KeyTaken
    return found


def again(done: Batch, found: Claim, wanted: Wanted) -> None:
    """What was claimed before is counted so; where it says something else, it is said."""
    if _says_so(found, wanted):
        done.there.append(found)
    else:
        other = refusals.ClaimedOtherwise(number=wanted.household.number, title=found.title, day=found.day)
        done.left.append(Left(wanted, other))


def _says_so(found: Claim, wanted: Wanted) -> bool:
    said = (wanted.household.pk, wanted.item, wanted.day, wanted.quantity)
    return (found.household_id, found.item, found.day, found.quantity) == said
