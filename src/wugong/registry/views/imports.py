"""Import and export of the register: bring a list, look at its preview, take it in; hand a list out."""

from typing import cast
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.base.faults import FileRefused
from wugong.registry import import_pages, import_uploads
from wugong.registry.exports import export_book
from wugong.registry.forms.imports import CLEAR, ColumnsForm, ExportForm, UploadForm
from wugong.registry.forms.refusing import done
from wugong.registry.import_files import draft_of, fingerprint
from wugong.registry.import_maps import settle_mapping
from wugong.registry.import_plans import Plan
from wugong.registry.import_uploads import Upload
from wugong.registry.imports import import_households, importable
from wugong.registry.permissions import can_register, can_settle_columns
from wugong.registry.register_pages import Desk, desk_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _desk(request: HttpRequest, code: str) -> Desk:
    desk = desk_of(code, cast(User, request.user))
    can_register(desk.visitor, desk.place).or_refuse()
    return desk


@needs(Ability.REGISTER)
@reading_or_writing
def household_import(request: HttpRequest, code: str) -> HttpResponse:
    """Take a file and show what it would do."""
    desk = _desk(request, code)
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if upload := done(form, lambda: _kept(form, desk)):
        return redirect("household_import_preview", code, upload.key)
    return render(request, "registry/household_import.html", {"desk": desk, "form": form})


def _kept(form: UploadForm, desk: Desk) -> Upload | None:
    """Keep the file if it can be read at all; else the form says why not."""
    upload = import_uploads.keep(form.cleaned_data["table"], desk.place, cast(User, desk.visitor))
    try:
        import_pages.preview_of(upload, desk.place)
    except FileRefused as refusal:
        import_uploads.throw_away(upload)
        for line in refusal.faults:
            form.add_error("table", line.removeprefix(f"{upload.name}："))
        return None
    return upload


@needs(Ability.REGISTER)
@reading_or_writing
def household_import_preview(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show what the file would do; set its columns right, take it in, or throw it away."""
    desk = _desk(request, code)
    upload = import_uploads.kept(key, desk.place, cast(User, desk.visitor))
    preview = import_pages.preview_of(upload, desk.place)
    do = request.POST.get("do", "")
    form = ColumnsForm(preview, request.POST if do == "columns" else None)
    if do == "columns" and form.is_valid():
        settle_mapping(preview.headers, form.mapping, desk.place, actor=cast(User, request.user))
        upload.preview.unlink(missing_ok=True)
        messages.success(request, _("列的对应记下了，以后这样的表都照它读。"))
        return redirect("household_import_preview", code, key)
    if do == "take":
        messages.success(request, _said(_taken(upload, desk)))
        return redirect("register_home", code)
    if do == "drop":
        import_uploads.throw_away(upload)
        messages.info(request, _("这份上传已经丢掉，什么都没有写入。"))
        return redirect("household_import", code)
    page = import_pages.page_of(preview.faults, request.GET.get("page"))
    settles = bool(can_settle_columns(desk.visitor, desk.place))
    context = {"desk": desk, "preview": preview, "form": form, "key": key, "page": page, "settles": settles}
    return render(request, "registry/household_import_preview.html", context)


def _taken(upload: Upload, desk: Desk) -> Plan:
    draft, _ground = draft_of(upload.path, desk.place, upload.name)
    file = fingerprint(upload.path, upload.name)
    plan = import_households(draft, desk.place, actor=cast(User, desk.visitor), file=file)
    import_uploads.throw_away(upload)
    return plan


def _said(plan: Plan) -> str:
    counts = {name: plan.count(name) for name in ("created", "updated", "unchanged")}
    said = _("导入好了：新增 %(created)s 人，更新 %(updated)s 人，未变 %(unchanged)s 人。") % counts
    refused = plan.refused
    rest = ngettext("%(n)s 行没有收，改好后再导入一次。", "%(n)s 行没有收，改好后再导入一次。", refused)
    return said + (rest % {"n": refused} if refused else "")


@needs(Ability.REGISTER)
@require_safe
def household_import_refused(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Hand out the refused cells as a workbook."""
    desk = _desk(request, code)
    upload = import_uploads.kept(key, desk.place, cast(User, desk.visitor))
    book = import_pages.faults_book(import_pages.preview_of(upload, desk.place))
    return _file(book, _("%(place)s要改的格.xlsx") % {"place": desk.place.name})


@needs(Ability.REGISTER)
@reading_or_writing
def household_export(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the list of this place; numbers in clear only for who may see them, with a reason."""
    desk = _desk(request, code)
    importable(desk.place, timezone.localdate())
    form = ExportForm(request.POST if request.method == "POST" else None)
    book = done(form, lambda: _exported(form, desk))
    if book is not None:
        return _file(book, _("%(place)s花名册.xlsx") % {"place": desk.place.name})
    return render(request, "registry/household_export.html", {"desk": desk, "form": form})


def _exported(form: ExportForm, desk: Desk) -> bytes:
    in_clear, reason = form.cleaned_data["how"] == CLEAR, form.cleaned_data["reason"]
    return export_book(desk.place, actor=cast(User, desk.visitor), in_clear=in_clear, reason=reason)


def _file(book: bytes, name: str) -> HttpResponse:
    attached = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return HttpResponse(book, content_type=XLSX, headers=attached)
