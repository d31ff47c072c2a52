"""The acts on a place as the system administrator's pages offer them: rehearsed first, then done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wugong.access import places
from wugong.access.forms import CloseForm, MergeForm, PlaceForm, RecodeForm, RenameForm, SplitForm
from wugong.accounts.models import User
from wugong.base.refusals import Refusal
from wugong.places.codes import Level
from wugong.places.history import Change, Kind, changes_of
from wugong.places.models import Place

Data = Mapping[str, Any]
Do = Callable[[Place, Data, User], Place]


@dataclass(frozen=True)
class PlaceAct:
    """One act: its form, how it is done, and what else to know before it is."""

    key: str
    title: str | Promise
    icon: str
    form: type[PlaceForm]
    do: Do
    lead: str | Promise
    notes: Sequence[str | Promise]
    levels: frozenset[Level]
    closed_too: bool = False

    def fits(self, place: Place) -> bool:
        """Say whether the act is offered for this place."""
        return place.level in self.levels and (self.closed_too or place.until is None)


def rehearse(act: PlaceAct, place: Place, data: Data, actor: User) -> list[Change]:
    """Return what would have become of the place; nothing is, and a Refusal says what stands against it."""
    with transaction.atomic():
        known = {_key(change) for change in changes_of(place)}
        one = act.do(Place.objects.get(pk=place.pk), data, actor)
        told = [change for change in changes_of(one) if _key(change) not in known]
        transaction.set_rollback(True)
    return told


def _key(change: Change) -> tuple[object, ...]:
    """Return what makes it this change, whatever its places are called by now."""
    codes = [one.coded for one in change.before] if change.kind is Kind.RECODED else []
    keys = frozenset(one.pk for one in (*change.before, *change.after))
    return change.day, change.kind, keys, *codes


def field_of(form: PlaceForm, refusal: Refusal) -> str | None:
    """Return the field that a refusal is about, if it is about one."""
    wanted = FIELDS.get(refusal.code, "")
    if wanted in form.fields:
        return wanted
    return "parts" if wanted in {"code", "name", "others"} and "parts" in form.fields else None


def _rename(place: Place, data: Data, actor: User) -> Place:
    places.rename_place(place, data["name"], actor=actor)
    return place


def _recode(place: Place, data: Data, actor: User) -> Place:
    places.change_code(place, data["code"], actor=actor, day=data["day"])
    return place


def _merge(place: Place, data: Data, actor: User) -> Place:
    return places.merge_places(
        [place, *data["others"]], data["code"], data["name"], actor=actor, day=data["day"]
    )


def _split(place: Place, data: Data, actor: User) -> Place:
    places.split_place(place, data["parts"], actor=actor, day=data["day"])
    return place


def _close(place: Place, data: Data, actor: User) -> Place:
    places.close_place(place, actor=actor, until=data["day"], successors=data["others"])
    return place


STAYS = _("已经公布的榜不变；成绩和记录留在原来各村的页面，旧网址仍能打开。")
AGAIN = _("这一天以后等批准的考核会撤下，要重新计算。")
QUARTER = _("用原来代码的那个村，这一季照常排名；用新代码的村，这一季月份不全，不排名。")
GROUPS = _("代码不再用的村，它的村民小组到这一天为止，要在新的村重新登记。")
ROLES = _("原村的职责不会自动转过去，请安全管理员在新村重新授予。")
SMALL = frozenset({Level.VILLAGE, Level.GROUP})
BELOW_COUNTY = SMALL | {Level.TOWN}

ACTS: Final = {
    act.key: act
    for act in (
        PlaceAct(
            "merge",
            _("合并"),
            "plus",
            MergeForm,
            _merge,
            _("和同一个上级的一个或几个并成一个。"),
            [STAYS, QUARTER, AGAIN, GROUPS, ROLES],
            SMALL,
        ),
        PlaceAct(
            "split",
            _("拆分"),
            "minus",
            SplitForm,
            _split,
            _("拆成几个，或者划出一部分。"),
            [STAYS, QUARTER, AGAIN, GROUPS, ROLES],
            SMALL,
        ),
        PlaceAct(
            "recode",
            _("改代码"),
            "key",
            RecodeForm,
            _recode,
            _("还是这个地方，只换代码。"),
            [_("其下的地点跟着改；成绩、记录和职责跟着走，旧网址自动转到新的。"), AGAIN],
            BELOW_COUNTY,
        ),
        PlaceAct(
            "rename",
            _("改名"),
            "text-size",
            RenameForm,
            _rename,
            _("还是这个地方，只换名称。"),
            [_("以前的榜和记录上，也显示新名称。")],
            BELOW_COUNTY | {Level.COUNTY},
            closed_too=True,
        ),
        PlaceAct(
            "close",
            _("撤销"),
            "x",
            CloseForm,
            _close,
            _("不再有这个地方。几个并成一个的，请用“合并”。"),
            [STAYS, AGAIN, _("它的村民小组同时到期。撤销以后不能恢复。")],
            BELOW_COUNTY,
        ),
    )
}

_OF_CODES = ("bad_code", "bad_length", "no_province", "no_town", "no_village", "no_group", "outside_county")
_OF_NEW_CODES = ("exists", "no_parent", "code_once_used", "other_level", "code_elsewhere", "same_code")
_OF_DAYS = ("day_to_come", "before_its_time", "before_latest_change", "closed_before_opened")
_OF_OTHERS = ("too_few", "too_few_parts", "named_twice", "not_side_by_side")
FIELDS: Final = {
    f"places.{code}": field
    for field, codes in (
        ("code", (*_OF_CODES, *_OF_NEW_CODES)),
        ("day", _OF_DAYS),
        ("name", ("no_name",)),
        ("others", _OF_OTHERS),
    )
    for code in codes
}
