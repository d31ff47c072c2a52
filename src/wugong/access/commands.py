"""The console word `users`: the first administrators of a house, and a way back in for the locked out."""

import argparse
import getpass
import sys
from typing import NoReturn

from django.db import transaction

from wugong.access.actions import grant_role
from wugong.access.refusals import NoSuchCounty, NoSuchPlace, NoSuchUser, WordsAmiss
from wugong.access.roles import RoleKind
from wugong.accounts.actions import change_password, create_user, remove_second_factor
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.places.models import Place


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WordsAmiss(why=message)


def main(words: list[str]) -> int:
    """Run `wugong users add …` or `wugong users rescue …`; the password is asked for, or read from stdin."""
    given = _parser().parse_args(words)
    if given.word == "add":
        place = {"county": given.county, "role": given.role, "at": given.at}
        user = add(given.login, given.name, password=_password(), **place)
        print(f"已为 {user.display_name} 开了账号 {user.login_name}。")
    else:
        user = rescue(given.login, _password())
        print(f"{user.login_name} 的密码已换，第二步核对已撤下。")
    return 0


@transaction.atomic
def add(
    login: str, name: str, *, county: str, password: str, role: str | None = None, at: str | None = None
) -> User:
    """One person more can sign in, with a role if one is named."""
    home = County.objects.filter(code=county).first()
    if home is None:
        raise NoSuchCounty(county=county)
    user = create_user(login, name, actor=SYSTEM, county=home, password=password)
    if role:
        grant_role(user, RoleKind(role), actor=SYSTEM, at=_place(at) if at else None)
    return user


@transaction.atomic
def rescue(login: str, password: str) -> User:
    """The user has a new password and sets up a new second factor at the next sign-in."""
    user = User.objects.filter(login_name=login).first()
    if user is None:
        raise NoSuchUser(login_name=login)
    change_password(user, password, actor=SYSTEM)
    remove_second_factor(user, actor=SYSTEM)
    return user


def _place(code: str) -> Place:
    place = Place.everywhere.filter(code=code).first()
    if place is None:
        raise NoSuchPlace(place=code)
    return place


def _password() -> str:
    """Return what is typed unseen, or the first line that another program hands over."""
    if sys.stdin.isatty():
        return getpass.getpass("密码（看不见，输完按回车）：")
    return sys.stdin.readline().rstrip("\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="wugong users", description="从服务器上开账号。平时请在“系统管理”里办。", allow_abbrev=False
    )
    word = parser.add_subparsers(dest="word", required=True, parser_class=_Parser)
    adding = word.add_parser("add", help="开一个账号，密码从键盘或标准输入读", allow_abbrev=False)
    adding.add_argument("login", metavar="LOGIN", help="登录名")
    adding.add_argument("name", metavar="NAME", help="姓名")
    adding.add_argument("--county", required=True, metavar="CODE", help="账号所属县区的 6 位代码")
    adding.add_argument("--role", choices=RoleKind.values, help="同时授予的职责")
    adding.add_argument("--at", metavar="CODE", help="职责所在的地点代码；三类管理员不写")
    rescuing = word.add_parser("rescue", help="进不来的人：换密码，撤下第二步核对", allow_abbrev=False)
    rescuing.add_argument("login", metavar="LOGIN", help="登录名")
    return parser


WORDS = {"users": main}
