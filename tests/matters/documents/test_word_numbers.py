"""The numbers that Word only shows: counted by list, level and style as Word counts them."""

import pytest
from tests.matters.documents.packing import packed

from wugong.matters.documents.assembly import read_text
from wugong.matters.documents.files import text_of_bytes
from wugong.matters.documents.word_figures import figure

LISTS = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2 "/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%3"/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
<w:lvl w:ilvl="4"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl>
<w:lvl w:ilvl="5"><w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%6 "/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="Part"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="Task"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Outline"/></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="upperLetter"/>
<w:lvlText w:val="%1) "/></w:lvl></w:lvlOverride></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="10"><w:abstractNumId w:val="9"/></w:num>"""
STYLES = """<w:style w:styleId="Head"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Part"><w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Task"><w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="TaskLike"><w:basedOn w:val="Task"/></w:style>
<w:style w:styleId="Deeper"><w:basedOn w:val="Task"/><w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style>
<w:style w:styleId="Outline"><w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr></w:style>"""
PLAN = """云塘镇沟渠清淤实施方案
一、工作目标
六月底前，全镇沟渠畅通。
二、工作任务
（一）摸清底数。各村6月10日前报送沟渠清单。
责任单位：镇农业农村办
（二）组织清淤。清理沟渠不少于30条。
1.先清主渠。
2.再清支渠。
责任单位：镇水利站
三、工作要求
（一）加强领导。成立专班。"""


def paragraph(text, level=None, look="", number_list=3, before=""):
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    of = "" if number_list is None else f'<w:numId w:val="{number_list}"/>'
    list_of = f"<w:numPr>{at}{of}</w:numPr>" if level is not None or number_list == 0 else ""
    named = f'<w:pStyle w:val="{look}"/>' if look else ""
    return f"<w:p><w:pPr>{named}{list_of}{before}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(*paragraphs):
    parts = {
        "document": f"<w:body>{''.join(paragraphs)}</w:body>",
        "numbering": LISTS,
        "styles": STYLES,
    }
    whole = {name: f'<w:{name} xmlns:w="x">{text}</w:{name}>' for name, text in parts.items()}
    return text_of_bytes(packed(**whole), "x").split("\n")


def test_each_form_of_automatic_number_is_written_out():
    lines = numbered(*(paragraph("x", level) for level in (0, 0, 1, 2, 2, 3, 4)))
    assert lines == ["一、x", "二、x", "二.1 x", "①x", "②x", "•x", "x"]


def test_a_number_below_begins_again_under_the_next_above():
    assert numbered(*(paragraph("x", level) for level in (0, 1, 1, 0, 1)))[-1] == "二.1 x"


def test_where_a_level_asks_for_it_the_numbers_above_are_arabic():
    assert numbered(paragraph("x", 0), paragraph("x", 5))[-1] == "1.1 x"


def test_a_style_brings_its_number():
    assert numbered(paragraph("x", 0), paragraph("x", look="Head")) == ["一、x", "一.1 x"]


def test_a_style_stands_at_the_level_that_names_it():
    looks = ("Part", "Task", "Task", "Part", "Task")
    assert numbered(*(paragraph("x", look=look) for look in looks)) == [
        "一、x", "（一）x", "（二）x", "二、x", "（一）x",
    ]  # fmt: skip


def test_a_style_has_the_number_of_the_style_it_rests_on():
    looks = ("Part", "Task", "TaskLike", "Deeper")
    assert numbered(*(paragraph("x", look=look) for look in looks)) == ["一、x", "（一）x", "（二）x", "1.x"]


def test_a_paragraph_may_stand_at_another_level_of_its_styles_list():
    lines = numbered(paragraph("x", look="Part"), paragraph("x", 2, "Part", None))
    assert lines == ["一、x", "1.x"]


def test_a_paragraph_may_do_without_its_styles_number():
    assert numbered(paragraph("x", look="Part", number_list=0), paragraph("x", look="Part")) == ["x", "一、x"]


def test_styles_that_rest_on_each_other_in_a_ring_have_no_number():
    assert numbered(paragraph("x", look="Round")) == ["x"]


def test_a_list_that_begins_anew_does_so_once():
    lists = (3, 3, 4, 4, 3)
    assert numbered(*(paragraph("x", 0, number_list=one) for one in lists)) == [
        "一、x", "二、x", "一、x", "二、x", "三、x",
    ]  # fmt: skip


def test_a_list_with_a_level_of_its_own_leaves_the_others_as_they_are():
    lines = numbered(
        paragraph("x", 0, number_list=5), paragraph("x", 1, number_list=5), paragraph("x", look="Part")
    )
    assert lines == ["E) x", "E.1 x", "一、x"]


def test_a_list_that_borrows_a_styles_list_counts_with_it():
    assert numbered(paragraph("x", look="Part"), paragraph("x", 0, number_list=10)) == ["一、x", "二、x"]


def test_what_a_tracked_change_replaced_counts_no_more():
    before = '<w:pPrChange><w:pPr><w:pStyle w:val="Task"/><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:pPrChange>'
    assert numbered(paragraph("x", look="Part", before=before)) == ["一、x"]


def test_a_text_box_leaves_the_paragraph_whole_that_it_lies_in():
    box = paragraph("红头").replace("<w:p>", "<w:txbxContent><w:p>") + "</w:txbxContent>"
    assert numbered(f"<w:p><w:r><w:t>前</w:t>{box}<w:t>后</w:t></w:r></w:p>") == ["红头", "前后"]


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("decimal", 12, "12"),
        ("unheardOf", 3, "3"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "(21)"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 20, "⒛"),
        ("ideographTraditional", 10, "癸"),
        ("ideographTraditional", 11, "11"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 2, "B"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 9, "IX"),
        ("chineseCounting", 0, "零"),
        ("chineseCounting", 10, "十"),
        ("japaneseCounting", 16, "十六"),
        ("taiwaneseCountingThousand", 22, "二十二"),
        ("chineseCountingThousand", 99, "九十九"),
        ("chineseCountingThousand", 100, "一百"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("chineseCountingThousand", 3000, "三千"),
        ("chineseCountingThousand", 10_000, "10000"),
    ],
)
def test_a_number_is_written_as_its_kind_says(kind, value, said):
    assert figure(value, kind) == said


def test_a_plan_with_automatic_numbers_says_what_it_says_with_typed_ones():
    def automatic(line):
        for first, look in (("一二三", "Part"), ("（", "Task"), ("12", "Deeper")):
            if line[0] in first:
                return paragraph(line.lstrip("一二三四（）、12."), look=look)
        return paragraph(line)

    read = "\n".join(numbered(*(automatic(line) for line in PLAN.split("\n"))))
    assert read == PLAN
    [document] = read_text(read)
    assert [one.title for one in document.tasks] == ["摸清底数", "组织清淤"]
