"""Refuses an office that a law or a rule keeps apart from another one, of the same person or of near kin."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from wugong.registry import body_refusals as refusals
from wugong.registry.body_templates import catalogue_on
from wugong.registry.kinship import recused_from
from wugong.registry.models import Body, BodyMember, Holding, Person
from wugong.rules.body_checks import Clash, Held, clashes
from wugong.rules.body_parts import MEMBER


def refuse_clash(body: Body, office: str, person: Person | None, leaving: Iterable[UUID] = ()) -> None:
    """Refuse the office (`member` for a seat without one) where a rule keeps it apart from another.

    `leaving` are holdings that end with this act and no longer count.
    """
    if person is None:
        return
    rules = catalogue_on().exclusions
    kin = {str(key) for key in recused_from([person])} - {str(person.pk)}
    wanted = Held(str(person.pk), body.kind, office, body.place.code, str(body.pk))
    others = [person.pk, *(UUID(key) for key in kin)]
    found = clashes(rules, wanted, list(offices_of(others, leaving)), kin)
    if found:
        _refuse(found[0], body, office, person.name)


def offices_of(persons: Iterable[UUID], leaving: Iterable[UUID] = ()) -> list[Held]:
    """Return every seat and office that these persons have today: two queries."""
    rows = BodyMember.objects.today().filter(person__in=list(persons)).select_related("body__place")
    seats = {row.pk: row for row in rows}
    held = Holding.objects.today().filter(member__in=list(seats)).exclude(pk__in=list(leaving))
    found = [_held(row, MEMBER) for row in seats.values()]
    return found + [_held(seats[one.member_id], one.office) for one in held]


def offices_within(code: str) -> list[Held]:
    """Return every office held today in the bodies of this place and of all within it: one query."""
    bodies = Body.objects.within(code).standing()
    rows = Holding.objects.today().filter(body__in=bodies).select_related("member", "body__place")
    return [_held(row.member, row.office, row.body) for row in rows]


def _held(seat: BodyMember, office: str, body: Body | None = None) -> Held:
    one = body or seat.body
    person = str(seat.person_id or f"{seat.outsider} {seat.unit}")
    return Held(person, one.kind, office, one.place.code, str(one.pk))


def _refuse(clash: Clash, body: Body, office: str, name: str) -> None:
    other = Body.objects.select_related("place").get(pk=clash.held.body)
    title = _title(clash.held.office, other)
    wanted = f"任“{body.name}”{_title(office, body)}"
    rule = clash.rule
    raise refusals.OfficesClash(
        name=name,
        wanted=wanted,
        who=_("应当回避的人已是“%(body)s”%(office)s") % {"body": other.name, "office": title}
        if clash.by_kin
        else _("已是“%(body)s”%(office)s") % {"body": other.name, "office": title},
        because=rule.because,
        law=rule.law,
        article=rule.article,
    )


def _title(office: str, body: Body) -> str:
    if office == MEMBER:
        return "成员"
    slot = catalogue_on().slot(body.profile, body.slot)
    found = slot.office(office) if slot else None
    return found.title if found else office
