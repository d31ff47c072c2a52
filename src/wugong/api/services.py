"""The services of the open interface: the public categories of events, and the fields a report may carry."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.api.refusals import UnknownService
from wugong.matters.forms.fields import asked_at_opening
from wugong.matters.registers import Held, register_on
from wugong.rules.event_categories import Category, categories_on
from wugong.rules.register_parts import Field, FieldType, Version

REGISTER: Final = "resident-report"
GROUP: Final = "随手拍"
TYPES: Final = {
    FieldType.NUMBER: "number",
    FieldType.DECIMAL: "number",
    FieldType.MONEY: "number",
    FieldType.DATE: "datetime",
    FieldType.CHOICE: "singlevaluelist",
    FieldType.CHOICES: "multivaluelist",
    FieldType.YES: "singlevaluelist",
    FieldType.LONG: "text",
}


def held_now() -> Held:
    """Return the register that takes requests from other programs."""
    return register_on(REGISTER)


def services() -> list[Category]:
    """Return the categories that may be public, in their order."""
    return [one for one in categories_on(timezone.localdate()).values() if not one.restricted]


def service(code: str) -> Category:
    """Return the service of this code; UnknownService for another."""
    found = next((one for one in services() if one.code == code), None)
    if found is None:
        raise UnknownService(service=code)
    return found


def service_document(one: Category, version: Version) -> dict[str, Any]:
    """Return a service as the list shows it."""
    return {
        "service_code": one.code,
        "service_name": one.title,
        "description": one.hint or one.title,
        "metadata": bool(asked_at_opening(version)),
        "type": "realtime",
        "keywords": one.national,
        "group": GROUP,
    }


def definition_document(one: Category, version: Version) -> dict[str, Any]:
    """Return the fields that a request of this service may carry."""
    fields = asked_at_opening(version)
    return {
        "service_code": one.code,
        "attributes": [_attribute(field, place) for place, field in enumerate(fields, start=1)],
    }


def _attribute(field: Field, order: int) -> Mapping[str, Any]:
    return {
        "variable": True,
        "code": field.code,
        "datatype": TYPES.get(field.type, "string"),
        "required": field.required,
        "datatype_description": field.hint,
        "order": order,
        "description": field.title,
        "values": _values(field),
    }


def _values(field: Field) -> Sequence[Mapping[str, str]]:
    if field.type is FieldType.YES:
        return [{"key": "yes", "name": _("是")}, {"key": "no", "name": _("否")}]
    return [{"key": one.code, "name": one.title} for one in field.choices]
