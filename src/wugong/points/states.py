"""The states of claims, pools and objections, and the moves between them."""

from collections.abc import Mapping
from enum import nonmember
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClaimState(models.TextChoices):
    """申报的状态: 申报 → 初核 → 评议 → 公示 → 入账."""

    CLAIMED = "claimed", _("待初核")
    CHECKED = "checked", _("待评议")
    DECIDED = "decided", _("已评议，待公示")
    LISTED = "listed", _("公示中")
    BOOKED = "booked", _("已入账")
    REFUSED = "refused", _("没有通过")
    SENT_BACK = "sent_back", _("退回补充")
    WITHDRAWN = "withdrawn", _("已撤回")
    REVERSED = "reversed", _("已冲正")

    OPEN = nonmember(frozenset({"claimed", "checked", "decided", "listed", "sent_back"}))
    COUNTED = nonmember(frozenset({"claimed", "checked", "decided", "listed", "sent_back", "booked"}))
    GONE = nonmember(frozenset({"refused", "withdrawn"}))


class Channel(models.TextChoices):
    """申报方式."""

    PHONE = "phone", _("本人手机申报")
    DESK = "desk", _("村里代报")
    CHAIN = "chain", _("接龙")
    TABLE = "table", _("表格导入")
    EVENT = "event", _("活动签到")
    CARD = "card", _("扫户卡")
    PAPER = "paper", _("纸质积分册")


class PoolState(models.TextChoices):
    """积分池的状态."""

    OPEN = "open", _("使用中")
    CLOSED = "closed", _("已结清")


class ObjectionState(models.TextChoices):
    """异议的状态."""

    RAISED = "raised", _("待复核")
    UPHELD = "upheld", _("属实，已更正")
    KEPT = "kept", _("已复核，维持原分")


class ReversalState(models.TextChoices):
    """冲正的状态."""

    ASKED = "asked", _("待核准")
    DONE = "done", _("已冲正")
    KEPT = "kept", _("不冲正")


class RecheckResult(models.TextChoices):
    """抽查的结果."""

    OPEN = "open", _("待抽查")
    FITS = "fits", _("属实")
    DIFFERS = "differs", _("不属实，提请复核")


MOVES: Final[Mapping[ClaimState, frozenset[ClaimState]]] = {
    ClaimState.CLAIMED: frozenset(
        {
            *(ClaimState.CHECKED, ClaimState.DECIDED, ClaimState.SENT_BACK),
            *(ClaimState.REFUSED, ClaimState.WITHDRAWN),
        }
    ),
    ClaimState.SENT_BACK: frozenset({ClaimState.CLAIMED, ClaimState.WITHDRAWN, ClaimState.REFUSED}),
    ClaimState.CHECKED: frozenset({ClaimState.DECIDED, ClaimState.REFUSED, ClaimState.WITHDRAWN}),
    ClaimState.DECIDED: frozenset({ClaimState.LISTED, ClaimState.REFUSED, ClaimState.WITHDRAWN}),
    ClaimState.LISTED: frozenset({ClaimState.BOOKED, ClaimState.DECIDED, ClaimState.REFUSED}),
    ClaimState.BOOKED: frozenset({ClaimState.REVERSED}),
    ClaimState.REFUSED: frozenset(),
    ClaimState.WITHDRAWN: frozenset(),
    ClaimState.REVERSED: frozenset(),
}
