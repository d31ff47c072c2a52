"""Small parts that templates call: icons, status, seal, figures, scroll regions, fields.

Load with `{% load wugong %}`. Each tag's first line shows its call.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, PasswordInput, RadioSelect
from django.forms.forms import BaseForm
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wugong.base.amounts import plain, written
from wugong.base.citations import without_codes
from wugong.web.periods import by_level, level_label, period_label
from wugong.web.slopes import Ranked, Slope, draw

register = template.Library()
register.filter("period_label", period_label)
register.filter("by_level", by_level)
register.filter("level_label", level_label)

NOTHING = "—"
STATUS_ICONS = {
    "go": "circle-check",
    "wait": "clock",
    "alarm": "alert-triangle",
    "party": "flag",
    "plain": "circle-dashed",
}


@register.filter
def cited(text: object) -> str:
    """`{{ version.basis|cited }}`: what the rules say, without the numbers of our list of sources."""
    return without_codes(str(text))


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """`{% icon "arrow-up" %}`: an outline from icons.txt; it says nothing, so words stand beside it."""
    return format_html(
        '<svg class="ic" aria-hidden="true"><use href="{}#i-{}"/></svg>', static("web/icons.svg"), name
    )


@register.simple_tag
def status(kind: str, word: str) -> SafeString:
    """`{% status "wait" "还剩 3 天" %}`: icon, word and colour together; go, wait, alarm, party or plain."""
    return format_html('<span class="st st--{}">{}{}</span>', kind, icon(STATUS_ICONS[kind]), word)


@register.simple_tag
def seal(sign: str, state: str = "mark") -> SafeString:
    """`{% seal "评" "now" %}`: one character in a square; mark, done, now, wait or todo."""
    return format_html('<span class="seal seal--{}" aria-hidden="true">{}</span>', state, sign)


@register.simple_tag
def change(before: int | None, after: int | None) -> SafeString:
    """`{% change row.before row.rank %}`: places won or lost, as arrow, figure and a word for the ear."""
    if before is None or after is None:
        return SafeString(NOTHING)
    moved = before - after
    if moved == 0:
        return format_html('<span class="chg">0<span class="sr">{}</span></span>', gettext("位，没有变化"))
    up = moved > 0
    return format_html(
        '<span class="chg{}">{}{}<span class="sr">{}</span></span>',
        " chg--up" if up else "",
        icon("arrow-up" if up else "arrow-down"),
        abs(moved),
        gettext("位，上升") if up else gettext("位，下降"),
    )


@register.filter
def score(value: Decimal | None) -> str:
    """`{{ row.score|score }}`: two decimals; a dash where there is none."""
    return NOTHING if value is None else f"{value:.2f}"


@register.filter
def points(hundredths: int | None) -> str:
    """`{{ figure.hundredths|points }}`: a score with two decimals; a dash where there is none."""
    return NOTHING if hundredths is None else written(hundredths, 2)


@register.filter
def points_brief(hundredths: int) -> str:
    """`{{ line.points|points_brief }}`: points without the zeros that say nothing, as on a score sheet."""
    return plain(hundredths, 2)


@register.filter
def yuan(fen: int | None) -> str:
    """`{{ award.fen|yuan }}`: whole fen as yuan with two decimals and thousands commas."""
    if fen is None:
        return NOTHING
    whole, rest = divmod(abs(fen), 100)
    return f"{'−' if fen < 0 else ''}{whole:,}.{rest:02d}"


@register.filter
def yuan_brief(fen: int | None) -> str:
    """`{{ row.fen|yuan_brief }}`: as `yuan`, and whole yuan without decimals, for a narrow column."""
    return yuan(fen).removesuffix(".00")


@register.simple_block_tag
def scroll(content: str, label: str) -> SafeString:
    """`{% scroll "名次表" %}<table>…</table>{% endscroll %}`: a wide table scrolls by itself, by key too."""
    return format_html(
        '<div class="scroll" role="region" tabindex="0" aria-label="{}">{}</div>', label, content
    )


@register.inclusion_tag("web/parts/slope.html")
def slope(rows: Iterable[Ranked]) -> dict[str, Slope]:
    """`{% slope rows %}`: lines from the last rank to this one; rows (name, before, rank) in table order."""
    return {"slope": draw(rows)}


@register.inclusion_tag("web/parts/crumbs.html")
def crumbs(trail: Iterable[tuple[str, str]]) -> dict[str, object]:
    """`{% crumbs trail %}`: (label, address) from the county down; the last one is this page."""
    *above, here = trail
    return {"above": above, "here": here}


def _kind(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "tick"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "chips"
    return "secret" if isinstance(widget, PasswordInput) else "input"


@register.inclusion_tag("web/parts/field.html")
def field(field: BoundField) -> dict[str, object]:
    """`{% field form.login %}`: label, help, control, fault; radio buttons as chips, a checkbox as a tick."""
    kind = _kind(field)
    control = field.as_widget(attrs={"class": "input"}) if kind in {"input", "secret"} else field.as_widget()
    return {"field": field, "kind": kind, "control": control}


def _faults(form: BaseForm) -> Iterator[tuple[str, str, str]]:
    for name, faults in form.errors.items():
        where = form[name] if name in form.fields else None
        for fault in faults:
            at = (where.id_for_label or where.auto_id or "") if where else ""
            yield at, str(where.label) if where else "", str(fault)


@register.inclusion_tag("web/parts/errs.html")
def errs(form: BaseForm) -> dict[str, object]:
    """`{% errs form %}`: on top of a form that came back, what is missing, each with a link to its field."""
    return {"faults": list(_faults(form))}


@register.filter
def joined(parts: Iterable[object]) -> SafeString:
    """`{{ names|joined }}`: names side by side with the Chinese pause mark, escaped, none broken in two."""
    return format_html_join("、", '<span class="nb">{}</span>', ((part,) for part in parts))
