"""The house test of the form registry: no form without who asks, by which right, how long, until when."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.forms.forms import BaseForm
from django.utils import timezone

import wugong
from wugong.matters.registers import registers_on
from wugong.portal.paper_counts import FILLED, filled
from wugong.rules.papers import papers_on

# Forms that are nobody's paper, by the reason why.
OUTSIDE = {
    "the door: signing in, a second factor, whose account": (
        "access.PasswordForm",
        "accounts.CodeAgainForm",
        "accounts.CodeForm",
        "accounts.FirstCodeForm",
        "accounts.SignInForm",
    ),
    "looking for something, or asking for a file of it: nothing is written down": (
        "access.PlaceSearchForm",
        "matters.following.FollowForm",
        "matters.registers.ExportForm",
        "registry.households.HouseholdsForm",
        "registry.imports.ExportForm",
        "registry.persons.RevealForm",
        "share.counter.CodeForm",
        "share.counter.WhoForm",
    ),
    "a yes or no, with its reason, to what another filled in": (
        "matters.erasing.EraseForm",
        "publish.TakeDownForm",
        "registry.requests.DecisionForm",
        "review.runs.ApproveForm",
        "review.runs.SendBackForm",
        "share.counter.LookForm",
        "share.shelves.AnswerForm",
    ),
    "a matter of a register: the paper stands in the register itself": (
        "matters.batches.AssignMany",
        "matters.batches.MoveMany",
        "matters.batches.RouteMany",
        "matters.following.AnswerForm",
        "matters.matter_acts.AssignForm",
        "matters.matter_acts.ReferForm",
        "matters.matter_acts.RouteForm",
        "matters.matter_running.ExtendForm",
        "matters.matter_running.FillForm",
        "matters.matter_running.MergeForm",
        "matters.matter_running.NoteForm",
        "matters.matter_running.PauseForm",
        "matters.matter_running.ResumeForm",
        "matters.matter_running.ShowForm",
        "matters.moving.MoveForm",
        "matters.opening.OpenForm",
        "matters.reports.ReportForm",
        "matters.supervising.SuperviseForm",
        "matters.work.SendingForm",
        "matters.work.WorkForm",
    ),
    "rules and words that a county or town settles for all: nobody is asked to fill them in": (
        "access.CloseForm",
        "access.MergeForm",
        "access.PlaceForm",
        "access.RecodeForm",
        "access.RenameForm",
        "access.SplitForm",
        "api.KeyForm",
        "matters.registers.AdoptForm",
        "matters.registers.DayForm",
        "matters.registers.DraftForm",
        "publish.TemplateForm",
        "publish.WordingForm",
        "registry.body_templates.TemplatesForm",
        "registry.duties.DocumentForm",
        "review.rules.DraftForm",
        "review.rules.SinceForm",
        "review.rules.TextForm",
    ),
    "the ground that other forms stand on": (
        "matters.batches.ManyForm",
        "matters.matter_acts.ActForm",
        "points.pools.DecidedForm",
        "registry.asking.RegisterForm",
        "registry.bodies.DayForm",
        "registry.households.RevisionForm",
        "registry.moves.MoveForm",
        "registry.requests.AskForm",
        "registry.requests.MembersForm",
        "review.rounds.FillForm",
    ),
}


def forms() -> Iterator[str]:
    """Yield every form of the house by its room, its file and its name."""
    root = Path(wugong.__path__[0])
    for file in sorted({*root.rglob("*forms.py"), *root.rglob("forms/*.py")}):
        parts = [part for part in file.relative_to(root).with_suffix("").parts if part != "__init__"]
        module = importlib.import_module(".".join(("wugong", *parts)))
        room = ".".join(part for part in parts if part != "forms")
        for name, found in vars(module).items():
            own = isinstance(found, type) and found.__module__ == module.__name__
            if own and issubclass(found, BaseForm) and not name.startswith("_"):
                yield f"{room}.{name}"


HOUSE = sorted(forms())
OUT = [name for names in OUTSIDE.values() for name in names]


def papers():
    return papers_on(timezone.localdate()).papers.values()


@pytest.mark.parametrize("name", HOUSE)
def test_each_form_stands_in_the_registry_once(name):
    named = [one.key for one in papers() if name in one.forms]
    assert len(named) + OUT.count(name) == 1, (
        f"{name}: write it under one paper of rules/papers.yaml (owner, basis, minutes, every, sunset), "
        f"or here with the reason why it is no paper; now {named or 'nowhere'}"
    )


def test_the_registry_names_no_form_that_is_gone():
    named = [name for one in papers() for name in one.forms]
    assert [name for name in (*named, *OUT) if name not in HOUSE] == []


def test_no_form_is_used_past_its_last_day():
    today = timezone.localdate()
    assert [one.title for one in papers() if one.sunset < today] == []


@pytest.mark.django_db
def test_no_register_is_asked_for_past_the_last_day_of_its_form(here):
    today = timezone.localdate()
    assert [held.code for held in registers_on().values() if held.version.paper.sunset < today] == []


def test_what_each_form_costs_is_counted():
    assert {one.key for one in papers()} == {key for key, *_ in FILLED}


@pytest.mark.django_db
def test_where_nothing_was_filled_in_nothing_is_counted(here):
    today = timezone.localdate()
    assert set(filled(today, today).values()) <= {0}
