"""What can happen to the keys of other programs."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})

KEY_GIVEN = Act("api.key_given", mark("%(actor)s 给“%(title)s”发了接口密钥"), scrub=WHO)
KEY_ENDED = Act("api.key_ended", mark("%(actor)s 收回“%(title)s”的接口密钥"), scrub=WHO)
