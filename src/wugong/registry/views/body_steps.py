"""What can be done with one body, one form a step: its words, whom it asks for, its form, its act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils.translation import gettext_lazy as _

from wugong.accounts.models import User
from wugong.registry.bodies import change_body, dissolve_body, establish_body, rename_body, renew_term
from wugong.registry.body_cards import OneBody
from wugong.registry.body_charters import adopt_charter, note_activity
from wugong.registry.body_members import ask_to_join, join
from wugong.registry.body_reads import bodies_at
from wugong.registry.body_states import ActivityKind, Dossier, How, Standing
from wugong.registry.forms import bodies as forms
from wugong.registry.models import Holding, Person
from wugong.registry.offices import end_office, hand_over, note_dossier, take_office

Build = Callable[[OneBody, Person | None, Any], Form]
Act = Callable[[OneBody, Person | None, Any, User], object]


@dataclass(frozen=True)
class Step:
    """One act on a body: what the page says, whether it asks for a person, its form and what it does."""

    title: Any
    lead: Any
    button: Any
    said: Any
    form: Build
    act: Act
    person: bool = False
    outsider: bool = False  # somebody of another unit may be named instead


def _who(form: Any, person: Person | None) -> dict[str, Any]:
    given = form.cleaned_data
    facts: dict[str, Any] = {"outsider": given.get("outsider", ""), "unit": given.get("unit", "")}
    return {"person": person, **({} if person else facts)}


def _change(one: OneBody, person: Person | None, data: Any) -> Form:
    body = one.body
    parents = [other for other in bodies_at(body.place) if other.pk != body.pk]
    return forms.ChangeForm(parents, data, initial={"parent": str(body.parent_id or ""), "unit": body.unit})


def _seat(one: OneBody, person: Person | None, data: Any) -> Form:
    sources = one.slot.sources if one.slot else ()
    return forms.SeatForm(sources, data, named=person is not None)


def _office(one: OneBody, person: Person | None, data: Any) -> Form:
    return forms.OfficeForm([row[0] for row in one.offices], data, named=person is not None)


def _take(one: OneBody, person: Person | None, form: Any, me: User) -> object:
    given = form.cleaned_data
    return take_office(
        one.body,
        given["office"],
        actor=me,
        since=given["day"],
        how=How(given["how"]),
        standing=Standing(given["standing"]),
        **_who(form, person),
    )


def _join(one: OneBody, person: Person | None, form: Any, me: User) -> object:
    given = form.cleaned_data
    return join(one.body, actor=me, since=given["day"], source=given.get("source", ""), **_who(form, person))


def _charter(one: OneBody, person: Person | None, form: Any, me: User) -> object:
    given = form.cleaned_data
    return adopt_charter(
        one.body, given["title"], given["text"], actor=me, since=given["day"], decided=given["decided"]
    )


def _activity(one: OneBody, person: Person | None, form: Any, me: User) -> object:
    given = form.cleaned_data
    kind = ActivityKind(given["kind"])
    return note_activity(
        one.body, given["title"], actor=me, day=given["day"], people=given["people"], kind=kind
    )


def _dissolve(one: OneBody, person: Person | None, form: Any, me: User) -> object:
    return dissolve_body(one.body, actor=me, **form.cleaned_data)


def _ask(one: OneBody, person: Person | None, form: Any, me: User) -> object:
    assert person is not None  # the step asks for one and for nobody of another unit
    return ask_to_join(one.body, person, actor=me)


STEPS: Mapping[str, Step] = {
    "establish": Step(
        _("登记成立"),
        _("开过成立会以后登记，任期从这一天算"),
        _("登记成立"),
        _("已登记成立。"),
        lambda one, person, data: forms.DayForm(data),
        lambda one, person, form, me: establish_body(one.body, actor=me, day=form.cleaned_data["day"]),
    ),
    "rename": Step(
        _("改名称"),
        _("各份文件叫法不同，按本村的叫法写"),
        _("改名称"),
        _("名称改好了。"),
        lambda one, person, data: forms.RenameForm(data, initial={"name": one.body.name}),
        lambda one, person, form, me: rename_body(one.body, form.cleaned_data["name"], actor=me),
    ),
    "change": Step(
        _("改上级和办公地点"),
        _("上级只能是同一地点的、没有撤销的组织"),
        _("保存"),
        _("改好了。"),
        _change,
        lambda one, person, form, me: change_body(
            one.body, actor=me, parent=form.above, unit=form.cleaned_data["unit"]
        ),
    ),
    "renew": Step(
        _("登记换届"),
        _("任期从这一天重新算"),
        _("登记换届"),
        _("换届已登记。"),
        lambda one, person, data: forms.DayForm(data),
        lambda one, person, form, me: renew_term(one.body, actor=me, day=form.cleaned_data["day"]),
    ),
    "dissolve": Step(
        _("撤销组织"),
        _("成员和任职到这一天为止，历史都留着"),
        _("撤销"),
        _("已撤销。"),
        lambda one, person, data: forms.DissolveForm(data),
        _dissolve,
    ),
    "join": Step(_("加成员"), "", _("加入"), _("已加入。"), _seat, _join, person=True, outsider=True),
    "ask": Step(
        _("代人申请加入"),
        _("由另一位核定以后才算加入"),
        _("提出申请"),
        _("申请已提出，等另一位核定。"),
        lambda one, person, data: Form(data),
        _ask,
        person=True,
    ),
    "office": Step(
        _("登记任职"),
        _("任职的人同时是成员；依法不能兼的会被拒绝"),
        _("登记任职"),
        _("任职已登记。"),
        _office,
        _take,
        person=True,
        outsider=True,
    ),
    "charter": Step(
        _("登记章程"),
        _("改一次登记一版，旧的留着"),
        _("登记这一版"),
        _("章程已登记。"),
        lambda one, person, data: forms.CharterForm(data),
        _charter,
    ),
    "activity": Step(
        _("登记活动或报告"),
        "",
        _("登记"),
        _("已登记。"),
        lambda one, person, data: forms.ActivityForm(data),
        _activity,
    ),
}


@dataclass(frozen=True)
class OfficeStep:
    """One act on an office as it is held."""

    title: Any
    lead: Any
    button: Any
    said: Any
    form: Callable[[Person | None, Any], Form]
    act: Callable[[Holding, Person | None, Any, User], object]
    person: bool = False
    outsider: bool = False


def _hand_over(held: Holding, person: Person | None, form: Any, me: User) -> object:
    given = form.cleaned_data
    return hand_over(
        held, actor=me, day=given["day"], note=given["note"], how=How(given["how"]), **_who(form, person)
    )


def _dossier(held: Holding, person: Person | None, form: Any, me: User) -> object:
    given = form.cleaned_data
    return note_dossier(held, Dossier(given["kind"]), actor=me, day=given["day"], text=given["text"])


OFFICE_STEPS: Mapping[str, OfficeStep] = {
    "hand-over": OfficeStep(
        _("办交接"),
        _("前任和接任的人都写明，前任的任职留在历史里"),
        _("办好交接"),
        _("交接已登记。"),
        lambda person, data: forms.HandOverForm(data, named=person is not None),
        _hand_over,
        person=True,
        outsider=True,
    ),
    "end": OfficeStep(
        _("结束任职"),
        _("没有人接任，职务空缺"),
        _("结束任职"),
        _("任职已结束。"),
        lambda person, data: forms.EndForm(data),
        lambda held, person, form, me: end_office(held, actor=me, **form.cleaned_data),
    ),
    "dossier": OfficeStep(
        _("记履职档案"),
        _("备案、联审、整顿的日子和结果"),
        _("记下"),
        _("已记入履职档案。"),
        lambda person, data: forms.DossierForm(data),
        _dossier,
    ),
}
