"""The act of handing a round back to whoever entered it, when the second person finds something wrong."""

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.publish.gate import refuse_personal
from wugong.review import acts, notices, refusals
from wugong.review.models import Round
from wugong.review.permissions import can_check
from wugong.review.queries import round_title
from wugong.review.standing import hold

LONGEST = 300


@transaction.atomic
def return_round(town: Place, month: Period, name: str, *, actor: User, reason: str) -> Round:
    """The round stands open and says what is wrong with it, until a score changes; its officers know."""
    hold(town)
    one = Round.objects.select_for_update().filter(town=town, month=str(month), input=name).first()
    if one is None:
        raise refusals.NothingToCheck(town=town.name, month=month.label)
    can_check(actor, one).or_refuse()
    why = reason.strip()
    if not 0 < len(why) <= LONGEST:
        raise refusals.NoWords(what="退回原因", most=LONGEST)
    refuse_personal([("退回原因", why)])
    one.returned = why
    one.save(update_fields=["returned"])
    title = round_title(town, month, name)
    record(acts.ROUND_RETURNED, actor=actor, at=town.code, town=town.name, month=month.label, title=title)
    notices.round_returned(one, title, actor=actor)
    return one
