"""An authenticator that its owner sets up or takes away through the sign-in library is recorded."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from django.db.models.signals import post_save
from django.dispatch import receiver

from wugong.accounts.actions import note_second_factor
from wugong.accounts.models import User


@receiver(post_save, sender=Authenticator, dispatch_uid="accounts.added")
def record_added(instance: Authenticator, created: bool, **_: Any) -> None:
    """Record the authenticator in its own transaction; backup codes come and go with it."""
    if created and instance.type == Authenticator.Type.TOTP:
        note_second_factor(instance.user, added=True)


@receiver(authenticator_removed, dispatch_uid="accounts.removed")
def record_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    """Record that the authenticator is gone."""
    if authenticator.type == Authenticator.Type.TOTP:
        note_second_factor(user, added=False)
