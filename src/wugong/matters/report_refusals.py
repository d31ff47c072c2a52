"""What is refused about reports from the phone and about following them."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class WhichCounty(Refusal):
    code = "matters.which_county"
    sentence = mark("这里有几个县区。请先打开您所在的村的页面，再从那里点“说事”。")
    status = 404


class SignInToSend(Refusal):
    code = "matters.sign_in_to_send"
    sentence = mark("请先登录，再上传。没上传的还在这部手机里。")
    status = 401


class AnotherAccount(Refusal):
    code = "matters.another_account"
    sentence = mark("这一件是用另一个账号写的。请用那个账号登录后再上传，没上传的还在这部手机里。")
    status = 409


class KeyOfAnother(Refusal):
    code = "matters.key_of_another"
    sentence = mark("这一次上传的标识已经用过。请回到这一件的页面，重新填一次。")
    status = 422


class MovedOn(Refusal):
    code = "matters.moved_on"
    sentence = mark("%(number)s 已经不在这一步了，这一步没有记上。请打开这一件看看现在办到哪里。")
    status = 422


class TooManyReported(Refusal):
    code = "matters.too_many_reported"
    sentence = mark(
        "从您这个网络不登录上报的，%(minutes)s 分钟里最多 %(most)s 件，已经满了。"
        "请过 %(left)s 分钟再交，或者登录后交；急的事请直接打电话。"
    )
    status = 429


class TooManyFollowed(Refusal):
    code = "matters.too_many_followed"
    sentence = mark(
        "从您这个网络输错编号或查询码的，%(minutes)s 分钟里最多 %(most)s 次，已经满了。"
        "请过 %(left)s 分钟再查。"
    )
    status = 429


class TooManyOpened(Refusal):
    code = "matters.too_many_opened"
    sentence = mark(
        "从这个网络经开放接口提交的，%(minutes)s 分钟里最多 %(most)s 件，已经满了。请过 %(left)s 分钟再交。"
    )
    status = 429


class NotPastYears(Refusal):
    code = "matters.not_past_years"
    sentence = mark("选的里面有还没到保存年限的，或者已经删去的，一件也没有动。请刷新清单再选。")
    status = 409
