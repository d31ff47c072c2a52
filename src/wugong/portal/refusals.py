"""What the public pages refuse."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NotPublished(Refusal):
    code = "portal.not_published"
    sentence = mark("“%(town)s”还没有公布%(period)s的考核，请从镇的榜上换一期。")
    status = 404
