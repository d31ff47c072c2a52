"""What tests of rounds share: addresses, a score sheet in force, a table as a file."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils import timezone

from wugong.base.periods import Period
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.review.models import AdoptedSheet, Score
from wugong.review.schemes import adopt_sheet
from wugong.rules.score_sheets import sheet_text

JULY = Period.parse("2026-07")
TOWN = "990101101"
ROUNDS = f"/desk/{TOWN}/rounds/2026-07/"
COVERT, CROSS, ROUTINE = f"{ROUNDS}covert/", f"{ROUNDS}cross/", f"{ROUNDS}routine/"
LATE = {"note": "雨天路断，晚去了"}


def adopt(place: Place, *, since: date = date(2020, 1, 1), name: str = "village-environment") -> AdoptedSheet:
    """The place goes by this bundled score sheet."""
    return adopt_sheet(place, sheet_text(name), actor=SYSTEM, since=since)


def text(page: HttpResponse) -> str:
    """Return what a page says, once it has come."""
    assert page.status_code == 200, (page.status_code, page.headers.get("Location"))
    return page.content.decode()


def score_of(village: Place, name: str = "covert") -> Score:
    """Return the current score of the village in July."""
    return Score.objects.current().get(village=village, month="2026-07", input=name)


def workbook(*rows: Sequence[object], name: str = "暗访.xlsx") -> SimpleUploadedFile:
    """Return an uploaded workbook with these rows; a text that begins with = is a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile(name, file.getvalue())


@contextmanager
def on(day: str) -> Iterator[None]:
    """Let today be that day."""
    noon = datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=timezone.get_default_timezone())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: noon)
        yield


def entered_on(village: Place, day: str) -> None:
    """Let the village's newest score have been entered on that day."""
    noon = datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=timezone.get_default_timezone())
    newest = Score.objects.filter(village=village).latest("revision")
    Score.objects.filter(pk=newest.pk).update(entered_at=noon)
