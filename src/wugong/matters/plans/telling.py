"""What is told about plans: a lead unit that something is its to do."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.actors import System
from wugong.matters.models import Matter, PlanDocument, UnitHand
from wugong.notices.inbox import tell
from wugong.notices.kinds import Kind

ADOPTED = Kind(
    "matters.plan_adopted_told", mark("方案“%(title)s”立项了，里面有您的单位牵头的任务"), mark("去看")
)
CUT = 30  # characters of a title that a notice says


def adopted(plan: PlanDocument, matters: Sequence[Matter], *, actor: User | System) -> None:
    """Whoever works for a lead unit of these matters knows that the plan was adopted: two queries."""
    today = timezone.localdate()
    bodies = {matter.lead_unit_id for matter in matters if matter.lead_unit_id}
    hands = UnitHand.objects.filter(body__in=list(bodies), since__lte=today).select_related("user")
    users = [hand.user for hand in hands.filter(Q(until__isnull=True) | Q(until__gt=today))]
    tell(users, ADOPTED, link=f"/desk/{plan.place.code}/matters/", actor=actor, title=plan.title[:CUT])
