"""What can happen to photos and sounds."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

PHOTO_KEPT = Act("media.photo_kept", mark("%(actor)s 交来“%(place)s”的一张照片"), scrub=frozenset({"actor"}))
PHOTO_ERASED = Act(
    "media.photo_erased", mark("%(actor)s 删去“%(place)s”的一张照片"), scrub=frozenset({"actor"})
)
SOUND_ERASED = Act(
    "media.sound_erased", mark("%(actor)s 删去“%(place)s”的一段录音"), scrub=frozenset({"actor"})
)
SOUND_KEPT = Act("media.sound_kept", mark("%(actor)s 交来“%(place)s”的一段录音"), scrub=frozenset({"actor"}))
