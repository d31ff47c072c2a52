"""The timeline of a matter as its reader may see it: who, when, what and why, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from wugong.access.verdicts import Visitor
from wugong.accounts.models import User
from wugong.base.masking import masked_name
from wugong.matters.models import Asker, Evidence, Matter, Step
from wugong.matters.permissions import can_see, reads_all
from wugong.matters.registers import Held, held_by
from wugong.matters.states import Shown, StepKind
from wugong.registry.masks import name_seen
from wugong.rules.register_parts import By

ANONYMOUS: Final = "anonymous"


@dataclass(frozen=True)
class Line:
    """A line of the timeline; `photos` are its evidence, spoken words among them."""

    at: datetime
    who: str
    what: str
    text: str
    photos: Sequence[Evidence]
    public: bool


def timeline(matter: Matter, visitor: Visitor) -> list[Line]:
    """Return the lines that the visitor may read, the first first: as many queries for many as for one."""
    held = held_by(matter)
    steps = Step.objects.filter(matter=matter).select_related("by", "place").order_by("at", "pk")
    if not reads_all(visitor, matter, held.version):
        steps = steps.filter(public=True)
    near = bool(can_see(visitor, matter, held.version))
    rows = Evidence.objects.filter(matter=matter).select_related("photo__place", "sound__place")
    evidence: dict[UUID, list[Evidence]] = {}
    for row in rows.order_by("pk"):
        evidence.setdefault(row.step_id, []).append(row)
    names = asker_names(matter, held)
    return [
        Line(
            at=step.at,
            who=_who(step, names, visitor, near=near),
            what=what_of(step, held),
            text=step.text,
            photos=evidence.get(step.pk, ()),
            public=step.public,
        )
        for step in steps
    ]


def asker_names(matter: Matter, held: Held) -> Mapping[UUID | None, str]:
    """Return how each account that asked is called where the matter is read: as she chose, never more."""
    rows = Asker.objects.filter(matter=matter).select_related("user", "person").order_by("pk")
    return {asker.user_id: shown_as(asker, held) for asker in rows}


def shown_as(asker: Asker, held: Held) -> str:
    """Return how somebody who asked is called."""
    if asker.shown == Shown.ANONYMOUS or held.version.publicity.asker == ANONYMOUS:
        return _("匿名")
    if asker.person is not None:
        return name_seen(asker.person, in_clear=False)
    return masked_name(asker.user.display_name) if asker.user else _("没有留名的人")


def _who(step: Step, names: Mapping[UUID | None, str], visitor: Visitor, *, near: bool) -> str:
    role = step.facts.get("role")
    if isinstance(visitor, User) and step.by_id == visitor.pk:
        return _("我")
    if role == By.NEIGHBOUR:
        return _("抽到的邻居")
    if step.facts.get("by_code"):
        return _("提出人（凭查询码）")
    if role == By.ASKER:
        return names.get(step.by_id) or _("提出的人")
    if step.by is None:
        return _("系统")
    return f"{step.by.display_name}（{step.place.name}）" if near else step.place.name


def what_of(step: Step, held: Held) -> str:
    """Return what happened, in a few words."""
    label = str(StepKind(step.kind).label)
    if step.kind == StepKind.MOVED:
        move = next((one.title for one in held.version.moves if one.code == step.move), step.move)
        return _("%(move)s，现在是“%(state)s”") % {
            "move": move,
            "state": held.version.state(step.target).title,
        }
    said = "；".join(_said(step, held))
    return f"{label}：{said}" if said else label


def _said(step: Step, held: Held) -> Iterator[str]:
    facts = step.facts
    if step.kind == StepKind.ROUTED:
        yield _("从%(from)s到%(to)s") % facts
    if "whom" in facts:
        yield str(facts["whom"])
    if "clock" in facts:
        yield f"{held.version.clock(facts['clock']).title}，{facts.get('due', '')}"
    if step.kind == StepKind.FILLED:
        yield "、".join(held.version.field(code).title for code in facts.get("filled", ()))
    if "into" in facts:
        yield _("并入 %(into)s") % facts
    if "from_number" in facts:
        yield _("%(from_number)s 并到这里") % facts
