"""What is refused about plans of links."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NoHouseholds(Refusal):
    code = "registry.links_without_households"
    sentence = mark("“%(place)s”还没有登记户，没有可以联的。请先登记或导入。")


class NoSuchVillage(Refusal):
    code = "registry.links_no_such_village"
    sentence = mark("没有代码是 %(code)s 的村或镇。村是 12 位，镇是 9 位，请核对。")
    status = 404


class UnreadableHeads(Refusal):
    code = "registry.links_unreadable_heads"
    sentence = mark("文件“%(name)s”读不了：%(why)s。请给一份文本，每行一个中心户的户号。")


class UnknownHeads(Refusal):
    code = "registry.links_unknown_heads"
    sentence = mark("“%(place)s”没有这些户：%(numbers)s。请核对中心户的户号，已经销户的不能再用。")


class HeadIsFull(Refusal):
    code = "registry.link_head_full"
    sentence = mark("中心户 %(head)s 已经联了 %(most)s 户，不能再加。请换一个中心户，或先移走一户。")
    status = 409


class NotAHead(Refusal):
    code = "registry.link_no_head"
    sentence = mark("%(head)s 户不是这份方案的中心户，不能联别的户。请从列出的中心户里选。")


class HeadHasLinks(Refusal):
    code = "registry.link_head_has_links"
    sentence = mark("%(number)s 户是中心户，还联着 %(count)s 户，不能改由别人联。请先把这些户移走。")
    status = 409


class LinkedAlready(Refusal):
    code = "registry.linked_already"
    sentence = mark("%(number)s 户本来就由这个中心户联系，不用改。")
    status = 409


class CrossesBorder(Refusal):
    code = "registry.link_crosses_border"
    sentence = mark(
        "%(number)s 户和中心户 %(head)s 不在一个组，这份方案不跨组。要跨组，请重新提方案时选“可以跨组”。"
    )


class NotOfTheVillage(Refusal):
    code = "registry.link_not_of_village"
    sentence = mark("%(number)s 户已经不在“%(place)s”，请先按变动调整联户。")
    status = 409


class PlanIsReplaced(Refusal):
    code = "registry.link_plan_replaced"
    sentence = mark("这份联户方案已经换下，只能看。请打开现在的方案。")
    status = 409


class PlanIsAdopted(Refusal):
    code = "registry.link_plan_adopted"
    sentence = mark("这份联户方案已经采用，不用再采用。")
    status = 409


class PlanChangedMeanwhile(Refusal):
    code = "registry.link_plan_changed"
    sentence = mark("这份联户方案刚才有人改过，您的没有写入。请刷新，看过再改。")
    status = 409


class LinksUncovered(Refusal):
    code = "registry.links_uncovered"
    sentence = mark("还有 %(count)s 户没有中心户联：%(numbers)s。请给他们选中心户，或增加中心户，再采用。")
    status = 409


class LinksOverfull(Refusal):
    code = "registry.links_overfull"
    sentence = mark("中心户 %(numbers)s 联的超过 %(most)s 户。请移走几户，再采用。")
    status = 409


class LinksStale(Refusal):
    code = "registry.links_stale"
    sentence = mark("方案里的 %(numbers)s 户已经销户或迁走。请先按变动调整联户，再采用。")
    status = 409
