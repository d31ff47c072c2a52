"""The ledger room as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class LedgerConfig(AppConfig):
    name = "wugong.ledger"
    label = "ledger"
    verbose_name = "账簿"

    def ready(self) -> None:
        """Guard the books after each migration, let it pass before, and check that they are guarded."""
        from wugong.ledger import checks, triggers  # noqa: F401, PLC0415 # why: app ready

        pre_migrate.connect(triggers.stand_aside, sender=self, dispatch_uid="ledger.triggers")
        post_migrate.connect(triggers.stand_again, sender=self, dispatch_uid="ledger.triggers")
