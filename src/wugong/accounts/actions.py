"""Acts on accounts. Who may do them is asked one floor up, in `access.users`."""

import re

from allauth.mfa.models import Authenticator
from axes.utils import reset as forget_wrong_tries
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from wugong.accounts import acts
from wugong.accounts.models import User
from wugong.accounts.queries import PHONE
from wugong.accounts.refusals import BadLoginName, BadPhone, LoginNameTaken, WeakPassword
from wugong.audit.actions import Actor, record
from wugong.audit.acts import Act
from wugong.counties.models import County
from wugong.counties.standing import standing_in

LOGIN_NAME = re.compile(r"[a-z][a-z0-9.-]{2,29}", re.ASCII)


@transaction.atomic
def create_user(
    login_name: str,
    display_name: str,
    *,
    actor: Actor,
    county: County,
    phone: str = "",
    password: str | None = None,
) -> User:
    """One person more can sign in; without a password only once someone has set one."""
    name = login_name.strip().lower()
    if not LOGIN_NAME.fullmatch(name):
        raise BadLoginName(login_name=login_name)
    if User.objects.filter(login_name=name).exists():
        raise LoginNameTaken(login_name=name)
    user = User(login_name=name, display_name=display_name, county=county, phone=_phone(phone))
    _set_password(user, password)
    user.save(force_insert=True)
    _record(acts.USER_CREATED, user, actor)
    return user


@transaction.atomic
def change_password(user: User, password: str, *, actor: Actor) -> None:
    """The password is the new one; sessions opened with the old one are over, and wrong tries forgotten."""
    _set_password(user, password)
    user.save(update_fields=["password"])
    forget_wrong_tries(username=user.login_name)
    _record(acts.PASSWORD_CHANGED, user, actor)


@transaction.atomic
def set_phone(user: User, phone: str, *, actor: Actor) -> None:
    """The phone is this one, or none for an empty text."""
    user.phone = _phone(phone)
    user.save(update_fields=["phone"])
    _record(acts.PHONE_CHANGED, user, actor)


@transaction.atomic
def deactivate_user(user: User, *, actor: Actor) -> None:
    """The user cannot sign in, and whatever was open is shut."""
    _set(user, "is_active", False, acts.USER_DEACTIVATED, actor)


@transaction.atomic
def reactivate_user(user: User, *, actor: Actor) -> None:
    """The user can sign in again, and at once: wrong tries of before are forgotten."""
    forget_wrong_tries(username=user.login_name)
    _set(user, "is_active", True, acts.USER_REACTIVATED, actor)


@transaction.atomic
def open_administration(user: User, *, actor: Actor) -> None:
    """The user may enter the administration's pages; what is seen there, the roles say."""
    _set(user, "is_staff", True, acts.ADMINISTRATION_OPENED, actor)


@transaction.atomic
def close_administration(user: User, *, actor: Actor) -> None:
    """The user may not enter the administration's pages."""
    _set(user, "is_staff", False, acts.ADMINISTRATION_CLOSED, actor)


@transaction.atomic
def remove_second_factor(user: User, *, actor: Actor) -> None:
    """The user signs in by password alone until a new authenticator is set up."""
    if Authenticator.objects.filter(user=user).delete()[0]:
        _record(acts.SECOND_FACTOR_REMOVED, user, actor)


@transaction.atomic
def note_second_factor(user: User, *, added: bool) -> None:
    """What the user has just done to the own authenticator stands in the records."""
    _record(acts.SECOND_FACTOR_SET if added else acts.SECOND_FACTOR_REMOVED, user, user)


def _set(user: User, field: str, value: bool, act: Act, actor: Actor) -> None:
    """Write one yes or no and record it; nothing happens where it is so already."""
    if getattr(user, field) is not value:
        setattr(user, field, value)
        user.save(update_fields=[field])
        _record(act, user, actor)


def _record(act: Act, user: User, actor: Actor) -> None:
    with standing_in(user.county):
        record(act, actor=actor, concerning=[user.pk], name=user.display_name)


def _phone(phone: str) -> str:
    digits = phone.strip()
    if digits and not PHONE.fullmatch(digits):
        raise BadPhone(phone=phone)
    return digits


def _set_password(user: User, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as weak:
            raise WeakPassword(why="".join(weak.messages)) from weak
    user.set_password(password)
