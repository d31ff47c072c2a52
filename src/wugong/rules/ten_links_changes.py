"""Keeps links in order when a household comes, goes or moves: as few others change as can be."""

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

from wugong.rules.ten_links import Figures
from wugong.rules.ten_links_homes import Home, in_order, places_of
from wugong.rules.ten_links_plan import Proposal

PATIENCE: Final = 200.0  # metres that a newcomer goes further before another household has to change its head


class Seating:
    """The links while households are seated one after another."""

    def __init__(self, homes: Sequence[Home], figures: Figures, *, across: bool) -> None:
        ordered = in_order(homes)
        self.homes = {home.id: home for home in ordered}
        self.places = dict(zip(self.homes, places_of(ordered).tolist(), strict=True))
        self.figures = figures
        self.across = across
        self.head_of: dict[UUID, UUID] = {}
        self.members: dict[UUID, list[UUID]] = defaultdict(list)

    def apart(self, one: UUID, other: UUID) -> float:
        """Return how far two homes are from each other."""
        return math.dist(self.places[one], self.places[other])

    def may_link(self, head: UUID, home: UUID) -> bool:
        """Say whether the border of a villager group lies between them."""
        return self.across or self.homes[head].group == self.homes[home].group

    def link(self, home: UUID, head: UUID) -> None:
        """The home is linked by that head, and no longer by another."""
        if home in self.head_of:
            self.members[self.head_of[home]].remove(home)
        self.head_of[home] = head
        self.members[head].append(home)

    def seat(self, newcomer: UUID) -> bool:
        """The newcomer has a head, if there is room; a chain of others makes it where it is full."""
        chain = self._chain(newcomer)
        for home, head in reversed(chain):
            self.link(home, head)
        return bool(chain)

    def has_room(self, head: UUID) -> bool:
        """Say whether the head may link one more."""
        return len(self.members[head]) < self.figures.size

    def _chain(self, newcomer: UUID) -> list[tuple[UUID, UUID]]:
        """Return the cheapest changes that end at a head with room, the newcomer's first."""
        heads = [head for head in self.members if self.may_link(head, newcomer)]
        if not any(map(self.has_room, heads)):
            return []
        waiting = [(self.apart(newcomer, head), str(head), [(newcomer, head)]) for head in heads]
        heapq.heapify(waiting)
        done: set[UUID] = set()
        while True:
            cost, _, chain = heapq.heappop(waiting)
            head = chain[-1][1]
            if head in done:
                continue
            if self.has_room(head):
                return chain
            done.add(head)
            for other in heads:
                if other not in done and (step := self._step(head, other)):
                    heapq.heappush(waiting, (cost + step[0], str(other), [*chain, (step[1], other)]))

    def _step(self, head: UUID, other: UUID) -> tuple[float, UUID] | None:
        """Return what it costs to send someone on from this head to the other, and whom."""
        return min(
            (
                (PATIENCE + max(0.0, self.apart(home, other) - self.apart(home, head)), home)
                for home in self.members[head]
                if home != head and self.may_link(other, home)
            ),
            default=None,
        )


def rebalance(
    heads: Mapping[UUID, UUID],
    homes: Sequence[Home],
    figures: Figures,
    *,
    moved: Collection[UUID] = (),
    across: bool = False,
) -> Proposal:
    """Return the links of the homes that stand now, where `heads` were the links before.

    Who is gone leaves its place; who has come, has `moved`, or stands in another villager group than its head
    takes the nearest with room, and where that is far, others make room. The links of a head that is gone go
    to the middle one of them.
    """
    seating = Seating(homes, figures, across=across)
    settled = {home: head for home, head in heads.items() if home in seating.homes and home not in moved}
    for head in sorted(set(settled.values()) | {home for home, head in heads.items() if home == head}):
        _resettle(seating, head, [home for home, own in settled.items() if own == head])
    left = [home for home in seating.homes if home not in seating.head_of]
    return Proposal(seating.head_of, tuple(home for home in left if not seating.seat(home)))


def _resettle(seating: Seating, head: UUID, homes: list[UUID]) -> None:
    """The homes of a head stay together under it, or under their middle one where it is gone."""
    if head not in seating.homes:
        if not homes:
            return
        head = min(homes, key=lambda home: (sum(seating.apart(home, other) for other in homes), home))
    for home in sorted({head, *homes}, key=lambda home: (home != head, home)):
        if seating.may_link(head, home):
            seating.link(home, head)
