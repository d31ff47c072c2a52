"""What the page of a review meeting (讲评会) shows: the agenda as it follows from the public run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wugong.review.models import Objection, ReviewMeeting, Run
from wugong.review.run_previews import Line, Preview, Row, preview_of, version_of
from wugong.review.states import ObjectionState
from wugong.rules.scheme import RankAward
from wugong.web.periods import period_label
from wugong.web.templatetags.wugong import yuan_brief


@dataclass(frozen=True)
class Item:
    """An item of the agenda, and what belongs to it line by line."""

    title: str
    said: Sequence[str] = ()
    ranks: Sequence[Row] = ()


def meeting_of(run: Run) -> ReviewMeeting | None:
    """Return when and where the town talks over the run's period, if that is set."""
    return ReviewMeeting.objects.filter(town=run.town, period=run.period).first()


def agenda_of(run: Run) -> list[Item]:
    """Return what the meeting goes through, item by item: four queries."""
    preview = preview_of(run)
    return [*_results(preview), *_prizes(preview), *_statements(preview), *_objections(run)]


def _results(preview: Preview) -> Iterator[Item]:
    ranked = [row for row in preview.rows if row.rank is not None]
    said = [f"{row.name}：{row.lacking}" for row in preview.rows if row.lacking]
    facts = {"period": period_label(preview.run.span), "n": len(ranked)}
    yield Item(_("通报%(period)s成绩和名次，%(n)s 个村") % facts, said, ranked)


def _prizes(preview: Preview) -> Iterator[Item]:
    titles = list(dict.fromkeys(line.title for line in preview.prizes))
    for title in titles:
        lines = [line for line in preview.prizes if line.title == title]
        said = [_("%(name)s %(yuan)s 元：%(why)s") % _told(line) for line in lines]
        yield Item(_("宣布%(title)s") % {"title": title}, said)


def _told(line: Line) -> dict[str, object]:
    return {"name": line.name, "yuan": yuan_brief(line.fen), "why": line.reason}


def _statements(preview: Preview) -> Iterator[Item]:
    """Yield an item for each village that the scheme has say something, by what the scheme says it does."""
    version = version_of(preview.run)
    awards = version.awards if version else {}
    for line in preview.kept:
        award = awards.get(line.award)
        if isinstance(award, RankAward) and award.bottom and award.does and not line.person:
            yield Item(f"{line.name}{award.does}", [line.reason])


def _objections(run: Run) -> Iterator[Item]:
    """Yield the objections that are still open, without what they say: that is nobody else's."""
    open_ones = Objection.objects.filter(
        run__town=run.town, run__period=run.period, state=ObjectionState.RAISED
    )
    said = [
        _("%(village)s的异议，%(due)s以前（含当日）答复")
        % {"village": one.village.name, "due": date_format(one.due, _("n月j日"))}
        for one in open_ones.select_related("village").order_by("due", "village__code")
    ]
    if said:
        yield Item(_("还没有办结的异议"), said)
