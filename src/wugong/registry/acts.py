"""What can happen to households and persons."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})
NAMED = WHO | {"name"}

HOUSEHOLD_FOUNDED = Act(
    "registry.household_founded", mark("%(actor)s 在“%(place)s”登记 %(number)s 户"), scrub=WHO
)
HOUSEHOLD_RELOCATED = Act(
    "registry.household_relocated", mark("%(actor)s 改“%(place)s”%(number)s 户的%(fields)s"), scrub=WHO
)
HOUSEHOLD_CLOSED = Act(
    "registry.household_closed", mark("“%(place)s”%(number)s 户自 %(day)s 起销户（%(actor)s）"), scrub=WHO
)
HOUSEHOLD_MOVED = Act(
    "registry.household_moved",
    mark("%(actor)s 把“%(before)s”%(number)s 户自 %(day)s 起迁到“%(place)s”"),
    scrub=WHO,
)
HOUSEHOLD_SPLIT = Act(
    "registry.household_split",
    mark("%(actor)s 办理分户：“%(place)s”%(number)s 户自 %(day)s 起分出 %(later)s 户，%(count)s 人"),
    scrub=WHO,
)
HOUSEHOLDS_MERGED = Act(
    "registry.households_merged",
    mark("%(actor)s 办理并户：“%(place)s”%(earlier)s 户自 %(day)s 起并入 %(number)s 户"),
    scrub=WHO,
)
HEAD_CHANGED = Act(
    "registry.head_changed",
    mark("“%(place)s”%(number)s 户自 %(day)s 起由%(name)s任户主（%(actor)s）"),
    scrub=NAMED,
)
CARE_MARKED = Act(
    "registry.care_marked", mark("%(actor)s 把“%(place)s”%(number)s 户列为重点照护：%(care)s"), scrub=WHO
)
CARE_ENDED = Act(
    "registry.care_ended", mark("%(actor)s 不再把“%(place)s”%(number)s 户列为重点照护：%(care)s"), scrub=WHO
)
PERSON_REGISTERED = Act(
    "registry.person_registered", mark("%(actor)s 在“%(place)s”%(number)s 户登记%(name)s"), scrub=NAMED
)
PERSON_BORN = Act(
    "registry.person_born",
    mark("%(actor)s 登记“%(place)s”%(number)s 户的新生儿%(name)s，%(day)s 出生"),
    scrub=NAMED | {"day"},
)
PERSON_CORRECTED = Act(
    "registry.person_corrected",
    mark("%(actor)s 更正“%(place)s”%(number)s 户%(name)s的%(fields)s"),
    scrub=NAMED,
)
CONTACT_CHANGED = Act(
    "registry.contact_changed",
    mark("%(actor)s 改“%(place)s”%(number)s 户%(name)s的%(fields)s"),
    scrub=NAMED,
)
RESIDENCE_NOTED = Act(
    "registry.residence_noted",
    mark("%(actor)s 登记“%(place)s”%(number)s 户%(name)s的居住情况：%(residence)s"),
    scrub=NAMED,
)
PERSON_MOVED_IN = Act(
    "registry.person_moved_in",
    mark("%(name)s自 %(day)s 起迁入“%(place)s”%(number)s 户（%(actor)s）"),
    scrub=NAMED,
)
PERSON_MOVED_OUT = Act(
    "registry.person_moved_out",
    mark("%(name)s自 %(day)s 起迁出“%(place)s”%(number)s 户（%(actor)s）"),
    scrub=NAMED,
)
PERSON_DIED = Act(
    "registry.person_died",
    mark("%(actor)s 登记“%(place)s”%(number)s 户%(name)s去世"),
    scrub=NAMED,
)
RELATIONS_RECODED = Act(
    "registry.relations_recoded", mark("%(actor)s 改“%(place)s”%(number)s 户的家庭关系"), scrub=WHO
)
CHANGE_ASKED = Act(
    "registry.change_asked", mark("%(actor)s 为“%(place)s”%(number)s 户申请%(kind)s"), scrub=WHO
)
CHANGE_DECIDED = Act(
    "registry.change_decided",
    mark("%(actor)s 核定“%(place)s”%(number)s 户的%(kind)s申请：%(outcome)s"),
    scrub=WHO,
)
CHANGE_WITHDRAWN = Act(
    "registry.change_withdrawn", mark("%(actor)s 撤回“%(place)s”%(number)s 户的%(kind)s申请"), scrub=WHO
)
HOUSEHOLDS_FOLLOWED = Act(
    "registry.households_followed",
    mark("“%(before)s”有变动，%(count)s 户随之归到“%(place)s”（%(actor)s）"),
    scrub=WHO,
)
