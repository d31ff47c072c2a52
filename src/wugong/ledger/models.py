"""Tables of the journal. Nobody outside the ledger touches them; the database refuses what would forge them.

Legs are written first and their entry last (the key between them is checked at the end of the transaction):
the entry is the seal, and the trigger on it sees all its legs. `sql/` holds the triggers.

No index begins with the county: PostgreSQL, asked in a book's first transaction and so without statistics,
would as soon take the index that has only the county in common with the question, and read all of it.
"""

from typing import Final
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from wugong.audit.models import WrittenOnce
from wugong.audit.triggers import append_only, permanent
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Crowded
from wugong.ledger.states import Move, Unit
from wugong.places.models import Place

WORD_LENGTH: Final = 30
KEY_LENGTH: Final = 120
TITLE_LENGTH: Final = 120


@append_only
class BookRow(Crowded, WrittenOnce):
    """账簿: the journal of one place and kind; its row is the lock that each writer takes first."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="+", db_index=False)
    place_id: UUID
    kind = models.CharField("种类", max_length=WORD_LENGTH)
    title = models.CharField("名称", max_length=TITLE_LENGTH)

    class Meta:
        db_table = "ledger_book"
        verbose_name = verbose_name_plural = "账簿"
        constraints = [
            models.UniqueConstraint(fields=["place", "kind", "county"], name="one_book_a_place_and_kind")
        ]

    def __str__(self) -> str:
        return self.title


@permanent
class AccountRow(Crowded):
    """账户: one unit in one book; `posted` and `outgoing` (held by reservations) are kept with each entry."""

    book = CountyForeignKey(BookRow, models.PROTECT, related_name="accounts", db_index=False)
    book_id: UUID
    code = models.CharField("代码", max_length=KEY_LENGTH)
    unit = models.CharField("单位", max_length=10, choices=Unit)
    lowest = models.BigIntegerField("最低余额", null=True)
    posted = models.BigIntegerField("余额", default=0)
    outgoing = models.BigIntegerField("预留", default=0)

    class Meta:
        db_table = "ledger_account"
        verbose_name = verbose_name_plural = "账户"
        constraints = [
            models.UniqueConstraint(
                fields=["book", "code", "unit", "county"], name="one_account_a_code_and_unit"
            ),
            models.CheckConstraint(
                condition=Q(lowest__isnull=True) | Q(posted__gte=F("lowest") + F("outgoing")),
                name="account_not_below_its_lowest",
            ),
            models.CheckConstraint(condition=Q(outgoing__gte=0), name="account_holds_no_less_than_nothing"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="account_of_a_known_unit"),
        ]

    def __str__(self) -> str:
        return self.code


@append_only
class EntryRow(Crowded, WrittenOnce):
    """凭证: immutable, linked to the one before by its hash; `target` is what it answers."""

    book = CountyForeignKey(BookRow, models.PROTECT, related_name="entries", db_index=False)
    book_id: UUID
    seq = models.BigIntegerField("序号")
    previous = models.CharField("上一笔的哈希", max_length=64)
    hash = models.CharField("哈希", max_length=64)
    move = models.CharField("记账方式", max_length=10, choices=Move)
    kind = models.CharField("种类", max_length=WORD_LENGTH)
    key = models.CharField("编号", max_length=KEY_LENGTH)
    day = models.DateField("日期")
    made_at = models.DateTimeField("写下的时间")
    expires = models.DateTimeField("预留到", null=True)
    target = CountyForeignKey("self", models.PROTECT, related_name="answers", null=True, db_index=False)
    target_id: UUID | None
    actor = models.UUIDField("经办人", null=True)
    text = models.CharField("文字的摘要", max_length=64, null=True)  # noqa: DJ001 -- none was said, or digest

    class Meta:
        db_table = "ledger_entry"
        verbose_name = verbose_name_plural = "凭证"
        constraints = [
            models.UniqueConstraint(fields=["book", "seq", "county"], name="one_entry_a_number"),
            models.UniqueConstraint(fields=["key", "book", "county"], name="one_entry_a_key"),
            models.UniqueConstraint(
                fields=["target", "county"], condition=Q(target__isnull=False), name="one_answer_an_entry"
            ),
            models.CheckConstraint(condition=Q(seq__gte=1), name="entry_numbered_from_one"),
            models.CheckConstraint(condition=Q(move__in=Move.values), name="entry_of_a_known_move"),
            models.CheckConstraint(
                condition=Q(move=Move.HOLD, expires__isnull=False)
                | ~Q(move=Move.HOLD) & Q(expires__isnull=True),
                name="only_a_hold_expires",
            ),
        ]
        indexes = [
            models.Index(fields=["book", "day"], condition=Q(move="close"), name="closings_of_a_book"),
            models.Index(fields=["expires"], condition=Q(move="hold"), name="holds_that_expire"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


@append_only
class LegRow(Crowded, WrittenOnce):
    """分录: what an entry does to one account; the legs of an entry sum to nought in each unit."""

    entry = CountyForeignKey(EntryRow, models.PROTECT, related_name="legs", db_index=False)
    entry_id: UUID
    account = CountyForeignKey(
        AccountRow, models.PROTECT, related_name="legs", db_index=False, db_constraint=False
    )  # the seal sees that the account is there and of the same book; none is ever taken away
    account_id: UUID
    amount = models.BigIntegerField("数量")

    class Meta:
        db_table = "ledger_leg"
        verbose_name = verbose_name_plural = "分录"
        constraints = [
            models.UniqueConstraint(fields=["entry", "account", "county"], name="one_leg_an_account"),
            models.CheckConstraint(condition=~Q(amount=0), name="leg_moves_something"),
        ]
        indexes = [models.Index(fields=["account", "entry"], name="legs_of_an_account")]

    def __str__(self) -> str:
        return f"{self.amount:+d}"


@permanent
class TextRow(Crowded):
    """摘要: the words beside an entry, under the entry's own id; erasure empties the row and says when."""

    salt = models.CharField("盐", max_length=32, blank=True)
    text = models.TextField("文字", blank=True)
    about = models.UUIDField("所关于的", null=True)
    erased_at = models.DateTimeField("删去时间", null=True)

    class Meta:
        db_table = "ledger_text"
        verbose_name = verbose_name_plural = "摘要"

    def __str__(self) -> str:
        return self.text
