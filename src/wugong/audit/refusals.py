"""What the record refuses: to be changed."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class Unchangeable(Refusal):
    code = "audit.unchangeable"
    sentence = mark("已经写下的记录不能改、不能删；要更正，请再办一次，另记一条。")
    status = 409
