"""The states and kinds of the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """性别, as the citizen's ID number tells it."""

    MALE = "m", _("男")
    FEMALE = "f", _("女")


class Papers(models.TextChoices):
    """证件种类."""

    CITIZEN_ID = "citizen_id", _("居民身份证")
    PASSPORT = "passport", _("护照")
    PERMIT = "permit", _("港澳台居民居住证")
    OTHER = "other", _("其他证件")


class Residence(models.TextChoices):
    """居住情况: where a member of a household lives, and where she is registered."""

    HERE = "here", _("常住")
    AWAY = "away", _("外出")
    REGISTERED_ELSEWHERE = "registered_elsewhere", _("户籍在外")


class Entry(models.TextChoices):
    """How someone came into a household."""

    FOUND = "found", _("登记")
    IMPORTED = "imported", _("导入")
    BORN = "born", _("出生")
    MARRIED = "married", _("婚入")
    MOVED_IN = "moved_in", _("迁入")
    SPLIT = "split", _("分户")
    MERGED = "merged", _("并户")
    CHANGED = "changed", _("登记变更")  # goes on in the same household as something else


class Leaving(models.TextChoices):
    """How someone left a household."""

    DIED = "died", _("死亡")
    MOVED_OUT = "moved_out", _("迁出")
    MARRIED = "married", _("婚出")
    SPLIT = "split", _("分户")
    MERGED = "merged", _("并户")
    MISTAKEN = "mistaken", _("登记有误")
    CHANGED = "changed", _("登记变更")  # goes on in the same household as something else


class Care(models.TextChoices):
    """重点照护: households that are visited first (一户十联)."""

    ELDER_ALONE = "elder_alone", _("孤寡老人")
    CHILD_LEFT_BEHIND = "child_left_behind", _("留守儿童")
    NEAR_POVERTY = "near_poverty", _("边缘易致贫户")
    DISABLED = "disabled", _("重度残疾")
    OTHER = "other", _("其他困难")


class RequestKind(models.TextChoices):
    """What a change request asks for; each is carried out by the act of the same name."""

    CORRECT = "correct", _("更正登记")
    MOVE = "move", _("迁移")
    SPLIT = "split", _("分户")
    MERGE = "merge", _("并户")
    DEATH = "death", _("死亡")


class RequestState(models.TextChoices):
    """变更申请: asked by one, decided by another."""

    ASKED = "asked", _("待核")
    DONE = "done", _("已办")
    REFUSED = "refused", _("不办")
    WITHDRAWN = "withdrawn", _("已撤回")


class Sealed(models.TextChoices):
    """The fields that are kept under seal; reading one in clear is written down."""

    ID_NUMBER = "id_number", _("证件号")
    PHONE = "phone", _("手机号")
    BANK = "bank", _("银行账号")


class Kin(models.TextChoices):
    """亲属: kept for recusal only; nobody is shown more than that somebody is recused."""

    SPOUSE = "spouse", _("夫妻")
    PARENT = "parent", _("父母子女")
    SIBLING = "sibling", _("兄弟姐妹")
    GRANDPARENT = "grandparent", _("祖孙")
    IN_LAW = "in_law", _("近姻亲")


class Channel(models.TextChoices):
    """How a consent was given."""

    SCREEN = "screen", _("本人在手机上")
    PAPER = "paper", _("纸面签字")
    SPOKEN = "spoken", _("当面口头")
