"""Tables of the appraisal, by what they tell of."""

from wugong.review.models.objections import Correction, Objection, ReviewMeeting
from wugong.review.models.photos import ScorePhoto
from wugong.review.models.rounds import Assignment, Round, Score, ScoreQuerySet
from wugong.review.models.runs import Award, Figure, Run, RunQuerySet
from wugong.review.models.schemes import AdoptedScheme, AdoptedSheet, Holder, Population, Post, covering

__all__ = [
    "AdoptedScheme",
    "AdoptedSheet",
    "Assignment",
    "Award",
    "Correction",
    "Figure",
    "Holder",
    "Objection",
    "Population",
    "Post",
    "ReviewMeeting",
    "Round",
    "Run",
    "RunQuerySet",
    "Score",
    "ScorePhoto",
    "ScoreQuerySet",
    "covering",
]
