"""Files of a public run for whoever wants them: .docx, .xlsx, the poster on A4 and A3, each made once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from wugong.base.periods import Period
from wugong.base.texts import mark
from wugong.portal.publication import Publication, publication_of
from wugong.portal.queries import Public
from wugong.publish.bulletins import Bulletin
from wugong.publish.documents import docx_of
from wugong.publish.notice_periods import APPRAISAL_BULLETIN
from wugong.publish.posters import poster_of
from wugong.publish.queries import template_of
from wugong.publish.workbooks import bulletin_sheets, xlsx_of

DAY = 24 * 3600  # seconds: what hangs never changes
SHORT = 600  # seconds: of what never hung the town may still change the Word template
OFFICE = "application/vnd.openxmlformats-officedocument"


def _xlsx(bulletin: Bulletin, publication: Publication) -> bytes:
    return xlsx_of(bulletin_sheets(bulletin))


def _a4(bulletin: Bulletin, publication: Publication) -> bytes:
    return poster_of(bulletin, "a4")


def _a3(bulletin: Bulletin, publication: Publication) -> bytes:
    return poster_of(bulletin, "a3")


def _docx(bulletin: Bulletin, publication: Publication) -> bytes:
    if publication.taken_back:
        return docx_of(bulletin)
    posting, town = publication.posting, publication.run.town
    own = posting.template if posting else template_of(town, APPRAISAL_BULLETIN)
    return docx_of(bulletin, bytes(own.content) if own else None)


@dataclass(frozen=True)
class File:
    """A kind of file: what its button says, its type, the end of its name, how it is made and kept."""

    label: str
    icon: str
    type: str
    end: str
    make: Callable[[Bulletin, Publication], bytes]
    seconds: int = DAY
    inline: bool = False


DOCX, XLSX = f"{OFFICE}.wordprocessingml.document", f"{OFFICE}.spreadsheetml.sheet"
PDF = "application/pdf"
FILES: Mapping[str, File] = {
    "bulletin_docx": File(mark("Word 文件"), "download", DOCX, "通报.docx", _docx, SHORT),
    "bulletin_xlsx": File(mark("Excel 表"), "table", XLSX, "通报.xlsx", _xlsx),
    "poster_a4": File(mark("张贴件 A4"), "printer", PDF, "张贴件A4.pdf", _a4, inline=True),
    "poster_a3": File(mark("张贴件 A3"), "printer", PDF, "张贴件A3.pdf", _a3, inline=True),
}


def files_of(code: str, period: Period) -> list[tuple[str, str, str]]:
    """Return label, icon and address of each file of the run in force."""
    return [(one.label, one.icon, reverse(name, args=[code, period])) for name, one in FILES.items()]


def file_of(request: HttpRequest, runs: Public, period: Period, name: str) -> HttpResponseBase:
    """Return the file of the run in force, made by whoever asks first; the same one for all.

    A browser that still has it is told so. It is the same with a session and without, whatever the query.
    """
    file, run = FILES[name], runs.runs[period]
    key = f"file:{request.get_host()}:{name}:{run}:{runs.told_of(run)}"
    kept: tuple[str, bytes] | None = cache.get(key)
    if kept is None:
        kept = _made(request, publication_of(runs, period), file)
        cache.set(key, kept, file.seconds)
    title, content = kept
    tag = quote_etag(blake2b(content, digest_size=12).hexdigest())
    named = content_disposition_header(not file.inline, title)
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Disposition": named}
    answer = HttpResponse(content, content_type=file.type, headers=headers)
    return get_conditional_response(request, etag=tag, response=answer) or answer


def _made(request: HttpRequest, publication: Publication, file: File) -> tuple[str, bytes]:
    """Return the file's name and what is in it; the code on it leads to the house that was asked."""
    bulletin = publication.bulletin
    here = replace(bulletin, qr_url=request.build_absolute_uri(bulletin.qr_url))
    title = f"{publication.run.town.name}{publication.run.span.label}{file.end}"
    return title, file.make(here, publication)
