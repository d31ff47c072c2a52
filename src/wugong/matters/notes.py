"""The acts that add to a matter without moving it: a note, a photo, spoken words, fields filled in."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import acts, refusals
from wugong.matters.certificate_checks import refuse_filled
from wugong.matters.distinct_checks import refuse_alike
from wugong.matters.evidence import attach, pictures
from wugong.matters.fact_checks import checked_facts, refuse_missing
from wugong.matters.holding import hold_matter, hold_open
from wugong.matters.lines import write_line
from wugong.matters.models import Matter, Step
from wugong.matters.numbers import spoken as said_number
from wugong.matters.permissions import asks, can_note, can_tend
from wugong.matters.plan_goals import unmask_goal
from wugong.matters.recomputing import recompute
from wugong.matters.registers import held_by
from wugong.matters.showing import show_step
from wugong.matters.states import StepKind
from wugong.matters.texts import STEP, words_of
from wugong.matters.trios import take_over
from wugong.matters.wishes import Pictured
from wugong.media.sounds import Speech
from wugong.rules.register_parts import By

Actor = User | System
NOTE_PHOTOS = 9


@transaction.atomic
def note(
    matter: Matter,
    text: str,
    *,
    actor: Actor,
    public: bool = False,
    photos: Sequence[Pictured] = (),
    spoken: Speech | None = None,
    shown: bool = False,
) -> Step:
    """The timeline has these words: of who asked and `public` ones for all readers, else for the desk.

    `shown`: everybody sees the photos, where the matter is public.
    """
    if len(photos) > NOTE_PHOTOS:
        raise refusals.TooManyPhotos(most=NOTE_PHOTOS, count=len(photos))
    kept = pictures(photos)
    matter = hold_matter(matter)
    if matter.merged_into_id is not None:
        raise refusals.WasMerged(number=matter.number)
    can_note(actor, matter).or_refuse()
    asker = asks(actor, matter)
    words = words_of("说明", text, STEP, public=public or asker)
    if not (words or kept or spoken):
        raise refusals.WordsMissing(what="说明")
    role = By.ASKER if asker else By.DESK
    step = write_line(matter, StepKind.NOTED, actor=actor, role=role, text=words, public=public or asker)
    attach(step, kept, spoken=spoken, actor=actor)
    if shown and kept:
        show_step(step, actor=actor)
    record(acts.NOTED, actor=actor, at=matter.place.code, number=said_number(matter.number))
    return step


@transaction.atomic
def fill(matter: Matter, facts: Mapping[str, str], *, actor: Actor) -> Step:
    """These fields are filled so, and what is due by them is due anew."""
    matter = hold_open(matter)
    can_tend(actor, matter).or_refuse()
    version = held_by(matter).version
    kept = checked_facts(version, facts, place=matter.place)
    changed = {code: text for code, text in kept.items() if matter.facts.get(code, "") != text}
    if not changed:
        raise refusals.NothingFilled
    matter.facts = {code: text for code, text in {**matter.facts, **changed}.items() if text}
    refuse_missing(version, matter.facts)
    refuse_alike(version, matter.facts, changed)
    refuse_filled(matter, version, changed)
    take_over(matter)
    recompute(matter, version, actor=actor)
    matter.save(update_fields=["facts", "leader", "due_at", "amber_at"])
    unmask_goal(matter, changed, actor=actor)
    titles = "、".join(version.field(code).title for code in changed)
    public = all(version.field(code).public for code in changed)
    step = write_line(matter, StepKind.FILLED, actor=actor, public=public, filled=changed)
    record(acts.FILLED, actor=actor, at=matter.place.code, number=said_number(matter.number), fields=titles)
    return step
