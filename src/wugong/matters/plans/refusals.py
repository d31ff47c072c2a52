"""What is refused about plan documents: bringing, correcting, checking, adopting, copying."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NotAPlan(Refusal):
    code = "matters.not_a_plan"
    sentence = mark(
        "没有读出实施方案：看到的是%(seen)s，里面没有分给单位、组织或村的任务。"
        "请核对文件；经验材料、教案、活动表不用交到这里。"
    )


class NothingBrought(Refusal):
    code = "matters.no_plan_brought"
    sentence = mark("还没有选文件，也没有粘贴正文。请选一个 .docx、.doc、.txt 文件，或者把正文粘贴进来。")


class BothBrought(Refusal):
    code = "matters.plan_brought_twice"
    sentence = mark("文件和粘贴的正文都有了，不知道用哪一个。请只留一个再交。")


class PlanTooLong(Refusal):
    code = "matters.plan_too_long"
    sentence = mark("正文有 %(count)s 字，最多 %(most)s 字。请分成几次交，或者只留方案正文。")


class PlanKeyTaken(Refusal):
    code = "matters.plan_key_taken"
    sentence = mark("这个提交标识已经用过了。请回到交方案的页面重新打开再交。")
    status = 409


class NoSuchYear(Refusal):
    code = "matters.no_plan_year"
    sentence = mark("方案年份 %(year)s 不对，请填 %(first)s 到 %(last)s 之间的四位年份。")


class NoSuchCell(Refusal):
    code = "matters.no_plan_cell"
    sentence = mark("没有“%(cell)s”这一格，请从表里选要改的格。")


class NoSuchDay(Refusal):
    code = "matters.no_plan_day"
    sentence = mark("“%(text)s”不是日期。请写成 2026-07-30 这样，或者留空。")


class NoSuchChoice(Refusal):
    code = "matters.no_plan_choice"
    sentence = mark("“%(text)s”不能填在%(cell)s里，请从这些里选：%(choices)s。")


class NoSuchFigure(Refusal):
    code = "matters.no_plan_figure"
    sentence = mark("“%(text)s”不是数。%(cell)s请填数字，如 85 或 12.5，最多四位小数。")


class NoUpperGoal(Refusal):
    code = "matters.no_upper_goal"
    sentence = mark("“在两者之间”要填两个数，上限不能小于下限。请补上目标上限再存。")


class TooManyUnits(Refusal):
    code = "matters.too_many_plan_units"
    sentence = mark("一格最多写 %(most)s 个单位，现在有 %(count)s 个。请分成几项任务。")


class NotOfThisPlan(Refusal):
    code = "matters.not_of_this_plan"
    sentence = mark("这一项不在这份方案里。请回到方案再选一次。")
    status = 404


class OutsideTheText(Refusal):
    code = "matters.outside_the_plan"
    sentence = mark("行号要在正文第 %(first)s 行到第 %(last)s 行之间，首行不能大于末行。")


class BodyElsewhere(Refusal):
    code = "matters.plan_body_elsewhere"
    sentence = mark("“%(body)s”已经撤销或不在本县，不能对上。请选现有的组织。")


class NoSuchCheck(Refusal):
    code = "matters.no_such_check"
    sentence = mark("没有“%(code)s”这一项保障条件。请回到核对页再选。")


class GapNeedsWords(Refusal):
    code = "matters.gap_needs_words"
    sentence = mark("%(item)s有缺口，请写明由谁在哪一天以前补上。")


class NotReady(Refusal):
    code = "matters.plan_not_ready"
    sentence = mark("还有保障条件没有核对：%(items)s。请先到“保障条件”逐项核对，再立项。")


class NothingToAdopt(Refusal):
    code = "matters.nothing_to_adopt"
    sentence = mark("这份方案里没有要立项的任务。请先核对，把要办的事放回任务里。")


class TooManyMatters(Refusal):
    code = "matters.too_many_of_a_plan"
    sentence = mark("立项后会有 %(count)s 件，一次最多 %(most)s 件。请把方案分开，或者把不立项的任务去掉。")


class TooManyCopies(Refusal):
    code = "matters.too_many_plan_copies"
    sentence = mark("一次最多推广到 %(most)s 个地方，现在选了 %(count)s 个。请分几次推广。")


class NotAdopted(Refusal):
    code = "matters.plan_not_adopted"
    sentence = mark("这份方案还没有立项，请先立项。")


class NotEvaluated(Refusal):
    code = "matters.pilot_not_evaluated"
    sentence = mark("试点还没有评估，不能推广。请先写明试点做成了什么、还差什么。")


class CopyToItself(Refusal):
    code = "matters.copied_to_itself"
    sentence = mark("推广的地方不能是“%(place)s”：方案本来就在那里，或者已经推广过。请另选。")


class NowhereToCopy(Refusal):
    code = "matters.nowhere_to_copy"
    sentence = mark("还没有选要推广到哪里。请至少选一个村或镇。")


class NotBlank(Refusal):
    code = "matters.plan_cell_not_blank"
    sentence = mark("“%(cell)s”已经填了，立项后不能在这里改。请到这一件事项里办理延期、改派或补充。")


class NoMatterYet(Refusal):
    code = "matters.plan_task_without_matter"
    sentence = mark("这一项没有立项，没有可补的空。请先立项，或者在核对时改。")


class RulesOfGroup(Refusal):
    code = "matters.rules_of_group"
    sentence = mark("“%(name)s”指一群单位，配套细则要由各单位自己的名字来记。")


class RowChanged(Refusal):
    code = "matters.plan_row_changed_meanwhile"
    sentence = mark(
        "您打开以后，别人改过这一项。您写的还在框里；请回矩阵看一眼现在的内容，要照您写的，再存一次。"
    )
    status = 409
