"""What a heading announces: a task, a principle, a goal, a standard, phases or safeguards."""

import re
from typing import Final

PRINCIPLE: Final = "principle"  # what guides, aims at or measures the work; nobody is asked to do it
STEPS: Final = "steps"
TASK: Final = "task"
SAFEGUARD: Final = "safeguard"
OPEN: Final = ""  # the words say nothing; what stands under them decides

AIMS: Final = (
    r"指导思想|总体要求|总体思路|总的要求|工作思路|基本思路|基本原则|工作原则|实施原则|创建原则|遵循原则"
    r"|目标原则|(?:工作|总体|主要|活动|创建|整治|建设|年度|阶段|具体|预期|行动|发展|任务)?目标(?:要求|定位|任务)?(?!.{0,4}(?:责任|考核|管理))"
    r"|重要意义|重大意义|目的意义|目的(?:和|与|及|、)|工作目的|活动目的|工作背景|背景|现状|基本情况|存在问题|形势"
    r"|编制依据|政策依据|工作依据|依据|适用范围|实施范围|整治范围|创建范围|工作范围|实施对象|活动对象|整治对象|创建对象"
    r"|(?:创建|评选|评价|评定|验收|考核|测评|建设|认定|达标|检查)(?:标准|条件|指标)|标准(?:要求)?$|名词解释|总则|附则"
    r"|活动主题|工作主题|活动时间|整治时间|时间安排和范围|活动地点|评选(?:范围|条件|名额)"
)
DOINGS: Final = (
    r"任务|工作内容|主要内容|实施内容|整治内容|活动内容|建设内容|创建内容|工作重点|整治重点|重点工作|重点内容"
    r"|(?:工作|创建|主要|重点|实施|整治|具体|推进|活动|治理|落实)(?:举措|措施|办法|方法|行动|项目|工程)"
    r"|方法(?:和|与|及|、)?步骤|基本方法|重点(?:领域|行动|项目|环节)|责任分工|任务清单|行动内容|工作安排|措施(?:和|与|及|、)要求"
)
STEP: Final = (
    r"(?:实施|工作|方法|活动|整治|创建|推进|行动|治理|时间|进度|阶段|建设)(?:的)?(?:步骤|进度|安排|阶段|节点)|步骤(?:和|与|及|、|$)"
    r"|时间(?:安排|步骤|进度|节点|表)|进度(?:安排|要求|计划)|实施阶段|分(?:.{1,2})(?:个)?阶段"
)
KEEPING: Final = (
    r"组织(?:领导|保障|实施|机构|架构|体系|推进|管理|落实)|领导(?:小组|机构|责任|体制)|(?:实施|工作|要素|制度|政策|资金|经费|人员|机制|技术|纪律|法治|队伍|人才|投入)保障"
    r"|保障(?:措施|机制|工作|体系|条件|$)|(?:工作|有关|相关|几点|具体|纪律|组织|推进|活动)要求|^要求$|机制建设|工作机制|推进机制|工作纪律|注意事项"
    r"|工作职责|职责(?:任务|划分|分工)|机构(?:和|与|及|、|设置)|考核(?:评价|考评|奖惩|问责|办法|验收|评比|机制|监督|评估|方式)|监督(?:考核|检查|管理|机制|问责|评价)"
    r"|督(?:查|导)(?:考核|检查|问责|评估|落实|通报|督办|制度|指导)?|奖惩|奖励(?:办法|措施|机制)|责任追究|支持(?:政策|措施)|政策(?:支持|扶持|措施)|扶持|其他事项|宣传(?:引导|发动|报道)(?:工作)?$"
)
HEADS: Final = (
    r"组织领导|加强领导|领导(?:责任|重视|机制|小组)|高度重视|(?:思想|统一|提高).{0,4}认识|(?:落实|压实|明确|强化|靠实|夯实|层层).{0,6}责任|责任(?:落实|追究)|精心(?:组织|安排|部署)"
    r"|督(?:导|查|促|办)|监督|考核|考评|奖惩|问责|宣传(?:引导|发动|教育|动员|报道|力度|氛围)|(?:加强|强化|做好|加大|注重).{0,4}宣传|舆论|(?:资金|经费|投入|要素|政策|人才|队伍|技术|制度|服务|物资).{0,2}(?:保障|支持|投入)"
    r"|(?:加大|强化|保障|落实|统筹).{0,6}(?:投入|经费|资金)|信息(?:报送|反馈|上报)|总结(?:经验|推广)|长效(?:机制|管理)|主体作用|协(?:调|同|作)(?:配合|联动|推进)|密切配合|通力|形成合力|工作(?:纪律|机制|专班)|协调专班|(?:加强|强化).{0,4}保障|示范引领|典型引路|群众参与"
)
AIMING: Final = re.compile(AIMS)
DOING: Final = re.compile(DOINGS)
STEPPING: Final = re.compile(STEP)
SAFE: Final = re.compile(KEEPING)
SAFE_HEAD: Final = re.compile(HEADS)
FRAME: Final = re.compile(
    r"[一-鿿]{0,6}(?:时间|期限|日期|区域|范围|对象|地点|地段)(?:(?:和|及|与|、)[一-鿿]{2,6})?"
)
ACTING: Final = re.compile("严格|提高|落实|完善|执行|制定|统一|规范|健全|实施|加强|推进|推动|建立|开展|细化")
LIFTING: Final = re.compile(
    "提升|提高|增强|优化|加快|推进|深化|构建|打造|健全|完善|建设|改善|筑牢|夯实|强化|加强|补齐|抓好|做好|落实|聚焦|着力|全力|持续|大力"
)
STRICT: Final = re.compile("组织领导|组织保障|保障措施|工作保障|责任落实|落实责任|督查|督导|考核|宣传")
STAGE: Final = re.compile(r"阶段|第[一二三四五六七八九十]步")
STATE: Final = re.compile(
    r"(?:完善|到位|达标|完备|健全|满意|良好|规范|齐全|有序|整洁|有效|明显|显著|过硬|优美|配套|合理|浓厚|突出|畅通|团结|好|强|优|高|美|富|实)$"
)
PLAIN: Final = re.compile(
    rf"(?:{AIMS}|{STEP}|{KEEPING}|主要任务|重点任务|工作任务|工作内容|主要内容|工作措施|主要措施|整治内容|重点工作|工作重点|活动内容)[:]?"
)
NEUTRAL: Final = re.compile(
    r"^(?:[一-鿿]{0,6}(?:任务|内容|措施|举措|重点|办法|方法|步骤|安排|行动|工作)[及和与、]?){1,3}[:]?$"
)


