"""Tables of points, by what they tell of."""

from wugong.points.models.catalogues import Adoption, Opening, Pool
from wugong.points.models.claims import Card, Claim, ClaimPhoto, ClaimQuerySet, Event, SignIn
from wugong.points.models.fairness import PhotoLikeness, PhotoSpots, RecheckDraw
from wugong.points.models.lists import Listing, Objection, Recheck, Reversal
from wugong.points.models.panels import Panel, PanelScore, Seat, StepAside

__all__ = [
    "Adoption",
    "Card",
    "Claim",
    "ClaimPhoto",
    "ClaimQuerySet",
    "Event",
    "Listing",
    "Objection",
    "Opening",
    "Panel",
    "PanelScore",
    "PhotoLikeness",
    "PhotoSpots",
    "Pool",
    "Recheck",
    "RecheckDraw",
    "Reversal",
    "Seat",
    "SignIn",
    "StepAside",
]
