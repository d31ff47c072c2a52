"""What is refused where the register's keys are lost, broken or in the way."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class KeyLost(Refusal):
    code = "registry.key_lost"
    sentence = mark(
        "登记的密钥不在了（%(source)s），已密封的号码打不开，新的号码也不能收，按号码也找不了。"
        "姓名、名单、迁移和按姓名查找照常可用。请系统管理员从备份里放回密钥，不要另造一把。"
    )
    status = 503


class KeyBroken(Refusal):
    code = "registry.key_broken"
    sentence = mark(
        "%(source)s 读不懂：每行一把密钥，32 字节，用 base64 写，不能重复。"
        "请从备份里放回原来的密钥，再试一次。"
    )
    status = 503


class SealBroken(Refusal):
    code = "registry.seal_broken"
    sentence = mark("这一处密封的内容被改动过，打不开。请告诉系统管理员，从备份里查原来的内容。")
    status = 503


class KeysGiven(Refusal):
    code = "registry.keys_given"
    sentence = mark(
        "密钥写在环境变量 %(variable)s 里，这里改不了。换密钥：先在变量最前面加一把新的"
        "（openssl rand -base64 32），旧的留在后面，用逗号隔开，重启后再运行一次 rotate-keys；"
        "全部换好后，再从变量里去掉旧的。"
    )


class WordsAmiss(Refusal):
    code = "registry.key_words_amiss"
    sentence = mark("命令写法不对（%(why)s），用法请看 wugong households %(word)s --help。")
