"""What is refused about readings in clear, consents, bound accounts and recusal."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NoReadingReason(Refusal):
    code = "registry.no_reading_reason"
    sentence = mark(
        "查看号码要写明原因，%(least)s 到 %(most)s 个字，本人看得到。请写上为什么要看，再试一次。"
    )


class NumberInReason(Refusal):
    code = "registry.number_in_reason"
    sentence = mark("原因里有身份证号、手机号或银行账号，不能这样写。请只写为什么要看。")


class NumberInRequest(Refusal):
    code = "registry.number_in_request"
    sentence = mark("%(what)s里有身份证号、手机号或银行账号，不能这样写。请去掉号码再交。")


class GuardianHasNotAgreed(Refusal):
    code = "registry.guardian_has_not_agreed"
    sentence = mark(
        "%(name)s不满 %(age)s 周岁，监护人还没有同意登记孩子的号码，现在不能看、不能改。"
        "请监护人先同意“登记孩子的证件号、手机和照片”。"
    )
    status = 403


class NothingThere(Refusal):
    code = "registry.nothing_there"
    sentence = mark("%(name)s没有登记%(fields)s，没有什么可看。")
    status = 404


class NotInAHousehold(Refusal):
    code = "registry.not_in_a_household"
    sentence = mark("%(name)s现在不在本县的任何一户里，这里办不了。请到所在的村办。")
    status = 409


class UnknownPurpose(Refusal):
    code = "registry.unknown_purpose"
    sentence = mark("没有“%(purpose)s”这个用途。可以同意的用途有：%(known)s。")


class NoPurposeYet(Refusal):
    code = "registry.no_purpose_yet"
    sentence = mark("“%(purpose)s”在 %(day)s 还没有规定，不能先征求同意。请换一个日期。")


class NeedsGuardian(Refusal):
    code = "registry.needs_guardian"
    sentence = mark("%(name)s不满 %(age)s 周岁，要由监护人同意。请找同住的成年家人来办，并写明是谁。")


class NotAGuardian(Refusal):
    code = "registry.not_a_guardian"
    sentence = mark(
        "%(guardian)s不能替%(name)s同意：要同一户里成年的近亲属，或者记为父母、祖父母的人。请换一个人。"
    )


class NeedsOwnWord(Refusal):
    code = "registry.needs_own_word"
    sentence = mark("%(name)s已满 %(age)s 周岁，要由本人同意，别人不能代替。请让本人来办。")


class ConsentStands(Refusal):
    code = "registry.consent_stands"
    sentence = mark("%(name)s已经同意“%(purpose)s”，到 %(until)s 为止，不用再办。")
    status = 409


class NoConsent(Refusal):
    code = "registry.no_consent"
    sentence = mark("%(name)s没有同意过“%(purpose)s”，或者已经撤回、到期，没有什么可撤。")
    status = 404


class NotHers(Refusal):
    code = "registry.not_hers"
    sentence = mark("这不是您本人，也不是您监护的孩子，您不能代办。请让本人来，或找村里的干部当面办。")
    status = 403


class BoundAlready(Refusal):
    code = "registry.bound_already"
    sentence = mark("账号 %(account)s 已经和%(name)s连在一起，不用再办。")
    status = 409


class SelfAlready(Refusal):
    code = "registry.self_already"
    sentence = mark("账号 %(account)s 已经是另一位居民本人的。一家人共用一部手机时，请选“家人代用”。")
    status = 409


class HasAnAccount(Refusal):
    code = "registry.has_an_account"
    sentence = mark("%(name)s已经有自己的账号。换账号请先分开原来的；共用家人的手机，请选“家人代用”。")
    status = 409


class NotBound(Refusal):
    code = "registry.not_bound"
    sentence = mark("账号 %(account)s 没有和%(name)s连在一起。请刷新，看现在的情况。")
    status = 404


class OwnAccount(Refusal):
    code = "registry.own_account"
    sentence = mark("自己的账号不能由自己连到居民上。请找村里另一位登记的人当面办。")
    status = 403


class NoSuchAccount(Refusal):
    code = "registry.no_such_account"
    sentence = mark("没有“%(account)s”这个账号，或者已经停用。请看着本人的手机核对登录名。")


class NobodyOfThisName(Refusal):
    code = "registry.nobody_of_this_name"
    sentence = mark("本村 %(number)s 户没有%(name)s。请核对户号和姓名。")


class KinToOneself(Refusal):
    code = "registry.kin_to_oneself"
    sentence = mark("不能把%(name)s记成自己要回避的人。请另选一个人。")


class OwnKin(Refusal):
    code = "registry.own_kin"
    sentence = mark("自己要回避谁，不能由自己来记或划去。请另一位登记的人来办。")
    status = 403


class KinNotedAlready(Refusal):
    code = "registry.kin_noted_already"
    sentence = mark("这两个人的回避已经记过，不用再记。")
    status = 409


class KinNotThere(Refusal):
    code = "registry.kin_not_there"
    sentence = mark("这两个人没有记过回避，没有什么可划去。")
    status = 404


class MustRecuse(Refusal):
    code = "registry.relative_holds"
    sentence = mark("%(name)s要回避“%(place)s”在任的%(held)s，不能担任%(kind)s。请另选一个人。")
    status = 409


class RecusedHere(Refusal):
    code = "registry.recused_here"
    sentence = mark("%(name)s对“%(place)s”要回避，不能在那里担任%(kind)s。请另选一个人，或换一个地点。")
    status = 409
