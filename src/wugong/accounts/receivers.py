"""What the sign-in library tells: an authenticator set up or taken away by its owner is recorded."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver

from wugong.accounts.actions import note_second_factor
from wugong.accounts.models import User


@receiver(authenticator_added, dispatch_uid="accounts.added")
def record_added(user: User, authenticator: Authenticator, **_: Any) -> None:
    """Record the authenticator; backup codes come and go with it."""
    if authenticator.type == Authenticator.Type.TOTP:
        note_second_factor(user, added=True)


@receiver(authenticator_removed, dispatch_uid="accounts.removed")
def record_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    """Record that the authenticator is gone."""
    if authenticator.type == Authenticator.Type.TOTP:
        note_second_factor(user, added=False)
