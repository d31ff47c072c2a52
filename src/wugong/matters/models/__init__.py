"""Tables of matters, by what they tell of."""

from wugong.matters.models.askers import Asker, MatterUnit, NeighbourCall, UnitHand
from wugong.matters.models.knocks import Knock
from wugong.matters.models.matters import Matter, MatterQuerySet
from wugong.matters.models.plans import (
    Indicator,
    IndicatorReport,
    PlanDocument,
    PlanPaper,
    PlanTask,
    PlanUnit,
    ReadinessCheck,
)
from wugong.matters.models.registers import CalendarDay, NumberRun, RegisterDocument
from wugong.matters.models.sendings import Sending
from wugong.matters.models.tables import MonthlyTable, Occurrence, Recurrence, SavedView
from wugong.matters.models.timelines import ClockRun, Evidence, Pause, Step

__all__ = [
    "Asker",
    "CalendarDay",
    "ClockRun",
    "Evidence",
    "Indicator",
    "IndicatorReport",
    "Knock",
    "Matter",
    "MatterQuerySet",
    "MatterUnit",
    "MonthlyTable",
    "NeighbourCall",
    "NumberRun",
    "Occurrence",
    "Pause",
    "PlanDocument",
    "PlanPaper",
    "PlanTask",
    "PlanUnit",
    "ReadinessCheck",
    "Recurrence",
    "RegisterDocument",
    "SavedView",
    "Sending",
    "Step",
    "UnitHand",
]
