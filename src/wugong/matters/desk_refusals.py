"""What is refused at a desk: views without a name, batches of nothing, days settled for nothing."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NoViewTitle(Refusal):
    code = "matters.no_view_title"
    sentence = mark("请给这个查询起个名字，比如“快到期的随手拍”。")


class TooManyViews(Refusal):
    code = "matters.too_many_views"
    sentence = mark("常用查询最多存 %(limit)s 个，请先删掉不用的。")


class NothingTicked(Refusal):
    code = "matters.nothing_ticked"
    sentence = mark("还没有勾选事项，请先在清单里勾几件。")


class TooManyTicked(Refusal):
    code = "matters.too_many_ticked"
    sentence = mark("一次最多办 %(limit)s 件，您勾了 %(count)s 件，请分几次。")


class TooManyForASheet(Refusal):
    code = "matters.too_many_for_a_sheet"
    sentence = mark("一张表格最多放 %(limit)s 行，这本台账有 %(count)s 件，请用 JSON Lines 导出。")
