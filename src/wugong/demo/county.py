"""What the demonstration county is made of. Places and people are invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from wugong.access.roles import RoleKind
from wugong.base.periods import Level, Period

CODE: Final = "990121"
NAME: Final = "望溪县"
SINCE: Final = date(2020, 1, 1)
CARED: Final = date(2026, 3, 1)
PASSWORD: Final = "wang-xi-2026"  # noqa: S105 -- public on purpose; `load` refuses a house that serves others
FIRST: Final = Period(Level.MONTH, 2025, 9)
LAST: Final = Period(Level.MONTH, 2026, 10)


@dataclass(frozen=True)
class Town:
    """乡镇: its own name, and its villages from the one that does best to the one that does worst."""

    code: str
    name: str
    villages: tuple[str, ...]

    def code_of(self, village: str) -> str:
        return f"{self.code}{201 + self.villages.index(village)}"

    @property
    def village_names(self) -> Mapping[str, str]:
        """Return the names by code."""
        return {self.code_of(village): f"{village}村" for village in self.villages}


def _town(number: int, name: str, villages: str) -> Town:
    return Town(f"{CODE}{number}", name, tuple(villages.split()))


YUNTANG: Final = _town(
    101,
    "云塘镇",
    "樟树湾 茶亭 枫林坳 柳溪 青竹园 官渡 龙泉冲 白石港 金盆岭 荷叶塘 桐子坪 新塘 双江口 石牛山 桃花洞 大屋场",
)
SONGLING: Final = _town(
    102, "松岭镇", "松岭 杉木桥 梅子坡 响水滩 油榨坊 燕子岩 黄土坳 莲花池 竹山下 板栗园 磨刀溪 望月台 老屋湾"
)
QINGHE: Final = _town(
    201,
    "清禾乡",
    "清禾 芦苇荡 稻香 石拱桥 木瓜坪 鹭鸶洲 南山脚 井水湾 瓦窑坡 凉亭坳 "
    "上渡 下渡 麻石岭 古樟 牛栏冲 鱼塘边 西岸",
)
TOWNS: Final = (YUNTANG, SONGLING, QINGHE)


FENGLIN: Final = YUNTANG.code_of("枫林坳")
HOMES: Final = (FENGLIN, YUNTANG.code_of("樟树湾"), YUNTANG.code_of("茶亭"))  # villages with households
KNOWN: Final = {  # heads of whom the stories tell, and whether they are men
    (FENGLIN, 1): ("吴村民", True),
    (FENGLIN, 2): ("曾晓芳", False),
    (FENGLIN, 3): ("欧阳志明", True),
    (FENGLIN, 4): ("单福贵", True),
}
SERVING: Final = {  # whoever judges or serves others, and of which household she is the head
    "cadre": 31,
    "second-cadre": 32,
    "supervisor": 33,
    "shop-keeper": 34,
}
RIGHT_NAME, WHY_NAME = "曾小芳", "户口本上是“小”字，登记时听错了"  # asked for household 2
PROFILE, CHAIN, SINGLE = "three-councils-one-team", "four-cover-one-link", "posts"
FOUNDED: Final = date(2025, 3, 8)
OFFICES: Final = (
    ("council", "chair", 3),
    ("council", "deputy", 4),
    ("notables", "chair", 5),
    ("team", "captain", 6),
)
POLICE: Final = "云塘派出所驻村民警"
PROMISED: Final = 14  # days
VISITS: Final = (  # (household, days ago, what was asked, what came of it; None where nothing was promised)
    (4, 30, "家里都好，没有要办的事。", None),
    (2, 12, "门前的路灯不亮了。", "请镇上电工换了灯头，当晚就亮了。"),
    (1, 5, "老人想办高龄补贴，不知道要带什么。", ""),
)


def groups_of(village: str) -> Mapping[str, str]:
    """Return the groups (组) of a village with households: the names by code."""
    name = YUNTANG.village_names[village]
    return {f"{village}01": f"{name}一组", f"{village}02": f"{name}二组"}


@dataclass(frozen=True)
class Person:
    """账号: who signs in, what she is and where; without a place the role is one of the house."""

    login_name: str
    name: str
    kind: RoleKind
    place: str | None


PEOPLE: Final = (
    Person("yuntang-officer", "何经办", RoleKind.TOWN_OFFICER, YUNTANG.code),
    Person("yuntang-approver", "陈审批", RoleKind.TOWN_APPROVER, YUNTANG.code),
    Person("songling-officer", "罗经办", RoleKind.TOWN_OFFICER, SONGLING.code),
    Person("songling-approver", "唐审批", RoleKind.TOWN_APPROVER, SONGLING.code),
    Person("qinghe-officer", "蒋经办", RoleKind.TOWN_OFFICER, QINGHE.code),
    Person("qinghe-approver", "向审批", RoleKind.TOWN_APPROVER, QINGHE.code),
    Person("county-officer", "周督导", RoleKind.COUNTY_OFFICER, CODE),
    Person("rule-keeper", "章规则", RoleKind.RULE_KEEPER, CODE),
    Person("cadre", "林村干", RoleKind.VILLAGE_CADRE, FENGLIN),
    Person("second-cadre", "谭村干", RoleKind.VILLAGE_CADRE, FENGLIN),
    Person("grid-keeper", "易网格", RoleKind.GRID_KEEPER, f"{FENGLIN}01"),
    Person("cluster-head", "柳户长", RoleKind.CLUSTER_HEAD, f"{FENGLIN}01"),
    Person("supervisor", "杜监委", RoleKind.SUPERVISOR, FENGLIN),
    Person("resident", "吴村民", RoleKind.RESIDENT, FENGLIN),
    Person("shop-keeper", "钱超市", RoleKind.SHOP_KEEPER, FENGLIN),
    Person("assessor", "平评分", RoleKind.ASSESSOR, SONGLING.code),
    Person("system", "施系统", RoleKind.SYSTEM_ADMINISTRATOR, None),
    Person("security", "安管理", RoleKind.SECURITY_ADMINISTRATOR, None),
    Person("audit", "查审计", RoleKind.AUDIT_ADMINISTRATOR, None),
)

HOLDERS: Final = (  # (village, level, since)
    (YUNTANG.code_of("茶亭"), "county", date(2025, 12, 20)),
    (SONGLING.code_of("梅子坡"), "prefecture", date(2024, 11, 5)),
)
POSTS: Final = (  # (village, role, office code)
    (YUNTANG.code_of("樟树湾"), "post-cadre", "B-01"),
    (YUNTANG.code_of("枫林坳"), "post-cadre", "B-03"),
    (YUNTANG.code_of("枫林坳"), "post-leader", "L-02"),
    (YUNTANG.code_of("大屋场"), "post-leader", "L-07"),
    (YUNTANG.code_of("大屋场"), "post-cadre", "B-16"),
    (SONGLING.code_of("松岭"), "post-cadre", "S-01"),
)
MISSING: Final = (  # (village, month, inspection that nobody came to)
    (YUNTANG.code_of("桐子坪"), Period(Level.MONTH, 2026, 2), "cross"),
    (QINGHE.code_of("上渡"), Period(Level.MONTH, 2026, 8), "covert"),
)
ALIKE: Final = (  # villages that got the same points from July to September 2026
    (YUNTANG.code_of("青竹园"), YUNTANG.code_of("官渡")),
    (SONGLING.code_of("莲花池"), SONGLING.code_of("竹山下")),
)
WAITING: Final = (QINGHE.code, LAST)  # computed, and left for the visitor to see waiting for approval
POSTED: Final = (Period.parse("2026-Q3"), LAST)  # their bulletins hang
OBJECTION: Final = (
    YUNTANG.code_of("枫林坳"),
    Period.parse("2026-Q3"),
    "8月交叉检查扣的那处垃圾堆在村界外，请再去看一看。",
)
WITHOUT: Final = "检查组当月没有到这个村"  # what the second person wrote where nobody came


def stem(town: Town) -> str:
    """Return the first part of the login names of a town's office."""
    return next(one.login_name for one in PEOPLE if one.place == town.code).partition("-")[0]
