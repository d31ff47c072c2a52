"""What imports and exports of the register refuse."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NotImportable(Refusal):
    code = "registry.not_importable"
    sentence = mark("“%(place)s”是%(level)s，花名册要导入乡镇、村或村民小组，请换一个地点。")


class NothingTaken(Refusal):
    code = "registry.nothing_taken"
    sentence = mark("《%(file)s》%(rows)s 行里没有一行能收，什么都没有写入；请照原因改好再导入。")


class HeaderMeansOther(Refusal):
    code = "registry.header_means_other"
    sentence = mark("列名“%(header)s”说的是“%(label)s”，不能当作别的列；列名写错了，请在表里改。")


class UploadGone(Refusal):
    code = "registry.upload_gone"
    sentence = mark("这份上传已经导入，或者超过了保留时间，请重新上传。")
    status = 404


class NoSuchPlaceHere(Refusal):
    code = "registry.no_such_place"
    sentence = mark("没有代码为 %(code)s 的地点，请核对 --place。")
