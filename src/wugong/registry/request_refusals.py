"""What is refused about change requests."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NotYourHousehold(Refusal):
    code = "registry.not_your_household"
    sentence = mark("只能为自己的户申请变更；要为别的户办，请找村里登记的人。")
    status = 403


class AskedAlready(Refusal):
    code = "registry.asked_already"
    sentence = mark("%(number)s 户的%(kind)s已经有一份申请待核，请等它办完，或先撤回。")
    status = 409


class DecidedByAsker(Refusal):
    code = "registry.decided_by_asker"
    sentence = mark("申请和核定不能是同一人：这份申请是您提的，请交给另一位核定。")
    status = 403


class MustRecuse(Refusal):
    code = "registry.decided_by_kin"
    sentence = mark("您对这一户的事要回避，不能由您核定，请交给另一位。")
    status = 403


class DecidedAlready(Refusal):
    code = "registry.decided_already"
    sentence = mark("这份申请现在是“%(state)s”，不能再办。请刷新后再看。")
    status = 409


class StaleRequest(Refusal):
    code = "registry.stale_request"
    sentence = mark("提出申请以后，%(number)s 户又有变动，不能照它办。请不予办理，写明原因，让申请人重提。")
    status = 409


class NotYourRequest(Refusal):
    code = "registry.not_your_request"
    sentence = mark("这份申请不是您提的，不能由您撤回。")
    status = 403
