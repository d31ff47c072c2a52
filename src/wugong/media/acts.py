"""What can happen to photos."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

PHOTO_KEPT = Act("media.photo_kept", mark("%(actor)s 交来“%(place)s”的一张照片"), scrub=frozenset({"actor"}))
