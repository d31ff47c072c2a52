"""What happens about keys, readings in clear, consents, bound accounts and recusal."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})
NAMED = WHO | {"name"}

KEYS_ROTATED = Act("registry.keys_rotated", mark("%(actor)s 换了登记的密钥，全部登记重新密封"))
KEYS_FORGOTTEN = Act("registry.keys_forgotten", mark("%(actor)s 去掉了登记的旧密钥"))
READ_IN_CLEAR = Act(
    "registry.read_in_clear",
    mark("%(actor)s 查看了%(name)s的%(fields)s，原因：%(reason)s"),
    scrub=NAMED | {"reason"},
)
READ_MANY = Act(
    "registry.read_many",
    mark("%(actor)s 查看了 %(count)s 人的%(fields)s，原因：%(reason)s"),
    scrub=WHO | {"reason"},
)
CONSENT_GIVEN = Act(
    "registry.consent_given",
    mark("%(actor)s 记下%(name)s同意“%(purpose)s”，到 %(until)s 为止"),
    scrub=NAMED,
)
CONSENT_WITHDRAWN = Act(
    "registry.consent_withdrawn", mark("%(actor)s 记下%(name)s撤回对“%(purpose)s”的同意"), scrub=NAMED
)
ACCOUNT_BOUND = Act(
    "registry.account_bound",
    mark("%(actor)s 当面核对后，把账号 %(account)s 和居民%(name)s连在一起"),
    scrub=NAMED | {"account"},
)
ACCOUNT_UNBOUND = Act(
    "registry.account_unbound",
    mark("%(actor)s 把账号 %(account)s 和居民%(name)s分开"),
    scrub=NAMED | {"account"},
)
KIN_NOTED = Act("registry.kin_noted", mark("%(actor)s 记下%(name)s要回避的人"), scrub=NAMED)
KIN_STRUCK = Act("registry.kin_struck", mark("%(actor)s 划去%(name)s要回避的人"), scrub=NAMED)
