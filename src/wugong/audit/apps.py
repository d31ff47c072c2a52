"""The audit room as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "wugong.audit"
    label = "audit"
    verbose_name = "记录"

    def ready(self) -> None:
        """Listen to counties, know the acts of every room, and guard the records after each migration."""
        from wugong.audit import checks, receivers, triggers  # noqa: F401, PLC0415 # why: app ready

        autodiscover_modules("acts")
        post_migrate.connect(triggers.install_after_migrate, dispatch_uid="audit.triggers")
