"""What waits on the desk of a village about points: first checks, lists to hang, doubts, re-checks."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.access.verdicts import Visitor, roles_of
from wugong.accounts.models import User
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.points.models import Adoption, Claim, Objection, Recheck, Reversal
from wugong.points.permissions import can_claim_for
from wugong.points.recheck_pages import due_of, ready_lists
from wugong.points.states import ClaimState, ObjectionState, RecheckResult, ReversalState
from wugong.portal.todos import Todo, left

NOT_HER_OWN = gettext_lazy("自己报的、自己家和亲属家的要回避")
HANGS_FIRST = gettext_lazy("公示期满没有异议才入账")
OTHER_HAND = gettext_lazy("提请的人不能自己核准")
BY_SEED = gettext_lazy("种子抽，谁也挑不了")
BY_HINT = gettext_lazy("村监委会从线索里列入的")
LATE = gettext_lazy("过期了")


def gives_points(place: Place) -> bool:
    """Say whether the village has ever adopted a catalogue."""
    return place.level is Level.VILLAGE and Adoption.objects.filter(village=place).exists()


def may_claim_there(group: Place, visitor: Visitor) -> bool:
    """Say whether the visitor claims points for those of this group who do not use a phone."""
    village = group.code[: Level.VILLAGE]
    given = group.level is Level.GROUP and Adoption.objects.filter(village__code=village).exists()
    return given and bool(can_claim_for(visitor, group))


def points_todos(place: Place, visitor: User) -> Iterator[Todo]:
    """Yield what waits in a village, a line a kind: as many queries for any number of claims."""
    roles = [role for role in roles_of(visitor) if role.covers(place.code)]
    cadre, supervisor = _any(roles, Ability.APPROVE_CLAIMS), _any(roles, Ability.RECHECK)
    waiting = Claim.objects.filter(village=place).order_by("state").values_list("state")
    counts = dict(waiting.annotate(Count("pk")))
    if count := counts.get(ClaimState.CLAIMED):
        href = reverse("points_desk", args=[place.code])
        yield _todo(
            _("初核 %(n)s 件积分申报") % {"n": count}, _("等初核"), href, detail=NOT_HER_OWN, mine=cadre
        )
    if count := counts.get(ClaimState.DECIDED):
        href = reverse("listings", args=[place.code])
        yield _todo(
            _("张贴 %(n)s 件评定好的积分") % {"n": count}, _("等公示"), href, detail=HANGS_FIRST, mine=cadre
        )
    yield from _doubts(place, cadre=cadre, supervisor=supervisor)
    if count := ready_lists(place):
        href = reverse("rechecks", args=[place.code])
        title = _("从 %(n)s 张公示表里抽查") % {"n": count}
        yield _todo(title, _("可以抽"), href, detail=BY_SEED, mine=supervisor)
    if count := Recheck.objects.filter(village=place, result=RecheckResult.OPEN).count():
        href = reverse("rechecks", args=[place.code])
        yield _todo(
            _("抽查 %(n)s 件积分") % {"n": count},
            _("等抽查"),
            href,
            due=due_of(place),
            detail=BY_HINT,
            mine=supervisor,
        )


def _doubts(place: Place, *, cadre: bool, supervisor: bool) -> Iterator[Todo]:
    """Yield objections and reversals that wait for another hand."""
    href = reverse("points_objections", args=[place.code])
    raised = Objection.objects.filter(claim__village=place, state=ObjectionState.RAISED)
    told = raised.aggregate(n=Count("pk"), due=Min("due"))
    if told["n"]:
        title = _("复核 %(n)s 条积分异议") % {"n": told["n"]}
        yield _todo(title, _("等复核"), href, due=told["due"], mine=cadre or supervisor)
    if count := Reversal.objects.filter(claim__village=place, state=ReversalState.ASKED).count():
        yield _todo(
            _("核准 %(n)s 件积分冲正") % {"n": count},
            _("等另一位核准"),
            href,
            detail=OTHER_HAND,
            mine=supervisor,
        )


def _any(roles: list[Role], ability: Ability) -> bool:
    return any(role.enables(ability) for role in roles)


def _todo(
    title: str, word: str, href: str, *, mine: bool, due: date | None = None, detail: Promise | str = ""
) -> Todo:
    if due is None:
        return Todo(None, title, "wait", word, str(detail), href, mine)
    late = due < timezone.localdate()
    return Todo(due, title, "alarm" if late else "wait", word, str(LATE) if late else left(due), href, mine)
