"""Counting what comes without an account from one address, and refusing more than the limit of a while."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from wugong.counties.actors import SYSTEM, Actor
from wugong.matters.models import Knock
from wugong.matters.report_refusals import TooManyFollowed, TooManyOpened, TooManyReported
from wugong.rules.visitor_limits import VisitorLimit, visitor_limits_on

REFUSED: Final = {"report": TooManyReported, "follow": TooManyFollowed, "open": TooManyOpened}
HOUSE: Final = 64  # bits of an IPv6 address that a house has in common
KEPT: Final = timedelta(days=1)  # of no use after that: the mark of a new day is another


def refuse_used_up(kind: str, address: str) -> None:
    """Refuse where as much as may be came from this address within the while."""
    limit, now = _limit(kind), timezone.now()
    found = Knock.objects.filter(kind=kind, mark=_mark(address, now)).first()
    if found is not None and _counts(found, limit, now) and found.count >= limit.most:
        over = found.began_at + timedelta(minutes=limit.minutes)
        left = max(1, -(-(over - now).total_seconds() // 60))
        raise REFUSED[kind](most=limit.most, minutes=limit.minutes, left=int(left))


@transaction.atomic
def count_knock(kind: str, address: str, *, actor: Actor = SYSTEM) -> None:
    """One more came from this address; refused, and not counted, where it is one too many.

    It leaves no record: nobody's rights are touched, and who knocked is known to nobody.
    """
    limit, now = _limit(kind), timezone.now()
    key = {"kind": kind, "mark": _mark(address, now)}
    Knock.objects.get_or_create(**key, defaults={"began_at": now})
    held = Knock.objects.select_for_update(no_key=True).get(**key)
    refuse_used_up(kind, address)
    if not _counts(held, limit, now):
        held.began_at, held.count = now, 0
    held.count += 1
    held.save(update_fields=["began_at", "count"])
    Knock.objects.filter(began_at__lt=now - KEPT).delete()


def _limit(kind: str) -> VisitorLimit:
    return visitor_limits_on(timezone.localdate()).limits[kind]


def _counts(knock: Knock, limit: VisitorLimit, now: datetime) -> bool:
    return now < knock.began_at + timedelta(minutes=limit.minutes)


def _mark(address: str, now: datetime) -> str:
    """Return what stands for the address today."""
    text = f"{timezone.localdate(now)} {_house(address)}"
    return salted_hmac("wugong.matters.knocks", text, algorithm="sha256").hexdigest()


def _house(address: str) -> str:
    """Return what the addresses of one house have in common; what is no address is taken as it is."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if isinstance(read, IPv6Address):
        return str(read.ipv4_mapped or ip_network((read, HOUSE), strict=False))
    return str(read)
