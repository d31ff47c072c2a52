"""What other programs are refused, with the status the open interface asks for."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NoKey(Refusal):
    code = "api.no_key"
    sentence = mark("缺少有效的 api_key：请向县里申请接口密钥，再用参数 api_key 交来。")
    status = 403


class NoReader(Refusal):
    code = "api.no_reader"
    sentence = mark("这把密钥不能取走转出的事项：请向县里申请一把可以取的，再用请求头 X-Api-Key 交来。")
    status = 403


class UsedUp(Refusal):
    code = "api.used_up"
    sentence = mark("这把密钥每天最多交 %(most)s 件，今天已经交满，请明天再交。")
    status = 403


class NoTitle(Refusal):
    code = "api.key_without_title"
    sentence = mark("请写明这把密钥给谁用、做什么用。")


class KeyEnded(Refusal):
    code = "api.key_ended"
    sentence = mark("这把密钥已经收回。")


class NoJurisdiction(Refusal):
    code = "api.no_jurisdiction"
    sentence = mark("请用参数 jurisdiction_id 写明是哪个地方，如 %(example)s。")
    status = 400


class UnknownJurisdiction(Refusal):
    code = "api.unknown_jurisdiction"
    sentence = mark("没有代码为“%(code_given)s”的地方。")
    status = 404


class UnknownService(Refusal):
    code = "api.unknown_service"
    sentence = mark("没有代码为“%(service)s”的类别，请看 services。")
    status = 404


class UnknownRequest(Refusal):
    code = "api.unknown_request"
    sentence = mark("没有编号为“%(number)s”的公开事项。")
    status = 404


class NoService(Refusal):
    code = "api.no_service"
    sentence = mark("请用参数 service_code 写明类别。")
    status = 400


class NoDescription(Refusal):
    code = "api.no_description"
    sentence = mark("请用参数 description 写明是什么事。")
    status = 400


class NoLocation(Refusal):
    code = "api.no_location"
    sentence = mark("请写明地点：lat 和 long，或 address_string，或 address_id（地点代码）。")
    status = 400


class BadDate(Refusal):
    code = "api.bad_date"
    sentence = mark("%(name)s 要写成 2026-01-31T08:00:00+08:00 这样。")
    status = 400


class TooLong(Refusal):
    code = "api.span_too_long"
    sentence = mark("一次最多查 %(days)s 天。")
    status = 400


class BadPoint(Refusal):
    code = "api.bad_point"
    sentence = mark("lat 要在 -90 到 90 之间，long 要在 -180 到 180 之间。")
    status = 400


class BadPage(Refusal):
    code = "api.bad_page"
    sentence = mark("page 从 1 起，page_size 是 1 到 %(most)s。")
    status = 400


class NotFetched(Refusal):
    code = "api.picture_not_fetched"
    sentence = mark("系统不去别处取图片：请把图片本身用 multipart 的 media 交来，不要用 media_url。")
    status = 400


class BadWord(Refusal):
    code = "api.bad_word"
    sentence = mark("%(name)s 里的“%(value)s”不认得。")
    status = 400
