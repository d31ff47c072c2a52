"""Names in pinyin: surnames read as surnames are, and whatever somebody types to find them."""

import pytest

from wugong.base.spelling import LONGEST, matches, plain, spelt, spelt_many, typed


def test_name_is_found_in_full_by_its_parts_and_by_its_initials():
    assert spelt("张晓芳") == "zhang xiaofang zxf zhangxiaofang zhangxf xf"


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("单小红", "shan"),
        ("解晓东", "xie"),
        ("仇和", "qiu"),
        ("区海珍", "ou"),
        ("曾国强", "zeng"),
        ("查良", "zha"),
        ("翟红", "zhai"),
        ("盖玉明", "ge"),
        ("乐天", "yue"),
        ("任重", "ren"),
        ("朴素英", "piao"),
        ("覃勇", "qin"),
        ("吕丽", "lv"),
        ("尉迟敬", "yuchi"),
        ("万俟雪", "moqi"),
        ("长孙无忌", "zhangsun"),
        ("单于明月", "chanyu"),
        ("欧阳娜", "ouyang"),
    ],
)
def test_surname_is_read_as_surnames_are(name, surname):
    assert spelt(name).split()[0] == surname


def test_surname_with_two_readings_is_found_by_either():
    found = spelt("覃勇").split()
    assert {"qinyong", "tanyong", "qy", "ty"} <= set(found)


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("六安市", "luanshi"),
        ("乐清", "yueqing"),
        ("枫林坳村", "fenglinaocun"),
        ("新蚌埠村", "xinbengbucun"),
        ("长沙", "changsha"),
    ],
)
def test_place_is_read_as_its_people_read_it(name, whole):
    assert whole in spelt(name).split()


def test_parts_of_a_minority_name_are_found_each():
    assert spelt("阿卜杜·买买提") == "abodu maimaiti abdmmt am abodumaimaiti"


@pytest.mark.parametrize("dot", "·•‧・")
def test_any_dot_parts_a_name(dot):
    assert spelt(f"阿里{dot}买提").split()[0] == "ali"


def test_character_without_a_reading_stands_as_itself():
    assert spelt("𠮷田").split()[:3] == ["𠮷", "tian", "𠮷t"]


def test_letters_and_digits_stay():
    assert "lidi3zu" in spelt("Li第3组").split()


@pytest.mark.parametrize("name", ["", " ", " · "])
def test_nothing_is_spelt_as_nothing(name):
    assert spelt(name) == ""


def test_single_character_is_a_surname_alone():
    assert spelt("李") == "li l"


def test_longest_name_fits_and_ends_with_a_whole_part():
    name = "双" * 30 + "·" + "双" * 29
    found = spelt(name)
    assert len(found) <= LONGEST
    assert set(found.split()) <= {"shuang" * 30, "shuang" * 29, "s" * 59, "ss"}


def test_many_are_spelt_as_each_is():
    assert spelt_many(["张三", "", "李四", "张三"]) == [spelt("张三"), "", spelt("李四"), spelt("张三")]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Zhāng Xiǎo", "zhang xiao"),
        ("lǚ", "lv"),
        ("Lü", "lv"),
        ("lu:", "lv"),
        ("lyu", "lv"),
        ("nyu", "nv"),
        ("jinyu", "jinyu"),
        ("Xi'an", "xian"),
        ("ＺＸＦ", "zxf"),
        ("张晓芳", "张晓芳"),
    ],
)
def test_pinyin_is_taken_however_it_is_typed(given, kept):
    assert plain(given) == kept


def test_words_are_what_stands_between_spaces_and_dots():
    found = typed(" 阿里·买提  zxf ")
    assert found.words == ("阿里", "买提", "zxf")
    assert found.text == "阿里 买提 zxf"
    assert not found.private
    assert not found.is_empty


def test_chinese_and_pinyin_in_one_are_two_words():
    assert typed("张xf").words == ("张", "xf")
    assert typed("zhang芳").words == ("zhang", "芳")


@pytest.mark.parametrize("text", ["", "  ", "·"])
def test_nothing_typed_is_empty(text):
    assert typed(text).is_empty


@pytest.mark.parametrize(
    "text",
    [
        "13900001234",
        "139 0000 1234",
        "139-0000-1234",
        "+86 13900001234",
        "0086139 00001234",
        "１３９００００１２３４",
    ],
)
def test_whole_phone_number_is_one(text):
    found = typed(text)
    assert (found.phone, found.citizen_id, found.private) == ("13900001234", "", True)


@pytest.mark.parametrize(
    "text", ["99012119900101123x", "990121 19900101 123X", "９９０１２１１９９００１０１１２３ｘ"]
)
def test_whole_id_is_one(text):
    found = typed(text)
    assert (found.citizen_id, found.phone, found.private) == ("99012119900101123X", "", True)


def test_id_of_fifteen_digits_is_one():
    assert typed("990121900101123").citizen_id == "990121900101123"


@pytest.mark.parametrize("text", ["990121199001", "23900001234", "1234567890123", "9901211990010112x"])
def test_other_long_runs_of_digits_may_be_part_of_a_number(text):
    found = typed(text)
    assert (found.citizen_id, found.phone, found.private) == ("", "", True)
    assert found.words == (text,)


def test_ten_digits_are_words():
    found = typed("1390000123")
    assert (found.private, found.words) == (False, ("1390000123",))


def test_number_within_words_is_not_echoed():
    found = typed("晓芳 13900001234")
    assert (found.private, found.text) == (True, "")


@pytest.mark.parametrize(
    "words", [["zh"], ["zxf"], ["zhang", "xf"], ["zhang", "xiao", "fang"], ["晓芳"], ["张", "xf"]]
)
def test_name_is_found_by(words):
    assert matches(spelt("张晓芳"), "张晓芳", words)


@pytest.mark.parametrize("words", [["hang"], ["fang"], ["zhang", "li"], ["xa"], ["李"]])
def test_name_is_not_found_by(words):
    assert not matches(spelt("张晓芳"), "张晓芳", words)
