"""Acts on accounts, for those whose role enables them: the system administrator, and one on oneself."""

from wugong.access.abilities import Ability
from wugong.access.refusals import AdministratorsAccount
from wugong.access.roles import HOUSE
from wugong.access.verdicts import Visitor, may, roles_of
from wugong.accounts import actions
from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.counties.models import County

Actor = User | System


def create_user(
    login_name: str, display_name: str, *, actor: Actor, county: County, phone: str = "", password: str | None
) -> User:
    """One person more can sign in, if the actor may operate the county's accounts."""
    _may_operate(actor, county)
    return actions.create_user(
        login_name, display_name, actor=actor, county=county, phone=phone, password=password
    )


def change_password(user: User, password: str, *, actor: Actor) -> None:
    """The password is the new one; one's own, or anyone's for who operates the accounts."""
    if actor.pk != user.pk:
        _may_operate_on(user, actor)
    actions.change_password(user, password, actor=actor)


def set_phone(user: User, phone: str, *, actor: Actor) -> None:
    """The phone is this one, if the actor may operate the county's accounts."""
    _may_operate_on(user, actor)
    actions.set_phone(user, phone, actor=actor)


def set_active(user: User, active: bool, *, actor: Actor) -> None:
    """The user can sign in, or not, if the actor may operate the county's accounts."""
    _may_operate_on(user, actor)
    (actions.reactivate_user if active else actions.deactivate_user)(user, actor=actor)


def remove_second_factor(user: User, *, actor: Actor) -> None:
    """The user sets up a new authenticator at the next sign-in, the old one being lost."""
    _may_operate_on(user, actor)
    actions.remove_second_factor(user, actor=actor)


def _may_operate_on(user: User, actor: Actor) -> None:
    """Refuse also an administrator's account: whoever opens it at will holds its power beside the own."""
    _may_operate(actor, user.county)
    if isinstance(actor, User) and any(role.kind in HOUSE for role in roles_of(user)):
        raise AdministratorsAccount(name=user.display_name, login_name=user.login_name)


def _may_operate(actor: Visitor, county: County) -> None:
    may(actor, Ability.OPERATE, county.code).or_refuse()
