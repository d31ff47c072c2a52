"""An authenticator for a test: set up, and asked for its present code."""

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache


def with_authenticator(user):
    """Give the user an authenticator and return its secret."""
    cache.clear()  # codes used by earlier tests, and wrong ones, count no more
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def present_code(secret):
    """Return what the authenticator shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