def role_of(heading: str) -> str:
    """Return what a section of this heading holds."""
    if SAFE.search(heading):
        return OPEN if DOING.search(heading) and not heading.endswith(("保障", "要求", "领导")) else SAFEGUARD
    aiming, doing = AIMING.search(heading), DOING.search(_without_goal_words(heading))
    if aiming and not doing:
        return PRINCIPLE
    if STEPPING.search(heading) and not doing:
        return STEPS
    return TASK if doing else OPEN


def _without_goal_words(heading: str) -> str:
    return heading.replace("目标任务", "目标").replace("任务目标", "目标").replace("工作安排部署", "")


def is_cause(heading: str) -> bool:
    """Whether a heading whose words are a safeguard's may head work all the same (提升要素保障水平)."""
    return LIFTING.match(heading) is not None and not STRICT.search(heading)


def is_frame(heading: str) -> bool:
    """Whether a section only says when, where or for whom (禁烧时间, 整治范围)."""
    return FRAME.fullmatch(heading) is not None


def is_aim(heading: str) -> bool:
    """Whether an item within a section of tasks is itself a principle, goal or standard."""
    return (
        len(heading) <= 16
        and not ACTING.match(heading)
        and AIMING.search(heading) is not None
        and not DOING.search(heading)
    )


def is_principle(heading: str) -> bool:
    """Whether an item only tells what to hold to (坚持…)."""
    return heading.startswith("坚持") or heading.endswith("原则")


def is_safe_head(heading: str) -> bool:
    """Whether the heading of an item speaks of leading, paying, publishing, checking: a safeguard's words."""
    return SAFE_HEAD.search(heading) is not None


def is_state(heading: str) -> bool:
    """Whether the heading tells a state to be reached, not something to be done: a criterion's words."""
    return len(heading) <= 16 and STATE.search(heading) is not None


def is_stage(heading: str) -> bool:
    """Whether the heading names a phase of the work."""
    return STAGE.search(heading) is not None


def is_bare(heading: str) -> bool:
    """Whether the heading only says that work is listed under it, so that it is no work itself."""
    return NEUTRAL.match(heading) is not None
