"""What waits on a desk about matters: what is late, what is nearly due, what was given to this person."""

from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.accounts.models import User
from wugong.matters.models import Matter
from wugong.matters.permissions import can_work
from wugong.places.models import Place
from wugong.portal.todos import Todo


def matters_todos(place: Place, visitor: User) -> Iterator[Todo]:
    """Yield what is late and what is nearly due on the desk of the place, a line each: two queries."""
    now = timezone.now()
    runs = Q(paused_at__isnull=True)
    late, soon = runs & Q(due_at__lt=now), runs & Q(due_at__gte=now, amber_at__lte=now)
    here = Matter.objects.filter(lies_with=place).running()
    told = here.aggregate(
        late=Count("pk", filter=late),
        soon=Count("pk", filter=soon),
        first_late=Min("due_at", filter=late),
        first_soon=Min("due_at", filter=soon),
    )
    if not told["late"] and not told["soon"]:
        return
    href, mine = reverse("matters_desk", args=[place.code]), bool(can_work(visitor, place))
    if count := told["late"]:
        due = timezone.localdate(told["first_late"])
        title = _("办 %(n)s 件超期的事项") % {"n": count}
        yield Todo(due, title, "alarm", _("超期了"), "", f"{href}?scope=own&light=red", mine)
    if count := told["soon"]:
        due = timezone.localdate(told["first_soon"])
        title = _("办 %(n)s 件快到期的事项") % {"n": count}
        yield Todo(due, title, "wait", _("快到期"), "", f"{href}?scope=own&light=amber", mine)
