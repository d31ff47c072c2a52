"""A field under seal: the database holds ciphertext, the row holds a `Secret` that does not print."""

from base64 import b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.utils.translation import gettext as _

from wugong.base.texts import mark
from wugong.registry.key_refusals import KeyBroken, KeyLost, SealBroken
from wugong.registry.keys import ring

if TYPE_CHECKING:
    Bytes = models.BinaryField[Any, Any]
else:
    Bytes = models.BinaryField

UNREADABLE: Final = mark("打不开")


class Secret:
    """密封的内容: printing it shows nothing; `clear()` opens it, which whoever calls must write down."""

    __slots__ = ("_clear", "_sealed", "context")

    def __init__(self, context: str, *, clear: str | None = None, sealed: bytes = b"") -> None:
        self.context = context
        self._clear = clear
        self._sealed = sealed

    def clear(self) -> str:
        """Return the text; refused with `KeyLost` where the key is gone."""
        if self._clear is None:
            self._clear = ring.open(self._sealed, self.context)
        return self._clear

    def shown(self, masked: Callable[[str], str]) -> str:
        """Return what a page shows of the text: masked so, or that it cannot be opened."""
        try:
            return masked(self.clear()) if self else ""
        except (KeyLost, KeyBroken, SealBroken):
            return _(UNREADABLE)

    def sealed(self) -> bytes:
        """Return the text as the database holds it."""
        if not self._sealed and self._clear:
            self._sealed = ring.seal(self._clear, self.context)
        return self._sealed

    def mark(self) -> str:
        """Return the keyed mark by which the text is found."""
        return ring.mark(self.clear(), self.context) if self else ""

    def __bool__(self) -> bool:
        return bool(self._clear or self._sealed)

    def __str__(self) -> str:
        return "••••" if self else ""

    def __repr__(self) -> str:
        return f"<Secret {self.context}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self.context == other.context and self.clear() == other.clear()

    def __hash__(self) -> int:
        return hash((self.context, self.clear()))


class Sealing:
    """Makes a `Secret` of whatever is assigned to the field."""

    def __init__(self, field: "SealedField") -> None:
        self.field = field

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        if self.field.attname not in row.__dict__:
            row.refresh_from_db(fields=[self.field.attname])
        return row.__dict__[self.field.attname]

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = self.field.secret(value)


class SealedField(Bytes):
    """密封字段: sealed for the table and column it stands in, so that it opens nowhere else."""

    descriptor_class = Sealing
    under_seal = True

    def __init__(self, *args: Any, marked_in: str = "", **kwargs: Any) -> None:
        self.marked_in = marked_in  # the column of its marks; nothing to a migration
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", b"")
        super().__init__(*args, **kwargs)

    @property
    def context(self) -> str:
        """Return what its texts are sealed for."""
        return f"{self.model._meta.db_table}.{self.column}"

    def secret(self, value: Any) -> Secret:
        """Return the value as a `Secret`: a text in clear, or what the database holds."""
        if isinstance(value, Secret):
            here = value.context == self.context
            return value if here else Secret(self.context, clear=value.clear())
        if isinstance(value, str):
            return Secret(self.context, clear=value)
        return Secret(self.context, sealed=bytes(value or b""))

    def marks(self, clear: str) -> list[str]:
        """Return the marks under which a text may be found here; `KeyLost` where the key is gone."""
        return ring.marks(clear, self.context)

    def get_prep_value(self, value: Any) -> Any:
        """Return what is written: never the text in clear."""
        return None if value is None else self.secret(value).sealed()

    def value_to_string(self, obj: Any) -> str:
        """Return what a dump of the database holds: never the text in clear."""
        return b64encode(self.value_from_object(obj).sealed()).decode()

    def get_default(self) -> Any:
        """Return an empty secret."""
        return b""
