"""What the register of households and persons refuses."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NotAVillage(Refusal):
    code = "registry.not_a_village"
    sentence = mark("“%(place)s”不是村、社区或村民小组，户要登记在村或组里，请换一个。")


class PlaceIsClosed(Refusal):
    code = "registry.place_is_closed"
    sentence = mark("“%(place)s”已经撤销，请登记到接续它的村或组。")
    status = 409


class NoNumber(Refusal):
    code = "registry.no_number"
    sentence = mark("户号还是空的，或超过 30 个字，请填村里给这一户的号。")


class NumberTaken(Refusal):
    code = "registry.number_taken"
    sentence = mark("“%(village)s”已经有 %(number)s 户，请核对户号，或换一个号。")
    status = 409


class TooLong(Refusal):
    code = "registry.too_long"
    sentence = mark("%(what)s超过 %(most)s 个字，请写短些。")


class NoPosition(Refusal):
    code = "registry.no_position"
    sentence = mark("位置不对：经度和纬度要一起填，并且在国内（东经 73 到 136 度、北纬 3 到 54 度）。")


class DayToCome(Refusal):
    code = "registry.day_to_come"
    sentence = mark("%(what)s %(day)s 还没有到，请填今天或以前的日期。")


class DayTooEarly(Refusal):
    code = "registry.day_too_early"
    sentence = mark("%(what)s %(day)s 早于%(before)s %(since)s，请核对日期。")


class HouseholdClosed(Refusal):
    code = "registry.household_closed"
    sentence = mark("%(number)s 户已经销户，不能再变动；请打开承接它的户。")
    status = 409


class ChangedMeanwhile(Refusal):
    code = "registry.changed_meanwhile"
    sentence = mark("%(what)s刚才有人改过，您的没有写入。请刷新，看过再改。")
    status = 409


class StillHasMembers(Refusal):
    code = "registry.still_has_members"
    sentence = mark("%(number)s 户还有 %(count)s 人，不能销户；请先办迁移、并户或死亡登记。")
    status = 409


class CareMarkedAlready(Refusal):
    code = "registry.care_marked_already"
    sentence = mark("%(number)s 户已经列为“%(care)s”，不用再列。")
    status = 409


class CareEndedAlready(Refusal):
    code = "registry.care_ended_already"
    sentence = mark("这一项重点照护已经结束，不用再办。")
    status = 409


class UnknownChoice(Refusal):
    code = "registry.unknown_choice"
    sentence = mark("%(what)s没有“%(value)s”这一种，请从列出的里面选。")


class NoPersonName(Refusal):
    code = "registry.no_person_name"
    sentence = mark("姓名还是空的，超过 60 个字，或者里面有数字和符号，请填身份证上的姓名。")


class UnknownRelation(Refusal):
    code = "registry.unknown_relation"
    sentence = mark("不认得与户主关系“%(relation)s”，请从列出的里面选，如户主、妻、子、女、父亲、母亲。")


class RelationOfOtherSex(Refusal):
    code = "registry.relation_of_other_sex"
    sentence = mark("%(name)s登记为%(sex)s性，与户主关系不能是“%(relation)s”，请核对哪一项不对。")


class BadIdNumber(Refusal):
    code = "registry.bad_id_number"
    sentence = mark("身份证号%(why)s，请照证件再核对。")


class BadPapers(Refusal):
    code = "registry.bad_papers"
    sentence = mark("证件号码不对：应是 5 到 30 位字母和数字，请照证件再核对。")


class BirthDisagrees(Refusal):
    code = "registry.birth_disagrees"
    sentence = mark("填的出生日期是 %(born)s，和身份证号里的不一样，请照证件核对哪一项不对。")


class SexDisagrees(Refusal):
    code = "registry.sex_disagrees"
    sentence = mark("填的性别是%(sex)s，和身份证号里的不一样，请照证件核对哪一项不对。")


class NoBirth(Refusal):
    code = "registry.no_birth"
    sentence = mark("还没有填出生日期，也没有身份证号，看不出是不是孩子；请至少填一项。")


class BadPhone(Refusal):
    code = "registry.bad_phone"
    sentence = mark("电话号码不对：手机号是 11 位；座机请连区号，只写数字。")


class BadBank(Refusal):
    code = "registry.bad_bank"
    sentence = mark("银行账号不对：应是 10 到 30 位数字，请照存折或卡核对。")


class RegisteredAlready(Refusal):
    code = "registry.registered_already"
    sentence = mark(
        "这个证件号已经登记在“%(village)s”，姓名%(name)s。是同一个人请办迁移；不是，请照证件核对号码。"
    )
    status = 409


class NumberOfAnother(Refusal):
    code = "registry.number_of_another"
    sentence = mark("这个证件号已经登记在别人名下，请带证件到村里，当面核对。")
    status = 409


class RegisteredBefore(Refusal):
    code = "registry.registered_before"
    sentence = mark(
        "这个证件号以前登记过，姓名%(name)s，和现在填的不一样。改过名请先办更正；不是同一个人请核对号码。"
    )
    status = 409


class RegisteredAsDead(Refusal):
    code = "registry.registered_as_dead"
    sentence = mark("这个证件号的%(name)s登记为已经去世，请照证件核对号码；登记错了请先办更正。")
    status = 409


class RegisteredAtOnce(Refusal):
    code = "registry.registered_at_once"
    sentence = mark("这个证件号刚才已经由别人登记，请刷新，看过再办。")
    status = 409


class InNoHousehold(Refusal):
    code = "registry.in_no_household"
    sentence = mark("%(name)s现在不在任何一户里，请先把他登记到一户。")
    status = 409


class InHouseholdAlready(Refusal):
    code = "registry.in_household_already"
    sentence = mark("%(number)s 户已经登记了%(name)s，出生日期也一样，不用再登记。")
    status = 409


class HeadExists(Refusal):
    code = "registry.head_exists"
    sentence = mark("%(number)s 户已经有户主，一户只有一个户主；要换户主请办“变更户主”。")
    status = 409


class NoGuardian(Refusal):
    code = "registry.no_guardian"
    sentence = mark("%(name)s不满 %(age)s 周岁，登记要有监护人同意，请选监护人，并写明同意的方式。")


class NotOfAge(Refusal):
    code = "registry.not_of_age"
    sentence = mark("%(name)s没有成年，或没有登记出生日期，不能作监护人，请另选一位。")


class NoParent(Refusal):
    code = "registry.no_parent"
    sentence = mark("登记出生要写明父亲或母亲，至少一位是登记了的居民，请选。")


class NotTheParent(Refusal):
    code = "registry.not_the_parent"
    sentence = mark("%(name)s不能是这个孩子的%(relation)s：%(why)s，请核对。")


class NotAMember(Refusal):
    code = "registry.not_a_member"
    sentence = mark("%(name)s不在 %(number)s 户，请刷新，从这一户的人里选。")
    status = 409


class NobodyChosen(Refusal):
    code = "registry.nobody_chosen"
    sentence = mark("还没有选人，请至少选一位。")


class WhoIsHead(Refusal):
    code = "registry.who_is_head"
    sentence = mark(
        "%(number)s 户要有一位、也只有一位户主，现在选了 %(count)s 位。请写明谁是户主、其他人和他是什么关系。"
    )


class RelationsMissing(Refusal):
    code = "registry.relations_missing"
    sentence = mark("换了户主，%(names)s与户主的关系还没有填，请每人都填。")


class SameHousehold(Refusal):
    code = "registry.same_household"
    sentence = mark("两边是同一户（%(number)s），请另选一户。")


class SamePlace(Refusal):
    code = "registry.same_place"
    sentence = mark("%(number)s 户本来就在“%(place)s”，不用迁。")


class NoWhereabouts(Refusal):
    code = "registry.no_whereabouts"
    sentence = mark("请写明%(name)s去哪里（省、市、县），或选要迁入的户。")


class AllOfThem(Refusal):
    code = "registry.all_of_them"
    sentence = mark("%(number)s 户的人都选上了，分户要留下至少一位；整户搬走请办迁移。")


class OtherVillage(Refusal):
    code = "registry.other_village"
    sentence = mark("%(number)s 户在“%(village)s”，分户要在同一个村里；要搬到别的村，请先分户再办迁移。")


class DeadAlready(Refusal):
    code = "registry.dead_already"
    sentence = mark("%(name)s已经登记为 %(died)s 去世，不用再登记。")
    status = 409


class NothingToChange(Refusal):
    code = "registry.nothing_to_change"
    sentence = mark("填的和登记的一样，没有要改的。")


class Unreadable(Refusal):
    code = "registry.unreadable"
    sentence = mark("%(what)s写得不对，请重新填写后再交。")


class NoReason(Refusal):
    code = "registry.no_reason"
    sentence = mark("%(what)s还是空的，或超过 200 个字，请写清楚。")
