"""The states of an appraisal run and the moves between them."""

from collections.abc import Mapping
from enum import nonmember
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """考核的状态: computed by one person, made public by another, or set aside for a newer computation."""

    PREPARED = "prepared", _("已算出，待批准")
    APPROVED = "approved", _("已批准公布")
    REPLACED = "replaced", _("已作废，须重算")

    STANDING = nonmember(frozenset({"prepared", "approved"}))


MOVES: Final[Mapping[RunState, frozenset[RunState]]] = {
    RunState.PREPARED: frozenset({RunState.APPROVED, RunState.REPLACED}),
    RunState.APPROVED: frozenset(),
    RunState.REPLACED: frozenset(),
}
