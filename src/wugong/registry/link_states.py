"""The states of a plan of links."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """联户方案: one draft and one adopted at most in a village; those before are kept."""

    DRAFT = "draft", _("草案")
    ADOPTED = "adopted", _("已采用")
    REPLACED = "replaced", _("已换下")
