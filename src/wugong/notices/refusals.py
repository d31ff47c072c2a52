"""What this room refuses."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NotYours(Refusal):
    code = "notices.not_yours"
    sentence = mark("这条消息不是发给您的。请回到“消息”，打开自己的。")
    status = 403


class WordsAmiss(Refusal):
    code = "notices.words_amiss"
    sentence = mark("命令写法不对（%(why)s），用法请看 wugong notices --help。")
