"""What can happen to an account."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor", "name"})

USER_CREATED = Act("accounts.user_created", mark("%(actor)s 为 %(name)s 开了账号"), scrub=WHO)
PASSWORD_CHANGED = Act("accounts.password_changed", mark("%(actor)s 改了 %(name)s 的密码"), scrub=WHO)
PHONE_CHANGED = Act("accounts.phone_changed", mark("%(actor)s 改了 %(name)s 的手机号"), scrub=WHO)
USER_DEACTIVATED = Act("accounts.user_deactivated", mark("%(actor)s 停用了 %(name)s 的账号"), scrub=WHO)
USER_REACTIVATED = Act("accounts.user_reactivated", mark("%(actor)s 恢复了 %(name)s 的账号"), scrub=WHO)
SECOND_FACTOR_SET = Act(
    "accounts.second_factor_set", mark("%(actor)s 给 %(name)s 的账号加了第二步核对"), scrub=WHO
)
SECOND_FACTOR_REMOVED = Act(
    "accounts.second_factor_removed", mark("%(actor)s 撤下了 %(name)s 账号的第二步核对"), scrub=WHO
)
ADMINISTRATION_OPENED = Act(
    "accounts.administration_opened", mark("%(actor)s 让 %(name)s 可以进系统管理页"), scrub=WHO
)
ADMINISTRATION_CLOSED = Act(
    "accounts.administration_closed", mark("%(actor)s 让 %(name)s 不再能进系统管理页"), scrub=WHO
)
