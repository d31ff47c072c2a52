"""The states of a posting and the moves between them."""

from collections.abc import Mapping
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class PostingState(models.TextChoices):
    """公示的状态: hangs, was taken down, or a corrected one hangs in its place."""

    UP = "up", _("公示中")
    DOWN = "down", _("已撤下")
    REPLACED = "replaced", _("已更正")


MOVES: Final[Mapping[PostingState, frozenset[PostingState]]] = {
    PostingState.UP: frozenset({PostingState.DOWN, PostingState.REPLACED}),
    PostingState.DOWN: frozenset(),
    PostingState.REPLACED: frozenset(),
}


class TableChoice(models.TextChoices):
    """公示的表: all villages in their order, or the first three, those that rose, one's own place."""

    FULL = "full", _("全部村的名次")
    BRIEF = "brief", _("前三名和进步的村")
