"""Counts a vote for offices of a body: who is elected, who must run off, what cannot be meant."""

from collections.abc import Mapping
from dataclasses import dataclass

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class CountRefused(Refusal):
    """A count that cannot be meant."""

    code = "rules.count_refused"
    sentence = mark("计票对不上：%(why)s。请核对票数再交。")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a count says: elected, in the order of votes; who is tied for the last seats, and how many."""

    elected: tuple[str, ...]
    tied: tuple[str, ...] = ()
    seats_left: int = 0

    @property
    def final(self) -> bool:
        """Whether no seat waits for a run-off."""
        return not self.seats_left


def count_votes(
    votes: Mapping[str, int], seats: int, present: int, *, ballots: int, least: int = 1
) -> Outcome:
    """Who is elected to `seats` by those `present`; at least `least` votes are needed.

    Nobody has more votes than ballots were cast, there are no more ballots than people, and all votes
    together are at most ballots × seats.
    """
    _refuse_odd(votes, seats, present, ballots)
    ranked = sorted((name for name in votes if votes[name] >= least), key=lambda name: -votes[name])
    if len(ranked) <= seats:
        return Outcome(tuple(ranked))
    last = votes[ranked[seats - 1]]
    if votes[ranked[seats]] < last:
        return Outcome(tuple(ranked[:seats]))
    sure = tuple(name for name in ranked if votes[name] > last)
    tied = tuple(name for name in ranked if votes[name] == last)
    return Outcome(sure, tied, seats - len(sure))


def _refuse_odd(votes: Mapping[str, int], seats: int, present: int, ballots: int) -> None:
    if ballots > present:
        raise CountRefused(why=f"收回 {ballots} 张票，到会只有 {present} 人")
    for name, count in votes.items():
        if not 0 <= count <= ballots:
            raise CountRefused(why=f"{name} 得 {count} 票，收回只有 {ballots} 张")
    total, most = sum(votes.values()), ballots * seats
    if total > most:
        raise CountRefused(why=f"各人得票合计 {total}，{ballots} 张票、每张选 {seats} 人，最多 {most}")
