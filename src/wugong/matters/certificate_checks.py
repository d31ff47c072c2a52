"""Fields that name a certificate (证明) are held against the lists of what a village may issue."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.utils import timezone

from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.matters.models import Matter, Step
from wugong.matters.states import StepKind
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.rules.certificates import Answer, certificate_verdict
from wugong.rules.register_parts import Field, Version, fits

CERTIFICATES = "certificates"
OF_VILLAGE = (Level.VILLAGE, Level.GROUP)


class NotToBeIssued(Refusal):
    """A certificate that the village may not issue; says why, and where one goes instead."""

    code = "matters.not_to_be_issued"
    sentence = mark("%(reason)s")


def refuse_asked(version: Version, facts: Mapping[str, str], title: str) -> None:
    """Refuse what no village may issue; while the field is blank, the title says what is asked for."""
    for field in _fields(version):
        if named := facts.get(field.code) or (title if _wanted(version, field, facts) else ""):
            _refuse(version, named, (Answer.REFUSED,))


def refuse_issued(version: Version, codes: Iterable[str], facts: Mapping[str, str], desk: Place) -> None:
    """Refuse a step that asks for the field; what is on no list waits for the town to say."""
    barred = (Answer.REFUSED, Answer.UNKNOWN) if desk.level in OF_VILLAGE else (Answer.REFUSED,)
    asked = set(codes)
    for field in _fields(version):
        if field.code in asked:
            _refuse(version, facts.get(field.code, ""), barred)


def refuse_filled(matter: Matter, version: Version, codes: Collection[str]) -> None:
    """Refuse to write into the field what could not be asked for, or, once it was taken on, not be issued."""
    fields = {field.code for field in _fields(version)}.intersection(codes)
    if not fields:
        return
    asking = [move.code for move in version.moves if fields.intersection(move.fields)]
    if Step.objects.filter(matter=matter, kind=StepKind.MOVED, move__in=asking).exists():
        refuse_issued(version, fields, matter.facts, matter.lies_with)
    else:
        refuse_asked(version, matter.facts, matter.title)


def _fields(version: Version) -> Iterator[Field]:
    yield from (field for field in version.fields if field.checked == CERTIFICATES)


def _wanted(version: Version, field: Field, facts: Mapping[str, str]) -> bool:
    """Say whether a step that asks for the field is for matters of these facts."""
    return any(field.code in move.fields and move.when and fits(move.when, facts) for move in version.moves)


def _refuse(version: Version, named: str, barred: Iterable[Answer]) -> None:
    verdict = certificate_verdict(named, timezone.localdate(), version.certificates)
    if verdict.answer in barred:
        raise NotToBeIssued(reason=verdict.reason)
