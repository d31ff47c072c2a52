"""What a role can enable someone to do; each operation names the one ability it needs."""

from enum import Enum
from typing import Final

from django.utils.translation import gettext_lazy as _


class Ability(Enum):
    """能力: an ability is held on a place and on all that lies within it."""

    READ_OWN = "read_own"
    ASK = "ask"
    CLAIM = "claim"
    VOTE = "vote"
    OBJECT = "object"
    VISIT = "visit"
    REGISTER = "register"
    ASSIST = "assist"
    WORK_VILLAGE_DESK = "work_village_desk"
    APPROVE_CLAIMS = "approve_claims"
    KEEP_CASH = "keep_cash"
    READ_PLACE = "read_place"
    READ_REGISTER = "read_register"
    REVEAL = "reveal"
    CONFIRM_CHANGES = "confirm_changes"
    QUERY = "query"
    COUNTERSIGN = "countersign"
    RECHECK = "recheck"
    SCORE = "score"
    HAND_OVER = "hand_over"
    KEEP_STOCK = "keep_stock"
    PREPARE = "prepare"
    APPROVE = "approve"
    OVERSEE = "oversee"
    ADOPT_RULES = "adopt_rules"
    OPERATE = "operate"
    GRANT_ROLES = "grant_roles"
    READ_RECORDS = "read_records"

    @property
    def label(self) -> str:
        """Return what the ability lets one do, in the reader's language."""
        return str(LABELS[self])


LABELS: Final = {
    Ability.READ_OWN: _("看自己的记录"),
    Ability.ASK: _("提诉求"),
    Ability.CLAIM: _("申报积分"),
    Ability.VOTE: _("投票"),
    Ability.OBJECT: _("提异议"),
    Ability.VISIT: _("入户走访"),
    Ability.REGISTER: _("登记"),
    Ability.ASSIST: _("代办"),
    Ability.WORK_VILLAGE_DESK: _("办理村里的事项"),
    Ability.APPROVE_CLAIMS: _("审核积分申报"),
    Ability.KEEP_CASH: _("管钱记账"),
    Ability.READ_PLACE: _("看本地的全部台账"),
    Ability.READ_REGISTER: _("看户和人的登记"),
    Ability.REVEAL: _("看登记里隐去的内容"),
    Ability.CONFIRM_CHANGES: _("核定登记的变更"),
    Ability.QUERY: _("书面询问"),
    Ability.COUNTERSIGN: _("会签"),
    Ability.RECHECK: _("复核"),
    Ability.SCORE: _("评分"),
    Ability.HAND_OVER: _("核销"),
    Ability.KEEP_STOCK: _("管库存"),
    Ability.PREPARE: _("拟办"),
    Ability.APPROVE: _("审批"),
    Ability.OVERSEE: _("督导"),
    Ability.ADOPT_RULES: _("发布规则"),
    Ability.OPERATE: _("管理账号和区划"),
    Ability.GRANT_ROLES: _("授予职责"),
    Ability.READ_RECORDS: _("查看记录"),
}
