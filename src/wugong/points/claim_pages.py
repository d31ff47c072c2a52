"""What a resident sees of her household's claims: what can be claimed, what became of each, its next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.accounts.models import User
from wugong.base.spelling import spelt, typed
from wugong.media.models import Photo
from wugong.points.catalogues import catalogue_of
from wugong.points.claim_permissions import can_see, own_households
from wugong.points.claim_rules import claimable, wants_photo
from wugong.points.models import Claim, ClaimPhoto
from wugong.points.panel_permissions import can_object
from wugong.points.permissions import can_approve_claims, can_blank, can_read
from wugong.points.queries import RELATED, households_of, names_of
from wugong.points.reasons import reasons_of
from wugong.points.states import Channel, ClaimState
from wugong.registry.models import Household
from wugong.registry.permissions import can_register
from wugong.registry.queries import belongs_to
from wugong.rules.points_catalogue import Catalogue, Category, Item

A_PAGE: Final = 20
STEPS: Final = {
    ClaimState.CLAIMED: ("wait", gettext_lazy("等村干部初核")),
    ClaimState.CHECKED: ("wait", gettext_lazy("等评议小组评分")),
    ClaimState.DECIDED: ("wait", gettext_lazy("等张榜公示")),
    ClaimState.LISTED: ("wait", gettext_lazy("公示期满、没有异议就入账")),
    ClaimState.BOOKED: ("go", gettext_lazy("分已经在账上")),
    ClaimState.REFUSED: ("plain", gettext_lazy("原因写在里面；不服可以再问村里")),
    ClaimState.SENT_BACK: ("alarm", gettext_lazy("请补充以后再交")),
    ClaimState.WITHDRAWN: ("plain", gettext_lazy("不再办理")),
    ClaimState.REVERSED: ("plain", gettext_lazy("入账以后更正，两笔都看得到")),
}


@dataclass(frozen=True, slots=True)
class Told:
    """一件申报 as a row says it: its state by word and colour, its next step, whose it is."""

    claim: Claim
    name: str = ""

    @property
    def kind(self) -> str:
        """Return the colour of its state."""
        return STEPS[ClaimState(self.claim.state)][0]

    @property
    def step(self) -> str:
        """Return what happens next."""
        return str(STEPS[ClaimState(self.claim.state)][1])

    @property
    def points(self) -> int:
        """Return what was decided, else what the rules give."""
        return self.claim.asked if self.claim.points is None else self.claim.points


@dataclass(frozen=True)
class Mine:
    """我家的积分申报."""

    homes: Sequence[Household]
    page: "Page[Claim]"
    rows: Sequence[Told]


def mine_of(user: User, number: str | None) -> Mine:
    """Return the households for which the account acts, and their claims, the latest first."""
    homes = households_of(user)
    found = Claim.objects.filter(household__in=[one.pk for one in homes]).select_related(*RELATED)
    page = Paginator(found.order_by("-claimed_at", "-pk"), A_PAGE).get_page(number)
    names = names_of(homes, in_clear=True) if len(homes) > 1 else {}
    return Mine(homes, page, [Told(one, names.get(one.household_id, "")) for one in page])


def chosen_home(homes: Sequence[Household], key: str | None) -> Household | None:
    """Return the household that the address names, else the first of them."""
    return next((one for one in homes if str(one.pk) == key), homes[0] if homes else None)


def offered(
    catalogue: Catalogue, channel: Channel, words: str = "", *, keeps: bool = True
) -> list[tuple[Category, list[Item]]]:
    """Return what can be claimed this way today, by category; with words, in pinyin too, what they find."""
    asked = typed(words).words
    items = [
        item
        for item in catalogue.items_on(timezone.localdate())
        if claimable(item, channel, keeps=keeps) and _found(item, asked)
    ]
    groups = [(one, [item for item in items if item.category is one]) for one in catalogue.categories]
    return [(category, found) for category, found in groups if found]


def _found(item: Item, words: Sequence[str]) -> bool:
    """Say whether each word stands in the title, or in what the title is read as or shortened to."""
    read = spelt(item.title).split()
    return all(word in item.title or any(word in one for one in read) for word in words)


def evidence_said(item: Item) -> str:
    """Return in a few words what has to be handed in with the item."""
    photos = wants_photo(item)
    if photos:
        return _("要拍 %(n)s 张照片") % {"n": photos}
    return _("照片、见证人有一样就行") if len(item.evidence) > 1 else ""


@dataclass(frozen=True)
class ClaimPage:
    """一件申报, as one visitor sees it and what she may do with it."""

    told: Told
    item: Item
    photos: Sequence[Photo]
    mine: bool  # it is of a household for which the visitor acts
    withdraws: bool
    answers: bool
    checks: bool
    own: bool  # somebody else has to check it
    reads: bool  # from the village's desk
    reasons: Sequence[str]  # why it is worth that much
    objects: bool  # it hangs, and she may say that it is wrong
    blanks: bool  # she may erase what it says of a person


def claim_page(claim: Claim, user: User) -> ClaimPage:
    """Return what the visitor may see of the claim and do with it."""
    mine = belongs_to(user, claim.household)
    hers = claim.claimed_by_id == user.pk or (mine and claim.asked > 0)
    waiting = claim.state in {ClaimState.CLAIMED, ClaimState.SENT_BACK}
    approves = bool(can_approve_claims(user, claim.village)) and waiting
    own = approves and (claim.claimed_by_id == user.pk or bool(own_households(user, [claim])))
    in_clear = mine or bool(can_register(user, claim.household.place))
    name = names_of([claim.household], in_clear=in_clear)[claim.household_id]
    rows = ClaimPhoto.objects.filter(claim=claim).select_related("photo").order_by("pk")
    return ClaimPage(
        told=Told(claim, name),
        item=catalogue_of(claim.adoption).item(claim.item),
        photos=[row.photo for row in rows],
        mine=mine,
        withdraws=hers and claim.state in {*ClaimState.OPEN} - {ClaimState.LISTED},
        answers=hers and claim.state == ClaimState.SENT_BACK,
        checks=approves and not own,
        own=own,
        reads=bool(can_read(user, claim.village)),
        reasons=reasons_of(claim),
        objects=bool(can_object(user, claim)),
        blanks=claim.blanked_at is None and bool(can_blank(user, claim.village)),
    )


def claim_shown(key: UUID, user: User) -> Claim | None:
    """Return the claim if there is one and the visitor may see it; else she is refused, or there is none."""
    found = Claim.objects.select_related(*RELATED, "event", "claimed_by", "checked_by", "listing", "panel")
    claim = found.filter(pk=key).first()
    if claim is not None:
        can_see(user, claim).or_refuse()
    return claim
