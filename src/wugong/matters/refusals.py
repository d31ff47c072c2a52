"""What is refused about registers and matters."""

from collections.abc import Mapping

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NoSuchRegister(Refusal):
    code = "matters.no_such_register"
    sentence = mark("没有“%(register)s”这本台账。请从台账目录里选。")
    status = 404


class NotInForce(Refusal):
    code = "matters.register_not_in_force"
    sentence = mark("台账“%(register)s”在 %(day)s 还没有生效的版本。")


class RegisterTooLong(Refusal):
    code = "matters.register_too_long"
    sentence = mark("台账办法最多 %(limit)s 字，请分成几本。")


class NoDecision(Refusal):
    code = "matters.no_decision"
    sentence = mark("请写明发布的依据，如会议或文件的名称和日期。")


# --- Numbers and words ----------------------------------------------------------------------------


class NumbersOut(Refusal):
    code = "matters.numbers_out"
    sentence = mark("%(year)s 年的编号用完了（一年最多 %(most)s 件），请联系维护人员。")


class NoNumber(Refusal):
    code = "matters.no_number"
    sentence = mark("编号是 %(digits)s 位数字，如 26-0041-783。请对照回执或短信再输一次。")


class WrongNumber(Refusal):
    code = "matters.wrong_number"
    sentence = mark("编号 %(number)s 对不上，可能有一位听错或写错了。请对照回执再输一次。")


class NoSuchMatter(Refusal):
    code = "matters.no_such_matter"
    sentence = mark("没有找到这一件，或者查询码不对。请对照回执，把编号和查询码再输一次。")
    status = 404


class TriesUsedUp(Refusal):
    code = "matters.tries_used_up"
    sentence = mark("查询码输错太多次了，请过 %(minutes)s 分钟再试，或者请村里帮您查。")
    status = 429


class WordsMissing(Refusal):
    code = "matters.words_missing"
    sentence = mark("请写明“%(what)s”。")


class WordsTooLong(Refusal):
    code = "matters.words_too_long"
    sentence = mark("“%(what)s”最多 %(most)s 字，现在有 %(count)s 字，请写短一些。")


class NumbersInWords(Refusal):
    code = "matters.numbers_in_words"
    sentence = mark("“%(what)s”里有%(kinds)s，别人会看到。请把号码删掉再交。")


class FactsAmiss(Refusal):
    """What is written into fields and does not fit; `by_field` has the sentence of each field's code."""

    code = "matters.facts_amiss"
    sentence = mark("有的内容填得不对：%(said)s")

    def __init__(self, by_field: Mapping[str, str]) -> None:
        self.by_field = by_field
        super().__init__(said="；".join(by_field.values()))


# --- Opening --------------------------------------------------------------------------------------


class KeyTaken(Refusal):
    code = "matters.key_taken"
    sentence = mark("这一次提交的标识已经被另一件用过了。请重新打开页面再交一次。")
    status = 409


class NotAnonymous(Refusal):
    code = "matters.not_anonymous"
    sentence = mark("“%(register)s”要登录以后才能登记。")
    status = 403


class NoCategory(Refusal):
    code = "matters.no_category"
    sentence = mark("没有“%(category)s”这个类别，请从列表里选一个。")


class PointAmiss(Refusal):
    code = "matters.point_amiss"
    sentence = mark("地图上的点不在国内，或者这本台账不用标点。请重新点一下，或者不标。")


class TooManyPhotos(Refusal):
    code = "matters.too_many_photos"
    sentence = mark("最多交 %(most)s 张照片，现在有 %(count)s 张，请去掉几张。")


class PlaceIsClosed(Refusal):
    code = "matters.place_is_closed"
    sentence = mark("“%(place)s”已经撤并，不能再登记。请选它并入的地方。")


class PlanBlanks(Refusal):
    code = "matters.plan_blanks"
    sentence = mark("还不能“%(move)s”，这些还没有填：%(blanks)s。请到方案“%(plan)s”第 %(row)s 项补上。")


class StillBlank(Refusal):
    code = "matters.still_blank"
    sentence = mark("“%(what)s”还是空的占位（如 xxx、20xx、待定），请先补上真的内容。")


# --- Moving ---------------------------------------------------------------------------------------


class NoSuchMove(Refusal):
    code = "matters.no_such_move"
    sentence = mark("这本台账没有“%(move)s”这一步。请回到这一件的页面再选。")
    status = 404


class NotFromHere(Refusal):
    code = "matters.not_from_here"
    sentence = mark("这一件现在是“%(state)s”，不能“%(move)s”。请刷新页面，看看现在能办哪一步。")
    status = 409


class MovedMeanwhile(Refusal):
    code = "matters.moved_meanwhile"
    sentence = mark("您打开页面以后，这一件已经有人办过了，现在是“%(state)s”。请刷新页面再看要不要办。")
    status = 409


