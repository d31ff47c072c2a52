"""Acts on schemes and score sheets: a county or a town adopts one, from a day on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.periods import Level as Span
from wugong.base.periods import Period
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.review import acts, refusals
from wugong.review.models import AdoptedScheme, AdoptedSheet, Run, Score
from wugong.review.permissions import can_adopt
from wugong.review.queries import adopted_until, approved_periods, holding, scheme_in
from wugong.review.scores import unfit
from wugong.review.standing import hold, set_aside
from wugong.rules.scheme import Scheme
from wugong.rules.score_sheets import read_sheet

DECIMALS = 2  # scores are kept in hundredths
FEW = 3  # scores named in a refusal
POINTS = "points"  # the unit of an award that is no money
REGISTERS = {
    "holders": {"level", "since"},
    "posts": {"role", "name_code"},
}  # the tables here, beside the village


@transaction.atomic
def adopt_scheme(
    place: Place, text: str, *, actor: User | System, since: date, settings: Mapping[str, str] | None = None
) -> AdoptedScheme:
    """The place is appraised by this scheme from that day on; FileRefused names what is wrong in the text."""
    can_adopt(actor, place).or_refuse()
    scheme = scheme_in(text, settings)
    _refuse_unfit(scheme, place, since)
    towns = hold(place)
    if AdoptedScheme.objects.filter(place=place, since=since).exists():
        raise refusals.SchemeExists(place=place.name, since=since)
    _refuse_public(scheme, place, since)
    adopted = AdoptedScheme.objects.create(
        place=place,
        title=scheme.title,
        text=text,
        settings=dict(settings or {}),
        since=since,
        adopted_by=actor.pk,
    )
    _refuse_unfit_scores(scheme, adopted, towns)
    record(acts.SCHEME_ADOPTED, actor=actor, at=place.code, title=scheme.title, since=since)
    for town in towns:
        set_aside(Run.objects.of(town).prepared().governed(place, since), town, actor=actor)
    return adopted


@transaction.atomic
def adopt_sheet(place: Place, text: str, *, actor: User | System, since: date) -> AdoptedSheet:
    """The place marks its inspections by this score sheet from that day on; FileRefused says why not."""
    can_adopt(actor, place).or_refuse()
    sheet = read_sheet(text)
    hold(place)
    if place.level not in {Level.COUNTY, Level.TOWN}:
        raise refusals.UnfitScheme(scheme=sheet.title, why=f"“{place.name}”不是县区或乡镇街道")
    if sheet.version_on(since) is None:
        raise refusals.UnfitScheme(scheme=sheet.title, why=f"它在 {since} 还没有有效的一版")
    if AdoptedSheet.objects.filter(place=place, since=since).exists():
        raise refusals.SchemeExists(place=place.name, since=since)
    adopted = AdoptedSheet.objects.create(
        place=place, title=sheet.title, text=text, since=since, adopted_by=actor.pk
    )
    record(acts.SHEET_ADOPTED, actor=actor, at=place.code, title=sheet.title, since=since)
    return adopted


def _refuse_public(scheme: Scheme, place: Place, since: date) -> None:
    """Refuse a scheme that would hold in a period whose appraisal is public."""
    public = Run.objects.approved().governed(place, since).select_related("town")
    if last := public.order_by("last_day").last():
        free = last.last_day + timedelta(days=1)
        why = f"“{last.town.name}”{last.span.label}考核已经公布，生效日期不能早于 {free}"
        raise refusals.UnfitScheme(scheme=scheme.title, why=why)


def _refuse_unfit_scores(scheme: Scheme, adopted: AdoptedScheme, towns: Sequence[Place]) -> None:
    """Refuse a scheme without room for scores that are entered and would go by it."""
    if found := [said for town in towns for said in _unfit_scores(scheme, adopted, town)]:
        named = "；".join(found[:FEW])
        more = f"；等 {len(found)} 个分" if len(found) > FEW else ""
        why = f"已录入的分装不下（{named}{more}），请换一个生效日期，或先改这些分"
        raise refusals.UnfitScheme(scheme=scheme.title, why=why)


def _unfit_scores(scheme: Scheme, adopted: AdoptedScheme, town: Place) -> Iterator[str]:
    """Yield the scores not public that do not fit, of days on which the town goes by this scheme."""
    stages, public = adopted_until(town, date.max), approved_periods(town)
    scores = Score.objects.current().filter(
        village__in=Place.objects.under(town.code), month__gte=str(Period.of(adopted.since, Span.MONTH))
    )
    for score in scores.select_related("village").order_by("month", "village__code", "input"):
        month = Period.parse(score.month)
        day = score.day or month.last_day
        governing = next((one for one in reversed(stages) if one.since <= day), None)
        if governing != adopted or not public.isdisjoint(holding(month)):
            continue
        if why := unfit(scheme, score.input, score.hundredths):
            fact = scheme.inputs.get(score.input)
            yield f"{score.village.name}{month.label}{fact.title if fact else ''}：{why}"


def _refuse_unfit(scheme: Scheme, place: Place, since: date) -> None:
    """Refuse a scheme whose facts have no place in our tables."""
    why = ""
    if place.level not in {Level.COUNTY, Level.TOWN}:
        why = f"“{place.name}”不是县区或乡镇街道"
    elif scheme.subject is None or not scheme.inputs or scheme.base is not Span.MONTH:
        why = "它不按月打分"
    elif any(version.checks for version in scheme.versions):
        why = "它有达标项，要用命令行来算"
    elif any(award.unit == POINTS for version in scheme.versions for award in version.awards.values()):
        why = "它奖积分，要等积分账开了再用"
    elif scheme.versions[0].since > since:
        why = f"它的第一版自 {scheme.versions[0].since} 起才有效，晚于生效日期 {since}"
    elif strange := list(_strange(scheme)):
        known = "、".join(f"{name}（{'、'.join(sorted(columns))}）" for name, columns in REGISTERS.items())
        why = f"没有登记表 {'、'.join(strange)}，只有 {known}"
    elif any(fact.decimals > DECIMALS for fact in scheme.inputs.values()):
        why = f"评分最多 {DECIMALS} 位小数"
    if why:
        raise refusals.UnfitScheme(scheme=scheme.title, why=why)


def _strange(scheme: Scheme) -> Iterator[str]:
    """Yield the registers, and columns of registers, that have no place in our tables."""
    for name, register in scheme.registers.items():
        if name not in REGISTERS:
            yield name
        else:
            columns = register.columns.keys() - {register.subject_column} - REGISTERS[name]
            yield from (f"{name} 的 {column}" for column in sorted(columns))
