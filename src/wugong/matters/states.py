"""What a line of a timeline tells of, how askers are shown, where a matter came from, its light."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepKind(models.TextChoices):
    """时间线上的一行."""

    OPENED = "opened", _("提出")
    MOVED = "moved", _("办理")
    ROUTED = "routed", _("转办")
    ASSIGNED = "assigned", _("分派")
    FILLED = "filled", _("补充内容")
    NOTED = "noted", _("记录")
    PAUSED = "paused", _("暂停计时")
    RESUMED = "resumed", _("恢复计时")
    EXTENDED = "extended", _("延期")
    MERGED = "merged", _("并案")
    ASKED = "asked", _("请邻居确认")
    ANSWERED = "answered", _("邻居答复")
    REMINDED = "reminded", _("催办")
    ORDERED = "ordered", _("督办")


class Shown(models.TextChoices):
    """提出人怎样显示."""

    MASKED = "masked", _("隐去名字，如“张×芳”")
    ANONYMOUS = "anonymous", _("匿名")


class Channel(models.TextChoices):
    """从哪里来."""

    PHONE = "phone", _("手机")
    DESK = "desk", _("村里代填")
    TABLE = "table", _("表格导入")
    PAPER = "paper", _("意见箱")
    OPEN = "open", _("开放接口")
    PLAN = "plan", _("实施方案")
    RULE = "rule", _("周期任务")
    GRID = "grid", _("网格巡查")


class Light(models.TextChoices):
    """红黄绿灯: how near the end of the running time is."""

    NONE = "none", _("没有期限")
    GREEN = "green", _("期限内")
    AMBER = "amber", _("快到期")
    RED = "red", _("已超期")
    PAUSED = "paused", _("暂停计时")
    OVER = "over", _("已办完")


class Part(models.TextChoices):
    """一个单位在事项里的角色."""

    SUPPORT = "support", _("配合单位")
    GROUP = "group", _("各村各单位")


class EvidenceKind(models.TextChoices):
    """凭据的种类."""

    SHOWS = "shows", _("现场")
    BEFORE = "before", _("办理前")
    AFTER = "after", _("办理后")
    PAPER = "paper", _("材料")
    VOICE = "voice", _("录音")
    SIGNATURE = "signature", _("签名")


class PlanState(models.TextChoices):
    """How far a plan document has come."""

    REVIEWING = "reviewing", _("核对中")
    ADOPTED = "adopted", _("已立项")
    DROPPED = "dropped", _("已作废")


class TaskKind(models.TextChoices):
    """What a row of the matrix is."""

    TASK = "task", _("任务")
    SAFEGUARD = "safeguard", _("保障措施")


class CheckState(models.TextChoices):
    """Whether a condition of a plan is in place."""

    OPEN = "open", _("未核对")
    READY = "ready", _("到位")
    GAP = "gap", _("有缺口")


class RulesState(models.TextChoices):
    """配套细则: whether a lead unit has issued what the plan wants of it."""

    NONE = "none", _("不要求")
    WANTED = "wanted", _("要制定")
    DRAFTED = "drafted", _("已起草")
    ISSUED = "issued", _("已印发")


class PaperKind(models.TextChoices):
    """Papers that are drafted from what happened."""

    HALF_MONTH = "half-month", _("半月报")
    YEAR_PLAN = "year-plan", _("年度计划")
    YEAR_SUMMARY = "year-sum", _("年度总结")


class PaperState(models.TextChoices):
    """How far such a paper has come."""

    DRAFTED = "drafted", _("起草")
    SUBMITTED = "submitted", _("已提交")
    REVIEWED = "reviewed", _("已审阅")
