"""Who answers (责任三要素): leader, unit and officer, on the matter and in fields that ask for the same."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wugong.matters.models import Matter
from wugong.rules.register_parts import Version

LEADER: Final = "leader-name"
UNIT: Final = "unit-name"
OFFICER: Final = "officer-name"
TRIO: Final[Mapping[str, Promise]] = {LEADER: _("责任领导"), UNIT: _("责任单位"), OFFICER: _("责任人员")}


def trio_of(matter: Matter) -> list[tuple[str, str]]:
    """Return titles and names of who answers: as assigned, else as the fields of the matter name them."""
    known = _assigned(matter)
    return [(str(title), known[code] or matter.facts.get(code, "") or "—") for code, title in TRIO.items()]


def _assigned(matter: Matter) -> Mapping[str, str]:
    return {
        LEADER: matter.leader,
        UNIT: matter.lead_unit.name if matter.lead_unit else "",
        OFFICER: matter.handler.display_name if matter.handler else "",
    }


def held_facts(matter: Matter, version: Version) -> Mapping[str, str]:
    """Return the matter's facts, where a blank field asks for what the matter knows already: that."""
    fields = {field.code for field in version.fields}
    filled = {code: text for code, text in _assigned(matter).items() if text and code in fields}
    return filled | {code: text for code, text in matter.facts.items() if text}


def take_over(matter: Matter) -> None:
    """A leader who stands in a field is the matter's, where it has none; not written yet."""
    matter.leader = matter.leader or str(matter.facts.get(LEADER, ""))[:40]
