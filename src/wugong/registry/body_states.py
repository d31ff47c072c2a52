"""The states and kinds of organisations, offices, elections and pools."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyState(models.TextChoices):
    """组织状态: proposed, then established at a meeting, in the end dissolved."""

    PROPOSED = "proposed", _("筹建中")
    ESTABLISHED = "established", _("已成立")
    DISSOLVED = "dissolved", _("已撤销")


class JoinState(models.TextChoices):
    """入会申请: asked for by one, decided by another."""

    ASKED = "asked", _("待核")
    ACCEPTED = "accepted", _("已加入")
    REFUSED = "refused", _("未接受")


class ActivityKind(models.TextChoices):
    """What a body did that is counted."""

    ACTIVITY = "activity", _("活动")
    REPORT = "report", _("进度报告")


class Standing(models.TextChoices):
    """Whether somebody holds an office or stands in for its holder."""

    HOLDER = "holder", _("正式")
    DEPUTY = "deputy", _("代理")


class How(models.TextChoices):
    """How somebody came into an office."""

    APPOINTED = "appointed", _("任命")
    ELECTED = "elected", _("推选")
    BY_LAW = "by_law", _("依法选举产生，在此登记")
    BY_OFFICE = "by_office", _("按职务担任")


class Dossier(models.TextChoices):
    """履职档案: what is kept about a holder (村党组织书记管理)."""

    FILED = "filed", _("备案")
    REVIEWED = "reviewed", _("联审")
    TO_MEND = "to_mend", _("列入整顿")
    MENDED = "mended", _("整顿完成")


class Nomination(models.TextChoices):
    """推荐渠道: the three ways to become a candidate."""

    BRANCH = "branch", _("支部提名")
    PEOPLE = "people", _("群众推荐")
    SELF = "self", _("个人自荐")


class ElectionState(models.TextChoices):
    """推选: called, counted, perhaps run off, published."""

    CALLED = "called", _("推荐候选人")
    COUNTED = "counted", _("已计票，待公布")
    TIED = "tied", _("得票相同，须再投一次")
    PUBLISHED = "published", _("已公布")
    CALLED_OFF = "called_off", _("已取消")


ELECTION_MOVES: Final = {
    ElectionState.CALLED: {ElectionState.COUNTED, ElectionState.TIED, ElectionState.CALLED_OFF},
    ElectionState.COUNTED: {ElectionState.PUBLISHED, ElectionState.CALLED_OFF},
    ElectionState.TIED: {ElectionState.COUNTED, ElectionState.TIED, ElectionState.CALLED_OFF},
    ElectionState.PUBLISHED: set(),
    ElectionState.CALLED_OFF: set(),
}


class PoolStage(models.TextChoices):
    """培养: recorded, selected, trained, appointed."""

    RECORDED = "recorded", _("已登记")
    SELECTED = "selected", _("已选定")
    TRAINED = "trained", _("已培训")
    APPOINTED = "appointed", _("已任用")
