"""What a panel came to: when all of a claim's jury have scored, the median is what it is worth."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.points import panel_acts as acts
from wugong.points import panel_notices as notices
from wugong.points.catalogues import catalogue_of
from wugong.points.claim_holding import changed, hold_claims
from wugong.points.models import Claim
from wugong.points.panel_juries import Bench, scores_given, standing_panel
from wugong.points.panel_rules import lower_median, steps_of
from wugong.points.queries import name_recorded, users_of
from wugong.points.states import ClaimState
from wugong.rules.points_fairness import fairness_on

NOTHING = "评议小组认为不够得分的条件"


@transaction.atomic
def decide_ready(village: Place, *, actor: User | System) -> int:
    """Every claim whose jury has scored is decided; returns how many. Part of the act that made it so."""
    panel = standing_panel(village)
    if panel is None:
        return 0
    held = hold_claims(Claim.objects.filter(village=village, state=ClaimState.CHECKED).only("pk"))
    return _decide(Bench(panel), [claim for claim in held if claim.state == ClaimState.CHECKED], actor)


def decide_claim(bench: Bench, claim: Claim, *, actor: User | System) -> bool:
    """Say whether the claim, held by the caller, is decided now: all of its jury have scored."""
    return bool(_decide(bench, [claim], actor))


def _decide(bench: Bench, claims: Sequence[Claim], actor: User | System) -> int:
    juries, given = bench.juries(claims), scores_given(claims)
    done = 0
    for claim in claims:
        jury, scores = juries[claim.pk], given[claim.pk]
        enough = len(jury) >= catalogue_of(claim.adoption).panel_least
        if enough and all(seat.pk in scores for seat in jury):
            _settle(claim, bench, [scores[seat.pk] for seat in jury], actor)
            done += 1
    return done


def _settle(claim: Claim, bench: Bench, scores: Sequence[int], actor: User | System) -> None:
    points = lower_median(scores)
    fields = changed(
        claim,
        ClaimState.DECIDED if points else ClaimState.REFUSED,
        points=points,
        why=[*claim.why, *steps_of(claim, scores, fairness_on(timezone.localdate()))],
        panel=bench.panel,
        decided_at=timezone.now(),
        answer="" if points else NOTHING,
    )
    claim.save(update_fields=fields)
    record(
        acts.DECIDED,
        actor=actor,
        at=claim.village.code,
        concerning=users_of([claim.household_id]).get(claim.household_id, ()),
        name=name_recorded(claim.household),
        title=claim.title,
        size=len(scores),
        points=points,
    )
    notices.decided(claim, actor=actor)
