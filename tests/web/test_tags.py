"""The tags: what they print, and that what users typed is never taken for markup."""

from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template

from wugong.web.templatetags.wugong import change, joined, score, status, yuan, yuan_brief


def show(source: str, **context: object) -> str:
    return Template("{% load wugong %}" + source).render(Context(context))


class Report(forms.Form):
    use_required_attribute = False
    where = forms.CharField(
        label="在什么地方", help_text="写组名", error_messages={"required": "没有写地方。"}
    )
    secret = forms.CharField(label="密码", widget=forms.PasswordInput, required=False)
    kind = forms.ChoiceField(label="哪一类", widget=forms.RadioSelect, choices=[("a", "道路"), ("b", "用水")])
    hidden_name = forms.BooleanField(label="不公开姓名", required=False, help_text="监委会看得到")

    def clean(self) -> None:
        raise forms.ValidationError("今天已交过一次。")


def test_score_without_a_figure_is_a_dash() -> None:
    assert score(None) == "—"


@pytest.mark.parametrize(("figure", "shown"), [("96.5", "96.50"), ("100", "100.00"), ("0.05", "0.05")])
def test_score_has_two_decimals(figure: str, shown: str) -> None:
    assert score(Decimal(figure)) == shown


@pytest.mark.parametrize(
    ("fen", "shown"),
    [(None, "—"), (0, "0.00"), (5, "0.05"), (-50, "−0.50"), (1_400_000, "14,000.00"), (-20_001, "−200.01")],
)
def test_yuan_is_exact(fen: int | None, shown: str) -> None:
    assert yuan(fen) == shown


@pytest.mark.parametrize(("fen", "shown"), [(None, "—"), (1_000_000, "10,000"), (700_050, "7,000.50")])
def test_brief_yuan_leaves_out_only_empty_decimals(fen: int | None, shown: str) -> None:
    assert yuan_brief(fen) == shown


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [(None, 3, "—"), (3, None, "—"), (5, 2, "位，上升"), (2, 5, "位，下降"), (4, 4, "位，没有变化")],
)
def test_change_says_the_direction_in_words(before: int | None, after: int | None, shown: str) -> None:
    assert shown in change(before, after)


def test_status_has_icon_word_and_colour_and_escapes() -> None:
    shown = status("wait", "<i>")
    assert "st--wait" in shown
    assert "#i-clock" in shown
    assert "&lt;i&gt;" in shown


def test_joined_names_are_escaped() -> None:
    assert joined(["甲", "<b>"]) == '<span class="nb">甲</span>、<span class="nb">&lt;b&gt;</span>'


def test_scroll_region_can_be_reached_and_is_named() -> None:
    shown = show("{% scroll name %}<table></table>{% endscroll %}", name="名次<表")
    assert 'tabindex="0"' in shown
    assert 'aria-label="名次&lt;表"' in shown
    assert "<table></table>" in shown


def test_field_that_came_back_says_what_is_wrong_beside_it() -> None:
    form = Report({"where": "", "kind": "a"})
    shown = show("{% field form.where %}", form=form)
    assert "field--bad" in shown
    assert "没有写地方。" in shown
    assert 'aria-describedby="id_where_helptext id_where_error"' in shown
    assert 'id="id_where_helptext"' in shown
    assert 'id="id_where_error"' in shown


def test_secret_can_be_shown_where_scripts_run() -> None:
    assert 'data-reveal="id_secret"' in show("{% field form.secret %}", form=Report())


def test_choices_become_chips_and_a_checkbox_a_tick() -> None:
    assert show("{% field form.kind %}", form=Report()).count('class="chip"') == 2
    assert 'class="tick"' in show("{% field form.hidden_name %}", form=Report())


def test_errors_on_top_link_to_their_fields() -> None:
    shown = show("{% errs form %}", form=Report({"where": "", "kind": "x"}))
    assert 'href="#id_where"' in shown
    assert 'href="#id_kind"' in shown
    assert "今天已交过一次。" in shown


def test_no_errors_no_box() -> None:
    assert show("{% errs form %}", form=Report()).strip() == ""


def test_crumbs_end_at_this_page() -> None:
    shown = show("{% crumbs trail %}", trail=[("望溪县", "/430181/"), ("云塘镇", "/430181101/")])
    assert '<a href="/430181/">望溪县</a>' in shown
    assert '<span aria-current="page">云塘镇</span>' in shown


def test_seal_is_silent_and_wears_its_state() -> None:
    assert show('{% seal "评" "now" %}') == '<span class="seal seal--now" aria-hidden="true">评</span>'


def test_numbers_of_our_sources_are_not_read() -> None:
    assert show("{{ text|cited }}", text="<b>须先经法制审核（C12）") == "&lt;b&gt;须先经法制审核"
