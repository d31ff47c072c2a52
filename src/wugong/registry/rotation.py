"""Changing the keys of the register: a new one in front, everything sealed anew, the old ones forgotten."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, models, transaction

from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.base import sealing
from wugong.counties.actors import Actor
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.registry import keys, right_acts
from wugong.registry.key_refusals import KeyLost, KeysGiven
from wugong.registry.keys import ring
from wugong.registry.sealed_columns import SealedColumn, sealed_by_key, sealed_columns

AT_ONCE: Final = 1000  # rows that are held in memory

Said = Callable[[int], None]  # how many rows are done


@dataclass
class Turn:
    """What a rotation came to: rows sealed anew, texts that were altered and stay as they are."""

    rows: int = 0
    altered: int = 0


def rotate_keys(*, actor: Actor, said: Said) -> Turn:
    """A new key stands in front and has sealed and marked everything; the old keys still open.

    The key file is written first, so that a kill at any moment leaves a ring that opens all there is. A
    rotation that was cut short is finished, with the key that it began with.
    """
    now = ring.held
    _refuse_unopened(now)
    if not _stale(now):
        if keys.given():
            raise KeysGiven(variable=keys.VARIABLE)
        now = sealing.Ring([sealing.fresh_key(), *now.keys])
        keys.write(now)
        ring.forget()
    return _sealed_anew(now, right_acts.KEYS_ROTATED, actor, said)


def forget_old_keys(*, actor: Actor, said: Said) -> Turn:
    """Only the key in front is left; what an old one had sealed since the rotation is sealed anew."""
    now = ring.held
    if keys.given():
        raise KeysGiven(variable=keys.VARIABLE)
    _refuse_unopened(now)
    turn = _sealed_anew(now, right_acts.KEYS_FORGOTTEN, actor, said)
    keys.write(sealing.Ring(now.keys[:1]))
    ring.forget()
    return turn


def _refuse_unopened(now: sealing.Ring) -> None:
    """Refuse while a key is missing: what it sealed would be left behind."""
    if any(name not in now.by_name for name in sealed_by_key()):
        raise KeyLost(source=keys.source())


def _stale(now: sealing.Ring) -> bool:
    """Say whether a rotation was begun and not finished."""
    return any(name != now.keys[0].name for name in sealed_by_key())


@transaction.atomic
def _sealed_anew(now: sealing.Ring, act: Act, actor: Actor, said: Said) -> Turn:
    """All that an old key sealed is sealed and marked by the one in front."""
    turn = Turn()
    by_table: dict[type[models.Model], list[SealedColumn]] = defaultdict(list)
    for column in sealed_columns():
        by_table[column.table].append(column)
    for table, columns in by_table.items():
        for rows in _rows(table, columns):
            changed = [new for row in rows if (new := _turned(row, columns, now, turn))]
            _write(table, columns, changed)
            turn.rows += len(changed)
            said(turn.rows)
    for county in County.objects.all():
        with standing_in(county):
            record(act, actor=actor)
    return turn


def _rows(table: type[models.Model], columns: Sequence[SealedColumn]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a table, locked, some at once: keys, sealed texts, marks."""
    names = [name for column in columns for name in _names(column)]
    after: Any = None
    while True:
        found = table._base_manager.order_by("pk").select_for_update()
        if after is not None:
            found = found.filter(pk__gt=after)
        rows = list(found.values_list("pk", "county_id", *names)[:AT_ONCE])
        if not rows:
            return
        yield rows
        after = rows[-1][0]


def _names(column: SealedColumn) -> list[str]:
    """Return the columns that a sealed text stands in: its own, and that of its mark if it has one."""
    return [column.field.attname, *([column.field.marked_in] if column.field.marked_in else [])]


def _turned(
    row: tuple[Any, ...], columns: Sequence[SealedColumn], now: sealing.Ring, turn: Turn
) -> tuple[Any, ...] | None:
    """Return the row as it is to be written, or None where nothing in it was sealed by an old key."""
    pk, county, *old = row
    new: list[Any] = []
    for column in columns:
        width = len(_names(column))
        texts, old = old[:width], old[width:]
        new += _resealed(texts, column, now, turn)
    return (*new, pk, county) if new != list(row[2:]) else None


def _resealed(texts: list[Any], column: SealedColumn, now: sealing.Ring, turn: Turn) -> list[Any]:
    """Return the sealed text and its mark by the key in front; one that was altered stays as it is."""
    sealed = bytes(texts[0])
    if not sealed or sealing.key_name(sealed) == now.keys[0].name:
        return texts
    try:
        clear = now.open(sealed, column.context)
    except sealing.Broken:
        turn.altered += 1
        return texts
    return [now.seal(clear, column.context), *(now.mark(clear, column.context) for _ in texts[1:])]


def _write(
    table: type[models.Model], columns: Sequence[SealedColumn], rows: Sequence[tuple[Any, ...]]
) -> None:
    """The rows stand as they were turned: one statement for all of them."""
    fields: list[Any] = [table._meta.get_field(name) for column in columns for name in _names(column)]
    keys_of: list[Any] = [table._meta.pk, table._meta.get_field("county")]
    quoted = [connection.ops.quote_name(str(field.column)) for field in (*fields, *keys_of)]
    named = ", ".join(f"{name} = %s" for name in quoted[:-2])
    statement = (
        f"UPDATE {connection.ops.quote_name(table._meta.db_table)} SET {named} "  # noqa: S608 -- names of ours
        f"WHERE {quoted[-2]} = %s AND {quoted[-1]} = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [
                tuple(
                    field.get_db_prep_save(value, connection)
                    for field, value in zip((*fields, *keys_of), row, strict=True)
                )
                for row in rows
            ],
        )
