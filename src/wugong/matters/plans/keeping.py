"""The acts that keep a plan with its matrix, drop it, and settle the year that its masks stand for."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.texts import printable
from wugong.counties.actors import System
from wugong.matters.documents.assembly import Document, read_text
from wugong.matters.models import Indicator, PlanDocument, PlanTask
from wugong.matters.plans import acts, refusals
from wugong.matters.plans.cells import TITLES
from wugong.matters.plans.deadlines import Years, until_of
from wugong.matters.plans.holding import hold_plan
from wugong.matters.plans.matching import match_all
from wugong.matters.plans.permissions import can_bring, can_correct
from wugong.matters.plans.rows import Row, phase_days, phase_json, rows_of
from wugong.matters.states import PlanState, TaskKind
from wugong.matters.texts import needed
from wugong.places.models import Place

Actor = User | System
LONGEST: Final = 3_000_000  # characters of a sending; the longest plans have a few hundred thousand
AT_ONCE: Final = 500  # rows written together
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
SAID_YEAR: Final = re.compile(r"20\d\d(?=\s*年)|(?<=[〔\[（(])20\d\d(?=[〕\]）)])")
OPENING: Final = 2_000  # characters in which a plan says its year


@transaction.atomic
def keep_plans(
    place: Place, text: str, *, key: UUID, actor: Actor, file: str = "", year: int | None = None
) -> list[PlanDocument]:
    """Every plan in the text is kept with its rows, goals and units; sent again, the same ones are given.

    A year that is named stands for masked ones (20xx) too; without one they are left to be filled.
    """
    can_bring(actor, place).or_refuse()
    if len(text) > LONGEST:
        raise refusals.PlanTooLong(count=len(text), most=LONGEST)
    if year is not None:
        _refuse_year(year)
    whole = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    documents = read_text(whole)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)  # another sending waits
    if there := list(PlanDocument.objects.filter(key=key).select_related("place").order_by("first")):
        return _same(there, place, whole, actor)
    plans = [one for one in documents if one.verdict.is_plan]
    if not plans:
        raise refusals.NotAPlan(seen=_seen(documents))
    return [_keep(place, whole, one, key=key, file=file, year=year, actor=actor) for one in plans]


def digest_of(text: str) -> str:
    """Return by what the same text is known again."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _refuse_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refusals.NoSuchYear(year=year, first=FIRST_YEAR, last=LAST_YEAR)


def _same(there: list[PlanDocument], place: Place, text: str, actor: Actor) -> list[PlanDocument]:
    one = there[0]
    if (one.brought_by_id, one.place_id, one.digest) != (actor.pk, place.pk, digest_of(text)):
        raise refusals.PlanKeyTaken
    return there


def _seen(documents: Sequence[Document]) -> str:
    titles = [f"“{one.title[:30]}”" for one in documents if one.title]
    return "、".join(titles[:3]) or "没有标题的文字"


def _keep(
    place: Place, text: str, document: Document, *, key: UUID, file: str, year: int | None, actor: Actor
) -> PlanDocument:
    years = Years(year or _year_said(document, text), settled=year is not None)
    plan = PlanDocument.objects.create(
        place=place,
        key=key,
        title=(document.title or "没有标题的方案")[:200],
        issuer=document.issuer[:120],
        basis=document.basis,
        file=printable(file)[:120],
        text=text,
        digest=digest_of(text),
        first=document.first,
        last=document.last,
        year=years.plan,
        phases=[phase_json(phase, years) for phase in document.phases],
        brought_by_id=actor.pk,
    )
    rows = rows_of(plan, document, years)
    write_rows(rows, actor=actor)
    match_all(plan, _names(rows), actor=actor)
    tasks = sum(row.task.kind == TaskKind.TASK for row in rows)
    record(acts.PLAN_KEPT, actor=actor, at=place.code, title=plan.title, tasks=tasks)
    return plan


def write_rows(rows: Sequence[Row], *, actor: Actor) -> None:
    """The rows and their goals are in the matrix: as many queries for many as for one, apart from batches."""
    PlanTask.objects.bulk_create([row.task for row in rows], batch_size=AT_ONCE)
    Indicator.objects.bulk_create([goal for row in rows for goal in row.goals], batch_size=AT_ONCE)


def _names(rows: Sequence[Row]) -> dict[str, bool]:
    """Return the names of units in their order, each with whether it means a group."""
    names: dict[str, bool] = {}
    for row in rows:
        for cell in (row.task.lead_units, row.task.support_units):
            names |= {name: False for name in cell if name not in names}
        names |= {name: True for name in row.task.group_units if name not in names}
    return names


def _year_said(document: Document, text: str) -> int:
    """Return the year that the title, else the opening, names; else this one."""
    opening = "\n".join(text.split("\n")[document.first - 1 : document.last])[:OPENING]
    said = SAID_YEAR.search(document.title) or SAID_YEAR.search(opening)
    year = int(said.group()) if said else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else timezone.localdate().year


@transaction.atomic
def drop_plan(plan: PlanDocument, reason: str, *, actor: Actor) -> PlanDocument:
    """The plan is followed no further; its text stays."""
    words = needed("原因", reason)
    held = hold_plan(plan)
    can_correct(actor, held).or_refuse()
    held.state = PlanState.DROPPED
    held.save(update_fields=["state"])
    record(acts.PLAN_DROPPED, actor=actor, at=held.place.code, title=held.title, reason=words)
    return held


@transaction.atomic
def settle_year(plan: PlanDocument, year: int, *, actor: Actor) -> PlanDocument:
    """Missing and masked years of the plan stand for this one, but in cells that somebody corrected."""
    _refuse_year(year)
    held = hold_plan(plan)
    can_correct(actor, held).or_refuse()
    years = Years(year, settled=True)
    held.year = year
    held.phases = [one | phase_days(one, years) for one in held.phases]
    held.save(update_fields=["year", "phases"])
    tasks = [one for one in PlanTask.objects.filter(plan=held) if "until" not in one.corrected]
    for task in tasks:
        _set_until(task, years)
    changed = ["until", "precision", "inherited", "to_fill"]
    PlanTask.objects.bulk_update(tasks, changed, batch_size=AT_ONCE)
    facts: dict[str, Any] = {"title": held.title, "row": "全部", "cells": f"年份（{year}）"}
    record(acts.TASK_CORRECTED, actor=actor, at=held.place.code, **facts)
    return held


def _set_until(task: PlanTask, years: Years) -> None:
    """The task's last day is what it says in that year; not written yet."""
    until = until_of(task.found.get("deadlines", []), years)
    task.until, task.precision, task.inherited = until.day, until.precision, until.inherited
    left = [one for one in task.to_fill if one != TITLES["until"]]
    task.to_fill = [*left, TITLES["until"]] if until.masked else left