class NeedsPhoto(Refusal):
    code = "matters.needs_photo"
    sentence = mark("“%(move)s”要有现场照片，请拍一张再交。")


class NeedsBeforeAfter(Refusal):
    code = "matters.needs_before_after"
    sentence = mark("“%(move)s”要有办理前、办理后两张照片，请补上%(missing)s。")


class NeedsUnit(Refusal):
    code = "matters.needs_unit"
    sentence = mark("“%(move)s”要先定责任单位，请选一个单位。")


class NeedsDay(Refusal):
    code = "matters.needs_day"
    sentence = mark("“%(move)s”要写明日期，请选一天。")


class NeedsSignature(Refusal):
    code = "matters.needs_signature"
    sentence = mark("“%(move)s”要有签名，请签名后再交。")


class NeedsFacts(Refusal):
    code = "matters.needs_facts"
    sentence = mark("“%(move)s”之前要先填%(fields)s。")


class WindowOver(Refusal):
    code = "matters.window_over"
    sentence = mark("办结后 %(days)s 天内可以确认或者退回，现在过了。还没有解决的，请重新提一件。")
    status = 409


class IsOver(Refusal):
    code = "matters.is_over"
    sentence = mark("第 %(number)s 号已经办完了，这一步不能办。")
    status = 409


class WasMerged(Refusal):
    code = "matters.was_merged"
    sentence = mark("第 %(number)s 号已经并入另一件，请到那一件上办。")
    status = 409


# --- Routing, assigning, clocks, merging -----------------------------------------------------------


class NotOnItsLine(Refusal):
    code = "matters.not_on_its_line"
    sentence = mark("这一件只能在它自己的组、村、镇、县之间转，不能转给“%(place)s”。")


class LiesThere(Refusal):
    code = "matters.lies_there"
    sentence = mark("这一件已经在“%(place)s”了，不用再转。")
    status = 409


class NeverShown(Refusal):
    code = "matters.never_shown"
    sentence = mark("这本台账（或这一类）不公开，照片不能让大家看到。请去掉“让大家看到”再交。")


class NothingShown(Refusal):
    code = "matters.nothing_shown"
    sentence = mark("让大家看到的照片没有变。请先勾选，或者去掉勾选。")


class NothingFilled(Refusal):
    code = "matters.nothing_filled"
    sentence = mark("填的内容和原来一样，没有要改的。")


class NothingAssigned(Refusal):
    code = "matters.nothing_assigned"
    sentence = mark("没有选责任单位、责任领导，也没有选责任人员。请至少定一样。")


class NotAnAccountHere(Refusal):
    code = "matters.not_an_account_here"
    sentence = mark("“%(name)s”的账号不在本县，或者已经停用，请另选一个人。")


class HandThere(Refusal):
    code = "matters.hand_there"
    sentence = mark("“%(name)s”已经是“%(body)s”的经办账号了。")
    status = 409


class NoHand(Refusal):
    code = "matters.no_hand"
    sentence = mark("“%(name)s”现在不是“%(body)s”的经办账号。")
    status = 409


class BodyGone(Refusal):
    code = "matters.body_gone"
    sentence = mark("“%(body)s”已经撤销，请另选一个单位。")


class NoSuchPause(Refusal):
    code = "matters.no_such_pause"
    sentence = mark("暂停计时的原因只能是：%(reasons)s。")


class NeverPaused(Refusal):
    code = "matters.never_paused"
    sentence = mark("这本台账的时限不能暂停。")


class NothingRuns(Refusal):
    code = "matters.nothing_runs"
    sentence = mark("这一件现在没有在走的时限。")
    status = 409


class PausedAlready(Refusal):
    code = "matters.paused_already"
    sentence = mark("这一件的时限已经暂停了（%(reason)s）。")
    status = 409


class NotPaused(Refusal):
    code = "matters.not_paused"
    sentence = mark("这一件的时限没有暂停，不用恢复。")
    status = 409


class TooLate(Refusal):
    code = "matters.too_late"
    sentence = mark("这一件已经超期，不能再暂停或延期，请尽快办理并写明原因。")
    status = 409


class NoMoreExtensions(Refusal):
    code = "matters.no_more_extensions"
    sentence = mark("“%(clock)s”最多延期 %(most)s 次，已经用完了。")
    status = 409


class MergedIntoItself(Refusal):
    code = "matters.merged_into_itself"
    sentence = mark("一件不能并入它自己，请选另一件。")


class OtherRegister(Refusal):
    code = "matters.other_register"
    sentence = mark("只有同一本台账、同一个村的两件才能合并。")


class NobodyChosen(Refusal):
    code = "matters.nobody_chosen"
    sentence = mark("没有选中任何一件，请先勾选。")
