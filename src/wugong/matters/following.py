"""Following a matter without an account: by its number and the six figures on the receipt, in few tries."""

import re
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.base.refusals import Refusal
from wugong.counties.actors import SYSTEM, System
from wugong.matters import refusals
from wugong.matters.following_codes import fits
from wugong.matters.knocking import count_knock, refuse_used_up
from wugong.matters.models import Asker, Matter
from wugong.matters.numbers import parse_number
from wugong.rules.matter_figures import receipt_rule

NOT_FIGURES: Final = re.compile(r"\D+")


def matter_by_code(number: str, code: str, *, address: str = "") -> Matter:
    """Return the matter that this receipt is of, also where it goes on in another one.

    A number that is not there and a code that does not fit are refused alike; after a few wrong codes for one
    number nobody tries it for a while, and after more of them, for any number, nobody from that address.
    """
    refuse_used_up("follow", address)
    found = asker_by_code(number, code, actor=SYSTEM)
    if isinstance(found, Asker):
        return Matter.objects.select_related("place", "lies_with", "document", "lead_unit").get(
            pk=found.matter_id
        )
    count_knock("follow", address)
    raise found


def asker_by_code(number: str, code: str, *, actor: User | System) -> Asker | Refusal:
    """The try is counted where it is wrong; returns who asked, or what is to be said. Raises no refusal.

    A refusal that were raised here would take the count back with it.
    """
    with transaction.atomic():
        return _tried(parse_number(number), NOT_FIGURES.sub("", code))


def _tried(number: str, figures: str) -> Asker | Refusal:
    rows = Asker.objects.filter(first_matter__number=number).exclude(code_hash="")
    asker = rows.select_for_update(of=("self",), no_key=True).first()
    if asker is None:
        return refusals.NoSuchMatter()
    now, rule = timezone.now(), receipt_rule(timezone.localdate())
    fresh = asker.wrong_at is not None and asker.wrong_at > now - timedelta(minutes=rule.minutes)
    tries = asker.wrong_tries if fresh else 0
    if tries >= rule.tries:
        return refusals.TriesUsedUp(minutes=rule.minutes)
    if fits(figures, asker.code_hash):
        return asker
    asker.wrong_tries, asker.wrong_at = tries + 1, now
    asker.save(update_fields=["wrong_tries", "wrong_at"])
    return refusals.NoSuchMatter()
