"""The peer of the ledger bench: django-hordak, where it is installed; it knows PostgreSQL only."""

import random
import sys
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

ACCOUNTS = 1000


def there() -> bool:
    """Return whether the peer can be measured by this Python."""
    return all(find_spec(name) for name in ("hordak", "mptt", "djmoney"))


def _ready(address: str) -> None:
    """Django stands with hordak's tables alone."""
    import django  # noqa: PLC0415 # why: slow import
    from django.conf import settings  # noqa: PLC0415 # why: slow import

    parts = urlsplit(address)
    database = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path[1:],
        "USER": parts.username,
        "HOST": parts.hostname,
        "PORT": parts.port,
        "CONN_MAX_AGE": None,
    }
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "mptt", "djmoney", "hordak"],
        DATABASES={"default": database},
        USE_TZ=True,
        CURRENCIES=["CNY"],
        DEFAULT_CURRENCY="CNY",
        HORDAK_CURRENCIES=["CNY"],
        HORDAK_INTERNAL_CURRENCY="CNY",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    )
    django.setup()


class HordakSide:
    """Entry by entry, as it knows no posting of many."""

    def __init__(self, address: str) -> None:
        _ready(address)
        from hordak.models import Account  # type: ignore[import-not-found] # noqa: PLC0415 # why: app ready
        from moneyed import Money  # type: ignore[import-not-found] # noqa: PLC0415 # why: app ready

        self.accounts: list[Any] = list(Account.objects.order_by("id"))
        self.money = Money(5, "CNY")
        self.works = {"post": self.post, "act": self.post, "balance": self.balance}

    def post(self) -> None:
        """One transfer between two accounts, a lower one first."""
        giver, taker = sorted(random.sample(range(len(self.accounts)), 2))
        self.accounts[giver].transfer_to(self.accounts[taker], self.money)

    def balance(self) -> None:
        """The first account's balance was read."""
        self.accounts[0].get_balance()

    def bulk(self, count: int) -> None:
        """So many awards were posted."""
        for number in range(count):
            self.accounts[0].transfer_to(self.accounts[1 + number % (ACCOUNTS - 1)], self.money)

    def fill(self, count: int) -> None:
        """So many entries more touch the account whose balance is read."""
        self.bulk(count)


def make(address: str) -> None:
    """Hordak's tables stand, with its accounts."""
    _ready(address)
    from django.core.management import call_command  # noqa: PLC0415 # why: app ready
    from hordak.models import Account  # noqa: PLC0415 # why: app ready

    call_command("migrate", verbosity=0)
    for number in range(ACCOUNTS):
        Account.objects.create(name=f"{number}", type="LI", currencies=["CNY"])


if __name__ == "__main__":
    make(sys.argv[1])
