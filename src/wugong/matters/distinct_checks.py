"""Fields that must differ are held against each other: who opens a box with herself opens it alone."""

from collections.abc import Iterable, Mapping

from wugong.base.texts import mark
from wugong.matters import refusals
from wugong.rules.register_distinct import alike
from wugong.rules.register_parts import FieldType, Version

SAME = mark("“%(other)s”和“%(one)s”填得一样，请改成不同的")
SAME_PERSON = mark("“%(other)s”和“%(one)s”要是两个人，请填另一个人；同名的在名字后面写上组名")


def refuse_alike(version: Version, facts: Mapping[str, str], codes: Iterable[str]) -> None:
    """Refuse where fields that must differ hold the same; `codes` are those that are written now."""
    amiss = {
        other.code: (SAME_PERSON if other.type is FieldType.PERSON else SAME)
        % {"one": one.title, "other": other.title}
        for one, other in alike(version, facts, codes)
    }
    if amiss:
        raise refusals.FactsAmiss(amiss)
