"""What is refused about duties, yards, grids and visits."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class UnfitDocument(Refusal):
    code = "registry.unfit_document"
    sentence = mark("责任清单《%(title)s》在 %(since)s 还没有有效的一版。请改起用日期，或改清单里的 from。")


class DocumentExists(Refusal):
    code = "registry.document_exists"
    sentence = mark("自 %(since)s 起已经有一份《%(title)s》。请换一个日期。")


class LinesStillHeld(Refusal):
    code = "registry.lines_still_held"
    sentence = mark("新清单里没有%(lines)s，可现在还有人承担。请先结束这些责任，或把它们写进清单。")


class NoSuchLine(Refusal):
    code = "registry.no_such_line"
    sentence = mark("责任清单里没有这一项，可能已经换了清单。请回到“谁负责”重新选。")
    status = 404


class WrongUnit(Refusal):
    code = "registry.wrong_unit"
    sentence = mark("“%(line)s”要定到%(unit)s，不能定到“%(place)s”。请换一处。")


class PlaceEnded(Refusal):
    code = "registry.place_ended"
    sentence = mark("“%(place)s”在 %(since)s 已经撤销，不能再定责任人。请选承接它的地方。")


class UnitWanted(Refusal):
    code = "registry.unit_wanted"
    sentence = mark("“%(line)s”由单位承担，请写单位名称。")


class NobodyNamed(Refusal):
    code = "registry.nobody_named"
    sentence = mark("没有写由谁承担。请选一位居民、一个账号，或者写姓名（单位）。")


class HolderGone(Refusal):
    code = "registry.holder_gone"
    sentence = mark("这位居民已登记死亡，或者账号已停用，不能承担责任。请换一位。")


class TooYoung(Refusal):
    code = "registry.too_young"
    sentence = mark("承担“%(line)s”要满 %(age)s 周岁。请换一位成年人。")


class AlreadyHolds(Refusal):
    code = "registry.already_holds"
    sentence = mark("%(holder)s 已经承担“%(place)s”的%(line)s，不用再登记。")


class TooMany(Refusal):
    code = "registry.too_many_holders"
    sentence = mark(
        "“%(place)s”的%(line)s只能有 %(most)s 人，现在是 %(holder)s。请用“交接”换人，或登记为副职。"
    )


class EndedAlready(Refusal):
    code = "registry.duty_ended_already"
    sentence = mark("这项责任到 %(until)s 已经结束，不用再办。")


class EndsTooEarly(Refusal):
    code = "registry.duty_ends_too_early"
    sentence = mark("这项责任从 %(since)s 开始，不能在这以前结束。请改日期。")


class SameHolder(Refusal):
    code = "registry.same_holder"
    sentence = mark("交接前后是同一个人。要换人请选别人；只改说明，请先结束再登记。")


class HoldsNumbers(Refusal):
    code = "registry.holds_numbers"
    sentence = mark("文字里有%(kind)s，这里不记号码。请删去；要找人，到登记里查看。")


class ClusterExists(Refusal):
    code = "registry.cluster_exists"
    sentence = mark("“%(place)s”已经有叫“%(name)s”的院落。请换一个名称。")


class NoClusterName(Refusal):
    code = "registry.no_cluster_name"
    sentence = mark("名称要写 1 到 %(most)s 个字。")


class UnknownNumbers(Refusal):
    code = "registry.unknown_household_numbers"
    sentence = mark("“%(place)s”没有这些户号：%(numbers)s。请核对，一个都还没有划入。")


class ClusterHeld(Refusal):
    code = "registry.cluster_held"
    sentence = mark("院落“%(name)s”还有人负责。请先结束责任，再撤销院落。")


class NoGroups(Refusal):
    code = "registry.no_groups"
    sentence = mark("“%(village)s”还没有村民小组，划不出网格。请先请系统管理员登记村民小组。")


class OtherVillage(Refusal):
    code = "registry.other_village"
    sentence = mark("“%(group)s”不在这个网格所在的村，不能划进来。")


class HouseholdClosed(Refusal):
    code = "registry.household_closed"
    sentence = mark("%(household)s 号户已经销户。请到登记里找承接它的户。")


class NotYet(Refusal):
    code = "registry.visit_not_yet"
    sentence = mark("走访日期不能晚于今天。请改成上门的那一天。")


class NothingSaid(Refusal):
    code = "registry.visit_says_nothing"
    sentence = mark("没有写问了什么，也没有录音。请写一句，或者录一段。")


class AnswerBeforeVisit(Refusal):
    code = "registry.answer_before_visit"
    sentence = mark("答复期限不能早于走访那一天。请改日期。")


class AnsweredAlready(Refusal):
    code = "registry.visit_answered_already"
    sentence = mark("这次走访没有要答复的事，或者已经办结。")


class NoAnswer(Refusal):
    code = "registry.no_answer"
    sentence = mark("没有写怎么办的。请写 1 到 %(most)s 个字。")
