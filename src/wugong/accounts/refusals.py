"""What this room refuses."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class BadLoginName(Refusal):
    code = "accounts.bad_login_name"
    sentence = mark("登录名“%(login_name)s”不能用：要 3 到 30 个小写字母、数字、点或横线，以字母开头。")


class LoginNameTaken(Refusal):
    code = "accounts.login_name_taken"
    sentence = mark("登录名“%(login_name)s”已经有人用了，请换一个。")
    status = 409


class BadPhone(Refusal):
    code = "accounts.bad_phone"
    sentence = mark("手机号“%(phone)s”不对：应是 1 开头的 11 位数字，请再核对。")


class WeakPassword(Refusal):
    code = "accounts.weak_password"
    sentence = mark("这个密码不能用：%(why)s请换一个再试。")


class PhoneShared(Refusal):
    """Several active users have this phone, so that it cannot say who signs in."""

    code = "accounts.phone_shared"
    sentence = mark("这个手机号登记在不止一个账号上，请改用登录名登录。")
