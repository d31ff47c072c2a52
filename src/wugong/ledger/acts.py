"""What is recorded about books beside their entries, which are their own record."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})

BOOK_OPENED = Act("ledger.book_opened", mark("%(actor)s 给 %(at)s 建了账簿“%(title)s”"), scrub=WHO)
OPENING_ADOPTED = Act(
    "ledger.opening_adopted",
    mark("%(actor)s 按决定把期初余额记入账簿“%(title)s”（第 %(seq)s 笔）：%(decision)s"),
    scrub=WHO | {"decision"},
)
YEAR_CLOSED = Act("ledger.year_closed", mark("%(actor)s 结清账簿“%(title)s”的 %(year)s 年"), scrub=WHO)
TEXT_ERASED = Act(
    "ledger.text_erased", mark("%(actor)s 删去账簿“%(title)s”第 %(seq)s 笔的文字，金额不变"), scrub=WHO
)
