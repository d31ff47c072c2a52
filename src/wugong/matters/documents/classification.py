"""Tells whether a document is a plan that asks organs, units or villages to do something."""

import re
from dataclasses import dataclass
from typing import Final

from wugong.matters.documents.hierarchy import Node
from wugong.matters.documents.items import has_labels
from wugong.matters.documents.lines import Line
from wugong.matters.documents.roles import OPEN, role_of

NAMED: Final = re.compile(r"方案|计划|要点|实施意见|安排意见|规划|行动|分工")
ISSUED: Final = re.compile(r"(?:制定|制订|拟定|提出|形成).{0,40}(?:方案|计划|意见|安排)|本(?:方案|计划)")
ACTORS: Final = re.compile(
    r"各(?:乡|镇|村|县|区|街道|社区|单位|部门|级|科|办|组|支部)|领导小组|工作专班|指挥部|人民政府|镇政府|乡政府|党委|党工委|党支部|村委|居委|两委|村“两委”"
    r"|[县市区省镇乡][一-鿿]{1,6}(?:局|办|委)|社区|街道办|理事会|牵头|责任单位|负责"
)
TOLD: Final = re.compile(
    r"经验(?:交流|材料|做法)|交流材料|总结(?:报告|材料)?$|工作(?:总结|汇报)|汇报(?:材料)?$|典型(?:材料|案例)|事迹|述职|心得|体会|讲话|倡议书|新闻|简报|观后感|演讲|调研报告|案例"
)
PAST: Final = re.compile(
    r"近年来|取得了|截至(?:目前|\d)|先后|陆续|荣获|得到(?:了)?.{0,8}(?:一致)?(?:认同|好评|肯定)|成效显著|已(?:建成|完成|成立|累计)|余(?:人次|场次|万|户|件)"
)
CARD: Final = re.compile(
    r"项目(?:名称|.{0,2}单位|.{0,2}地点|.{0,2}内容|.{0,4}规模|.{0,2}期限|.{0,2}周期|负责人|运营|概况|效益|预算)|建设(?:地点|期限|规模|工期|单位)|投资(?:估算|概算|规模)|资金(?:筹措|来源)|利益联结|效益分析"
)
LESSON: Final = re.compile(
    r"(?:教学|活动|学习)(?:目标|准备|过程|重点|难点|重难点|延伸|反思|方法|材料|导入)|教学|幼儿|小朋友|课时|导入|板书|师[:：]|教师|学生|班级|宝宝|家长"
)
LESSON_HEAD: Final = re.compile(
    r"教学|(?:活动|学习)(?:准备|过程|重点|难点|重难点|延伸|反思|导入)|设计意图|课时|板书"
)
SHEET: Final = re.compile(
    r"活动(?:主题|时间|地点|流程|形式|对象|宗旨|口号|预算|经费|名称|简介|人员|背景|方式|规则)|参加人员|参与人员|参加对象|(?:时间|地点|主题|流程|口号|奖项设置|注意事项|经费预算|前期准备|人员安排|所需物资|物资准备)$"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a document is a plan, and the weights for and against it, for whoever asks why."""

    is_plan: bool
    weights: dict[str, int]


def verdict_of(title: str, lines: list[Line], root: Node) -> Verdict:
    """Return whether the document is a plan; what names no actor at all never is one."""
    opening = "\n".join(line.text for line in lines[:6])[:2000]
    whole = "\n".join(line.text for line in lines)[:200_000]
    heads = [node.heading for node in root.walk() if node.lines and len(node.heading) <= 30][:400]
    kinds = {role_of(head) for head in heads} - {OPEN}
    actors = len(set(ACTORS.findall(whole)))
    weights = {
        "title": 3 * bool(NAMED.search(title)),
        "issued": 3 * bool(ISSUED.search(opening)),
        "sections": len(kinds),
        "labels": 4 * any(has_labels(node) for node in root.walk() if node is not root),
        "table": 4 * any("\t" in line.text for line in lines) * bool(re.search(r"责任|牵头|完成时", whole)),
        "actors": min(actors, 4) // 2,
        "told": -7 * bool(TOLD.search(title)),
        "past": -min(6, len(PAST.findall(whole)) * 3000 // max(len(whole), 3000)),
        "card": -3 * max(0, _kinds(CARD, heads) - 1),
        "lesson": -3 * _kinds(LESSON_HEAD, heads) - (2 * (_kinds(LESSON, [whole[:3000]]) >= 4)),
        "sheet": -2 * max(0, _kinds(SHEET, heads) - 1),
    }
    return Verdict(actors > 0 and sum(weights.values()) >= 3, weights)


def _kinds(words: re.Pattern[str], texts: list[str]) -> int:
    return len({match.group() for text in texts for match in words.finditer(text)})
