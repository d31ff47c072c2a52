"""Acts on elections (推选): called, candidates by three channels, counted, run off, published into offices.

Never the statutory elections of village and residents' committees: those are refused by their law.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.registry import body_acts as acts
from wugong.registry import body_refusals as refusals
from wugong.registry.bodies import Keeper, checked, held, note_of
from wugong.registry.body_conflicts import refuse_clash
from wugong.registry.body_members import refuse_minor, refuse_person
from wugong.registry.body_states import ELECTION_MOVES, ElectionState, How, Nomination
from wugong.registry.body_templates import catalogue_on
from wugong.registry.kinship import users_recused_from
from wugong.registry.models import Ballot, Body, Candidate, Election, Holding, Person, Vote
from wugong.registry.offices import free_seats, office_of, take_office
from wugong.registry.permissions import can_keep_bodies
from wugong.registry.queries import users_bound_to
from wugong.rules.body_elections import Outcome, count_votes

OPEN = (ElectionState.CALLED, ElectionState.COUNTED, ElectionState.TIED)


@transaction.atomic
def call_election(body: Body, office: str, seats: int, *, actor: Keeper, day: date, where: str) -> Election:
    """Candidates can be named for the office; those who come to the yard meeting that day vote."""
    one = held(body, actor)
    line = office_of(one, office)
    refuse_statutory(one)
    if Election.objects.filter(body=one, office=office, state__in=OPEN).exists():
        raise refusals.ElectionOpen(body=one.name, office=line.title)
    free = free_seats(one, line)
    if seats < 1 or (free is not None and seats > free):
        raise refusals.NoSeats(body=one.name, office=line.title, free=free if free is not None else 99)
    election = Election.objects.create(
        body=one,
        office=office,
        title=line.title,
        seats=seats,
        day=day,
        where=checked(where, "开会地点"),
        called_by_id=actor.pk,
    )
    _tell(acts.ELECTION_CALLED, election, actor, seats=seats, day=day, where=election.where)
    return election


@transaction.atomic
def name_candidate(
    election: Election, person: Person, channel: Nomination, *, actor: Keeper, nominated: str = ""
) -> Candidate:
    """The resident stands, through this channel; refused where a law would keep her from the office."""
    one = _held(election, actor)
    _refuse_state(one, ElectionState.CALLED)
    if channel is Nomination.PEOPLE and not nominated.strip():
        raise refusals.NoNominator
    refuse_person(one.body, person, member_too=True)
    refuse_minor(person)
    refuse_clash(one.body, one.office, person)
    if Candidate.objects.filter(election=one, person=person).exists():
        raise refusals.StandsAlready(name=person.name)
    by = note_of(nominated, "由谁推荐", 60) if channel is Nomination.PEOPLE else ""
    candidate = Candidate.objects.create(election=one, person=person, channel=channel, nominated=by)
    said: dict[str, Any] = {"name": person.name, "channel": channel.label}
    _tell(acts.CANDIDATE_NAMED, one, actor, persons=[person], **said)
    return candidate


@transaction.atomic
def withdraw_candidate(candidate: Candidate, *, actor: Keeper) -> Candidate:
    """The candidate no longer stands; she still shows among those who were named."""
    one = _held(candidate.election, actor)
    _refuse_state(one, ElectionState.CALLED)
    found = Candidate.objects.select_related("person").get(pk=candidate.pk)
    found.withdrawn = True
    found.save(update_fields=["withdrawn"])
    _tell(acts.CANDIDATE_WITHDRAWN, one, actor, persons=[found.person], name=found.person.name)
    return found


@transaction.atomic
def count(
    election: Election, votes: Mapping[UUID, int], *, actor: Keeper, present: int, ballots: int
) -> Outcome:
    """What each candidate of this round got is written down; a tie for the last seats runs off."""
    one = _held(election, actor)
    _refuse_state(one, ElectionState.CALLED, ElectionState.TIED)
    _refuse_own(one, actor)
    if one.day > timezone.localdate():
        raise refusals.WrongDay(what="开会日期", day=one.day, why="还没有到，开会以后再计票")
    standing = {candidate.pk: candidate for candidate in standing_in_round(one)}
    if not standing:
        raise refusals.NoCandidates
    if missing := [c.person.name for pk, c in standing.items() if pk not in votes]:
        raise refusals.VotesIncomplete(names="、".join(missing))
    seats = one.seats - Candidate.objects.filter(election=one, is_elected=True).count()
    outcome = count_votes({str(pk): votes[pk] for pk in standing}, seats, present, ballots=ballots)
    ballot = Ballot.objects.create(
        election=one,
        number=one.rounds.count() + 1,
        seats=seats,
        present=present,
        cast=ballots,
        counted_by_id=actor.pk,
    )
    Vote.objects.bulk_create(Vote(ballot=ballot, candidate=standing[pk], count=votes[pk]) for pk in standing)
    Candidate.objects.filter(pk__in=[UUID(key) for key in outcome.elected]).update(is_elected=True)
    _move(one, ElectionState.COUNTED if outcome.final else ElectionState.TIED)
    said: dict[str, Any] = {"round": ballot.number, "present": present, "ballots": ballots}
    _tell(acts.VOTES_COUNTED, one, actor, **said)
    return outcome


@transaction.atomic
def publish_election(election: Election, *, actor: User) -> list[Holding]:
    """The elected hold the office from the day of the meeting; another than who counted has looked at it."""
    one = _held(election, actor)
    _refuse_state(one, ElectionState.COUNTED)
    if one.rounds.filter(counted_by=actor).exists():
        raise refusals.CountedByYou
    _refuse_own(one, actor)
    elected = list(Candidate.objects.filter(election=one, is_elected=True).select_related("person"))
    holdings = [
        take_office(
            one.body,
            one.office,
            each.person,
            actor=actor,
            since=_first_day(one),
            how=How.ELECTED,
            election=one,
        )
        for each in elected
    ]
    one.published_by, one.published_at = actor, timezone.now()
    _move(one, ElectionState.PUBLISHED)
    _tell(acts.ELECTION_PUBLISHED, one, actor, persons=[each.person for each in elected], count=len(elected))
    return holdings


@transaction.atomic
def call_off_election(election: Election, *, actor: Keeper) -> Election:
    """The election is over without a result; what was named and counted stays to be read."""
    one = _held(election, actor)
    _move(one, ElectionState.CALLED_OFF)
    _tell(acts.ELECTION_CALLED_OFF, one, actor)
    return one


def refuse_statutory(body: Body) -> None:
    """Refuse to elect here what a law says how to elect."""
    kind = catalogue_on().kinds.get(body.kind)
    if kind is not None and kind.statutory:
        raise refusals.StatutoryElection(body=body.name, law=f"《{kind.statutory}》")


def standing_in_round(election: Election) -> list[Candidate]:
    """Return who stands in the round to come: all at first, then those tied for the last seats."""
    rows = election.candidates.filter(withdrawn=False, is_elected=False).select_related("person")
    last = election.rounds.order_by("-number").first()
    if last is None:
        return list(rows)
    votes = {vote.candidate_id: vote.count for vote in last.votes.filter(candidate__in=rows)}
    most = max(votes.values(), default=0)
    return [row for row in rows if votes.get(row.pk) == most]


def _first_day(election: Election) -> date:
    """Return from which day the elected hold the office: the meeting's, or the body's first where later."""
    since = election.body.since or election.body.proposed
    return max(election.day, since)


def _held(election: Election, actor: Keeper) -> Election:
    can_keep_bodies(actor, election.body.place).or_refuse()
    held(election.body, actor)
    rows = Election.objects.select_related("body__place").select_for_update(of=("self",), no_key=True)
    one: Election = rows.get(pk=election.pk)
    return one


def _refuse_state(election: Election, *states: ElectionState) -> None:
    if election.state not in states:
        raise refusals.ElectionState(state=ElectionState(election.state).label)


def _refuse_own(election: Election, actor: Keeper) -> None:
    """Refuse who stands here, or is near kin of somebody who does; whoever withdrew counts no more."""
    standing = Candidate.objects.filter(election=election, withdrawn=False).select_related("person")
    if actor.pk in users_recused_from([candidate.person for candidate in standing]):
        raise refusals.OwnElection


def _move(election: Election, to: ElectionState) -> None:
    if to not in ELECTION_MOVES[ElectionState(election.state)]:
        raise refusals.ElectionState(state=ElectionState(election.state).label)
    election.state = to
    election.save(update_fields=["state", "published_by", "published_at"])


def _tell(act: Any, election: Election, actor: Keeper, persons: Any = (), **said: Any) -> None:
    body = election.body
    users = users_bound_to(persons)
    facts = {"body": body.name, "office": election.title, **said}
    record(act, actor=actor, at=body.place.code, concerning=users, **facts)
