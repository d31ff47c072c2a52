"""What the page of an election shows: who stands, what each round counted, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import Http404

from wugong.access.verdicts import Visitor
from wugong.registry.body_pages import Keeping, keeping_of
from wugong.registry.body_states import ElectionState
from wugong.registry.elections import standing_in_round
from wugong.registry.masks import name_seen
from wugong.registry.models import Ballot, Candidate, Election


@dataclass(frozen=True, slots=True)
class CandidateSeen:
    """A candidate as a page may print her, with her votes round by round."""

    candidate: Candidate
    name: str
    votes: Sequence[int | None]


@dataclass(frozen=True)
class Electing:
    """推选: one election whole, as the visitor may see it."""

    keeping: Keeping
    election: Election

    @cached_property
    def rounds(self) -> list[Ballot]:
        return list(self.election.rounds.select_related("counted_by").prefetch_related("votes"))

    @cached_property
    def candidates(self) -> list[CandidateSeen]:
        rows = self.election.candidates.select_related("person")
        counts = [{vote.candidate_id: vote.count for vote in ballot.votes.all()} for ballot in self.rounds]
        return [
            CandidateSeen(one, self.name(one), [count.get(one.pk) for count in counts])
            for one in rows.order_by("pk")
        ]

    @cached_property
    def standing(self) -> list[tuple[Candidate, str]]:
        """Who stands in the round to come."""
        return [(one, self.name(one)) for one in standing_in_round(self.election)]

    @property
    def naming(self) -> bool:
        """Whether candidates can still be named."""
        return self.keeping.keeps and self.election.state == ElectionState.CALLED

    @property
    def counting(self) -> bool:
        """Whether a round can be counted."""
        open_states = (ElectionState.CALLED, ElectionState.TIED)
        return self.keeping.keeps and self.election.state in open_states and bool(self.standing)

    @property
    def publishing(self) -> bool:
        """Whether the result waits for somebody to publish it."""
        return self.keeping.keeps and self.election.state == ElectionState.COUNTED

    @property
    def stopping(self) -> bool:
        """Whether it can be called off."""
        over = (ElectionState.PUBLISHED, ElectionState.CALLED_OFF)
        return self.keeping.keeps and self.election.state not in over

    def name(self, candidate: Candidate) -> str:
        """Return the name of a candidate as far as it may stand in clear."""
        return name_seen(candidate.person, in_clear=self.keeping.in_clear)


def electing(code: str, key: UUID, visitor: Visitor) -> Electing:
    """Return the election of that key at the place of this code; there is none elsewhere."""
    keeping = keeping_of(code, visitor)
    rows = Election.objects.select_related("body__place", "published_by")
    election = rows.filter(pk=key, body__place=keeping.desk.place).first()
    if election is None:
        raise Http404
    return Electing(keeping, election)
