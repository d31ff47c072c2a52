"""The table of roles as data: at which level each is held, what it enables, what it excludes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wugong.access.abilities import Ability
from wugong.places.codes import Level


class RoleKind(models.TextChoices):
    """职责: what a person is at a place."""

    RESIDENT = "resident", _("村民")
    CLUSTER_HEAD = "cluster_head", _("中心户长")
    GRID_KEEPER = "grid_keeper", _("网格员")
    VILLAGE_CADRE = "village_cadre", _("村干部")
    CASHIER = "cashier", _("村会计、出纳")
    SUPERVISOR = "supervisor", _("村监委成员")
    ASSESSOR = "assessor", _("评分员")
    SHOP_KEEPER = "shop_keeper", _("积分超市管理员")
    TOWN_OFFICER = "town_officer", _("乡镇经办人")
    TOWN_APPROVER = "town_approver", _("乡镇审批人")
    COUNTY_OFFICER = "county_officer", _("县级督导员")
    RULE_KEEPER = "rule_keeper", _("县级规则管理员")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("系统管理员")
    SECURITY_ADMINISTRATOR = "security_administrator", _("安全管理员")
    AUDIT_ADMINISTRATOR = "audit_administrator", _("审计管理员")


A, K = Ability, RoleKind

ABILITIES: Final[Mapping[RoleKind, frozenset[Ability]]] = {
    K.RESIDENT: frozenset({A.READ_OWN, A.ASK, A.CLAIM, A.VOTE, A.OBJECT}),
    K.CLUSTER_HEAD: frozenset({A.VISIT, A.REGISTER, A.ASSIST, A.READ_REGISTER}),
    K.GRID_KEEPER: frozenset({A.VISIT, A.REGISTER, A.ASSIST, A.READ_REGISTER, A.REVEAL}),
    K.VILLAGE_CADRE: frozenset(
        {
            *(A.WORK_VILLAGE_DESK, A.APPROVE_CLAIMS, A.READ_PLACE),
            *(A.VISIT, A.REGISTER, A.READ_REGISTER, A.REVEAL, A.CONFIRM_CHANGES),
        }
    ),
    K.CASHIER: frozenset({A.KEEP_CASH}),
    K.SUPERVISOR: frozenset({A.READ_PLACE, A.READ_REGISTER, A.QUERY, A.COUNTERSIGN, A.RECHECK}),
    K.ASSESSOR: frozenset({A.SCORE}),
    K.SHOP_KEEPER: frozenset({A.HAND_OVER, A.KEEP_STOCK}),
    K.TOWN_OFFICER: frozenset(
        {A.PREPARE, A.READ_PLACE, A.REGISTER, A.READ_REGISTER, A.REVEAL, A.CONFIRM_CHANGES}
    ),
    K.TOWN_APPROVER: frozenset({A.APPROVE, A.READ_PLACE, A.READ_REGISTER, A.CONFIRM_CHANGES}),
    K.COUNTY_OFFICER: frozenset({A.OVERSEE, A.READ_PLACE}),
    K.RULE_KEEPER: frozenset({A.ADOPT_RULES, A.READ_PLACE}),
    K.SYSTEM_ADMINISTRATOR: frozenset({A.OPERATE}),
    K.SECURITY_ADMINISTRATOR: frozenset({A.GRANT_ROLES}),
    K.AUDIT_ADMINISTRATOR: frozenset({A.READ_RECORDS}),
}

HOUSE: Final = frozenset({K.SYSTEM_ADMINISTRATOR, K.SECURITY_ADMINISTRATOR, K.AUDIT_ADMINISTRATOR})
OFFICE: Final = HOUSE | {K.TOWN_OFFICER, K.TOWN_APPROVER, K.COUNTY_OFFICER, K.RULE_KEEPER}

LEVELS: Final[Mapping[RoleKind, frozenset[Level]]] = {
    K.RESIDENT: frozenset({Level.VILLAGE}),
    K.CLUSTER_HEAD: frozenset({Level.GROUP}),
    K.GRID_KEEPER: frozenset({Level.GROUP}),
    K.VILLAGE_CADRE: frozenset({Level.VILLAGE}),
    K.CASHIER: frozenset({Level.VILLAGE}),
    K.SUPERVISOR: frozenset({Level.VILLAGE}),
    K.ASSESSOR: frozenset({Level.VILLAGE, Level.TOWN}),
    K.SHOP_KEEPER: frozenset({Level.VILLAGE}),
    K.TOWN_OFFICER: frozenset({Level.TOWN}),
    K.TOWN_APPROVER: frozenset({Level.TOWN}),
    K.COUNTY_OFFICER: frozenset({Level.COUNTY}),
    K.RULE_KEEPER: frozenset({Level.COUNTY}),
    **{kind: frozenset() for kind in HOUSE},
}


@dataclass(frozen=True)
class Exclusion:
    """Two kinds that one person may not hold together: at the same place, or (`anywhere`) at all."""

    one: RoleKind
    other: RoleKind
    because: Promise
    anywhere: bool = False


APART: Final = _("系统管理、安全管理、审计管理要由三个人分担")

# Kinship and the drawing of assessors are asked where they are known: `registry` and `review`.
EXCLUSIONS: Final = (
    Exclusion(K.SUPERVISOR, K.VILLAGE_CADRE, _("村监委要监督村干部，不能由同一个人担任")),
    Exclusion(K.SUPERVISOR, K.CASHIER, _("村监委要监督村里的账，不能由会计、出纳担任")),
    Exclusion(K.SHOP_KEEPER, K.VILLAGE_CADRE, _("兑换的人不能同时审核积分申报")),
    Exclusion(K.ASSESSOR, K.RESIDENT, _("评分员不评自己的村")),
    Exclusion(K.ASSESSOR, K.VILLAGE_CADRE, _("评分员不评自己的村")),
    Exclusion(K.SYSTEM_ADMINISTRATOR, K.SECURITY_ADMINISTRATOR, APART, anywhere=True),
    Exclusion(K.SYSTEM_ADMINISTRATOR, K.AUDIT_ADMINISTRATOR, APART, anywhere=True),
    Exclusion(K.SECURITY_ADMINISTRATOR, K.AUDIT_ADMINISTRATOR, APART, anywhere=True),
)


def excluded_by(kind: RoleKind) -> Iterator[tuple[RoleKind, Exclusion]]:
    """Yield the kinds that may not stand beside this one, each with its exclusion."""
    for exclusion in EXCLUSIONS:
        if kind is exclusion.one:
            yield exclusion.other, exclusion
        elif kind is exclusion.other:
            yield exclusion.one, exclusion


def kinds_with(ability: Ability) -> list[RoleKind]:
    """Return the kinds that enable this, in the order of the table."""
    return [kind for kind, abilities in ABILITIES.items() if ability in abilities]
