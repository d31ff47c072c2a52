"""Papers at a desk: which are due, one of them drafted, written, handed in, reviewed, and as a Word file."""

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.guards import signed_in
from wugong.matters.models import PlanPaper
from wugong.matters.plans.board_forms import BackForm, PaperForm
from wugong.matters.plans.paper_documents import docx_of
from wugong.matters.plans.paper_pages import PaperPage, paper_page, papers_of
from wugong.matters.plans.papers import digest_of, draft_paper, review_paper, submit_paper, write_paper
from wugong.matters.plans.permissions import can_bring
from wugong.matters.plans.sights import place_at
from wugong.matters.views.desk import me
from wugong.registry.forms.refusing import done

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@signed_in
@require_safe
def plan_papers(request: HttpRequest, code: str) -> HttpResponse:
    """Show which papers the place owes and has, and who below has not handed in."""
    place = place_at(request, code)
    context = {"place": place, "page": papers_of(place), "drafts": can_bring(me(request), place)}
    return render(request, "matters/plans/papers.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_paper(request: HttpRequest, code: str, kind: str, period: str) -> HttpResponse:
    """Show a paper with its figures; draft it, write it, hand it in, review it."""
    page = paper_page(place_at(request, code), kind, period, me(request))
    form, back = _forms(request, page)
    act = ACTS.get(request.POST.get("act", "")) if request.method == "POST" else None
    if act is not None and (word := act(request, page, form, back)):
        messages.success(request, word)
        return redirect("plan_paper", code, kind, period)
    return render(request, "matters/plans/paper.html", {"page": page, "form": form, "back": back})


@signed_in
@require_safe
def plan_paper_docx(request: HttpRequest, code: str, kind: str, period: str) -> HttpResponse:
    """Hand out the paper as a Word file."""
    page = paper_page(place_at(request, code), kind, period, me(request))
    if page.paper is None:
        raise Http404
    answer = HttpResponse(docx_of(page), content_type=DOCX)
    name = quote(f"{page.title}.docx")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


def _forms(request: HttpRequest, page: PaperPage) -> tuple[PaperForm, BackForm]:
    """Return the form of the text and that of giving back, the one that was sent bound."""
    text = page.paper.text if page.paper else ""
    now = {"text": text, "seen": digest_of(text)}
    act = request.POST.get("act", "")
    sent = request.POST if act in {"write", "submit"} else None
    back = request.POST if act == "back" else None
    return PaperForm(sent, initial=now), BackForm(back)


def _draft(request: HttpRequest, page: PaperPage, form: PaperForm, back: BackForm) -> str:
    draft_paper(page.place, page.term.kind, page.term.code, actor=me(request))
    return _("起草好了，数字来自现在的台账。请看一遍再提交。")


def _afresh(request: HttpRequest, page: PaperPage, form: PaperForm, back: BackForm) -> str:
    draft_paper(page.place, page.term.kind, page.term.code, actor=me(request), afresh=True)
    return _("按现在的台账重写了正文。")


def _write(request: HttpRequest, page: PaperPage, form: PaperForm, back: BackForm) -> str:
    return _said(
        form, page, lambda paper: write_paper(paper, **_given(form), actor=me(request)), _("存好了。")
    )


def _submit(request: HttpRequest, page: PaperPage, form: PaperForm, back: BackForm) -> str:
    word = _("提交了，等另一个人审阅。")
    return _said(form, page, lambda paper: submit_paper(paper, **_given(form), actor=me(request)), word)


def _review(request: HttpRequest, page: PaperPage, form: PaperForm, back: BackForm) -> str:
    review_paper(_there(page), actor=me(request))
    return _("审阅通过了。")


def _back(request: HttpRequest, page: PaperPage, form: PaperForm, back: BackForm) -> str:
    paper = _there(page)
    given = done(back, lambda: review_paper(paper, back=back.cleaned_data["remark"], actor=me(request)))
    return _("退回了，意见写在报告上。") if given else ""


def _said(form: PaperForm, page: PaperPage, act: Callable[[PlanPaper], PlanPaper], word: str) -> str:
    """Return the word where the act was done; else the form says why not, and shows which text stands now."""
    paper = _there(page)
    if done(form, lambda: act(paper)):
        return word
    form.show(digest_of(paper.text))
    return ""


def _given(form: PaperForm) -> dict[str, str]:
    return {"text": form.cleaned_data["text"], "seen": form.cleaned_data["seen"]}


def _there(page: PaperPage) -> PlanPaper:
    if page.paper is None:
        raise Http404
    return page.paper


Did = Callable[[HttpRequest, PaperPage, PaperForm, BackForm], str]
ACTS: Final[Mapping[str, Did]] = {
    "draft": _draft,
    "afresh": _afresh,
    "write": _write,
    "submit": _submit,
    "review": _review,
    "back": _back,
}
