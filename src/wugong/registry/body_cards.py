"""What the page of one body shows: who holds what, who belongs to it, what it goes by and did."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy

from wugong.access.verdicts import Visitor
from wugong.registry.body_pages import Keeping, keeping_of
from wugong.registry.body_people import MemberSeen, around, seat_name, seen_members
from wugong.registry.body_reads import (
    BodyFound,
    body_here,
    former_members,
    found_of,
    gone,
    members_of_body,
    offices_ever,
    waiting_to_join,
)
from wugong.registry.body_states import ActivityKind, BodyState
from wugong.registry.masks import name_seen
from wugong.registry.models import (
    Activity,
    Body,
    BodyName,
    Charter,
    Election,
    Holding,
    JoinRequest,
)
from wugong.rules.body_parts import Office, Slot
from wugong.rules.body_reports import last_period

REPORTS = {
    "half-month": gettext_lazy("每半月"),
    "month": gettext_lazy("每月"),
    "quarter": gettext_lazy("每季"),
    "year": gettext_lazy("每年"),
}


@dataclass(frozen=True)
class OneBody:
    """One body whole, as the visitor may see it: who holds what, who belongs to it, what it goes by."""

    keeping: Keeping
    body: Body

    @cached_property
    def found(self) -> BodyFound:
        return found_of([self.body], self.keeping.known)[self.body.pk]

    @property
    def slot(self) -> Slot | None:
        return self.found.slot

    @property
    def kind(self) -> str:
        """What kind of body it is, in the usual word."""
        known = self.keeping.known.kinds.get(self.body.kind)
        return known.title if known else self.body.kind

    @property
    def statutory(self) -> str:
        """The law that says how it is elected; empty where it may be elected here."""
        known = self.keeping.known.kinds.get(self.body.kind)
        return known.statutory if known else ""

    @property
    def system(self) -> str:
        """The profile it belongs to."""
        profile = self.keeping.known.profiles.get(self.body.profile)
        return profile.title if profile else ""

    @property
    def open(self) -> bool:
        """Whether acts can still be done with it by the visitor."""
        return self.keeping.keeps and self.body.state != BodyState.DISSOLVED

    @cached_property
    def offices(self) -> list[tuple[Office, list[tuple[Holding, str]], int]]:
        """Each office with its holders of today and how many are lacking."""
        rows = []
        lacking = dict(self.found.lacks.vacant)
        for office in self.slot.offices if self.slot else ():
            now = [(one, self._name(one)) for one in self.found.holders if one.office == office.key]
            rows.append((office, now, lacking.get(office.title, 0)))
        return rows

    @cached_property
    def members(self) -> list[MemberSeen]:
        seats = list(members_of_body(self.body))
        persons = [seat.person for seat in seats if seat.person]
        away = gone(persons, around(self.body.place))
        return seen_members(seats, away, in_clear=self.keeping.in_clear)

    @cached_property
    def former(self) -> list[MemberSeen]:
        return seen_members(former_members(self.body), (), in_clear=self.keeping.in_clear)

    @cached_property
    def past(self) -> list[tuple[Holding, str, str]]:
        """Offices that are over: who held them, and who came after."""
        rows = list(offices_ever(self.body))
        after = {one.after_id: self._name(one) for one in rows if one.after_id}
        return [(one, self._name(one), after.get(one.pk, "")) for one in rows if one.until is not None]

    @cached_property
    def asking(self) -> list[tuple[JoinRequest, str]]:
        """Who waits to be let in."""
        clear = self.keeping.in_clear
        return [(one, name_seen(one.person, in_clear=clear)) for one in waiting_to_join(self.body)]

    @cached_property
    def charters(self) -> list[Charter]:
        return list(Charter.objects.filter(body=self.body).order_by("-version"))

    @cached_property
    def activities(self) -> list[Activity]:
        return list(Activity.objects.filter(body=self.body).order_by("-day", "-pk")[:10])

    @cached_property
    def this_year(self) -> int:
        """How often it did something this year."""
        return Activity.objects.filter(body=self.body, day__year=timezone.localdate().year).count()

    @cached_property
    def report(self) -> tuple[str, date | None, bool] | None:
        """How often it reports, when it last did, and whether the last period lacks a report."""
        how = self.slot.report if self.slot else ""
        since = self.body.since
        if not how or since is None:
            return None
        reports = Activity.objects.filter(body=self.body, kind=ActivityKind.REPORT)
        newest = reports.order_by("-day").values_list("day", flat=True).first()
        first, last = last_period(how, timezone.localdate())
        lacking = since <= last and (newest is None or newest < first)
        return str(REPORTS[how]), newest, lacking

    @cached_property
    def elections(self) -> list[Election]:
        return list(Election.objects.filter(body=self.body).order_by("-day", "-pk"))

    @cached_property
    def names(self) -> list[BodyName]:
        return list(BodyName.objects.filter(body=self.body).order_by("-pk"))

    @cached_property
    def without_office(self) -> list[MemberSeen]:
        """The members who hold no office: the rest of a roster."""
        holding = {one.member_id for one in self.found.holders}
        return [member for member in self.members if member.seat.pk not in holding]

    def _name(self, holding: Holding) -> str:
        return seat_name(holding.member, in_clear=self.keeping.in_clear)


def one_body(code: str, key: UUID, visitor: Visitor, *, in_clear: bool = True) -> OneBody:
    """Return the body of that key at the place of this code; there is none elsewhere."""
    keeping = keeping_of(code, visitor, masked=not in_clear)
    body = body_here(keeping.desk.place, key)
    if body is None:
        raise Http404
    return OneBody(keeping, body)
