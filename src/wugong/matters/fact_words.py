"""What is written into a field, as a person reads it."""

from django.utils.translation import gettext as _

from wugong.base.amounts import written
from wugong.base.masking import masked_name
from wugong.rules.register_parts import Field, FieldType


def value_said(field: Field, value: str, *, in_clear: bool = True) -> str:
    """Return what is written in a field as a person reads it; names hidden unless they may stand in clear."""
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        return "、".join(field.called(one) for one in value.split(","))
    if field.type is FieldType.YES:
        return _("是") if value == "yes" else _("否")
    if field.type is FieldType.MONEY:
        return _("%(yuan)s 元") % {"yuan": written(int(value), 2)}
    if field.type is FieldType.PERSON and not in_clear:
        return masked_name(value)
    return f"{value}{field.unit}"
