"""The states of runs, rounds, objections and corrections, and the moves between them."""

from collections.abc import Mapping
from enum import nonmember
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """考核的状态: computed by one, made public by another; set aside, or corrected by a newer version."""

    PREPARED = "prepared", _("已算出，待批准")
    APPROVED = "approved", _("已批准公布")
    REPLACED = "replaced", _("已作废，须重算")
    CORRECTED = "corrected", _("已更正，旧版保留")

    STANDING = nonmember(frozenset({"prepared", "approved"}))
    PUBLIC = nonmember(frozenset({"approved", "corrected"}))


class RoundState(models.TextChoices):
    """轮次的状态: scores come in; a second person has checked them."""

    ENTERING = "entering", _("录入中")
    CHECKED = "checked", _("已复核")


class ObjectionState(models.TextChoices):
    """异议的状态."""

    RAISED = "raised", _("待答复")
    UPHELD = "upheld", _("属实，已更正")
    KEPT = "kept", _("已答复，维持原分")


class CorrectionState(models.TextChoices):
    """更正的状态."""

    PREPARED = "prepared", _("待批准")
    APPROVED = "approved", _("已批准")
    WITHDRAWN = "withdrawn", _("已撤回")


MOVES: Final[Mapping[RunState, frozenset[RunState]]] = {
    RunState.PREPARED: frozenset({RunState.APPROVED, RunState.REPLACED}),
    RunState.APPROVED: frozenset({RunState.CORRECTED}),
    RunState.REPLACED: frozenset(),
    RunState.CORRECTED: frozenset(),
}
