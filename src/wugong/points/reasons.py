"""Why a claim is worth what it is, in sentences: the rule, what was asked, the panel, what changed since."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from wugong.points.models import Claim


def reasons_of(claim: Claim) -> list[str]:
    """Return each step in the reader's language; scores stand sorted, nobody is named."""
    return [step if isinstance(step, str) else said(step) for step in claim.why]


def said(step: Mapping[str, Any]) -> str:
    """Return one step as a sentence."""
    match step["step"]:
        case "rule":
            return _("《%(catalogue)s》（%(decision)s）：%(item)s，%(says)s") % step
        case "asked":
            return _("按细则应得 %(points)s 分") % step
        case "panel":
            return _panel(step)
        case "recheck":
            return _("有异议，复核后 %(before)s 分改为 %(after)s 分：%(reason)s") % step
        case "limit":
            return _("入账时照上限 %(before)s 分改为 %(after)s 分：%(said)s") % step
        case _:
            return _("%(day)s 冲正：%(reason)s") % step


def _panel(step: Mapping[str, Any]) -> str:
    scores = "、".join(str(points) for points in step["scores"])
    facts = {"size": step["size"], "scores": scores, "median": step["median"]}
    return _("%(size)s 人小组不记名评分 %(scores)s，取中间的 %(median)s 分") % facts
