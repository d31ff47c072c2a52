"""The wordings of dates, windows, quarters, years and periods, as patterns."""

import re
from typing import Final

DIGIT: Final = "一二三四五六七八九"
YEAR: Final = r"(?:20\d\d|20[xX×*]{1,2}|二[零〇○O0][零〇○一二三四五六七八九]{2}|[xX×*]{2,4}|今|本|当|明)年"
MONTH: Final = rf"(?:1[0-2]|0?[1-9]|[xX×]{{1,2}}|十[一二]?|[{DIGIT}元])月"
DAY: Final = (
    rf"(?:(?:[12]\d|3[01]|0?[1-9]|[xX×]{{1,2}}|[二三]?十[{DIGIT}]?|[{DIGIT}])[日号]|[上中下]旬|底|末|初|份)"
)
BY: Final = r"(?:之前|以前|前|内|底前)?"
DONE: Final = r"(?:全面|全部|基本|力争|必须|要|确保)?完成"
POINT: Final = rf"(?:(?P<{{0}}y>{YEAR})\s*(?:的)?)?(?P<{{0}}m>{MONTH})(?P<{{0}}d>{DAY})?"
WINDOW: Final = re.compile(
    rf"(?:自|从)?(?:即日|{POINT.replace('{0}', 'a')})(?:起|开始)?\s*(?:-{{1,2}}|—{{1,2}}|–|~|～|至|到)\s*"
    rf"(?:(?P<by>{YEAR})\s*)?(?:(?P<bm>{MONTH})(?P<bd>{DAY})?|(?P<bare>[12]\d|3[01]|[1-9]|[二三]?十[{DIGIT}]?|[{DIGIT}])[日号])(?:底|末)?(?:前)?(?:{DONE})?"
)
DATE: Final = re.compile(
    rf"(?P<to>到|至|于|在)?{POINT.replace('{0}', '')}(?!一[调通例研总报])"
    rf"(?P<by>底)?(?P<before>{BY})(?P<done>{DONE})?"
)
FIGURES: Final = r"(?:(?P<{0}y>20\d\d|20[xX]{{2}})[./-])?(?P<{0}m>1[0-2]|0?[1-9])"
PLAIN: Final = re.compile(
    FIGURES.format("").replace("[./-])?", "[./-])")
    + r"(?:[./-](?P<d>[12]\d|3[01]|0?[1-9])(?!\d))?日?(?P<before>之?前|以前)?"
)
SPAN: Final = re.compile(  # 2025.3.1-2025.3.31, 4-9月
    FIGURES.format("a")
    + r"(?:(?P<ad>[./-](?:[12]\d|3[01]|0?[1-9])))?\s*(?:-{1,2}|—{1,2}|–|~|～|至|到)\s*"
    + FIGURES.format("b")
    + r"(?:(?P<bd>[./-](?:[12]\d|3[01]|0?[1-9]))(?![\d.])|(?P<month>月)(?![\d一-十]))(?:底|份)?(?:前)?"
)
YEARS: Final = re.compile(
    rf"(?P<a>(?:20\d\d|20[xX]{{2}})年?)(?<=[\dxX年])\s*(?:-{{1,2}}|—{{1,2}}|–|~|～|至|到)\s*(?P<b>{YEAR})(?!度?(?:底|末|\d*月))"
)
YEAR_ONLY: Final = re.compile(
    rf"(?P<to>到|至|于|力争|截至)?(?P<y>{YEAR})(?P<end>底|末|年底|年末|内)?(?P<before>前|之前|以前)?(?!度|来|初|\d*月)"
)
QUARTER: Final = re.compile(
    rf"(?:(?P<y>{YEAR}))?(?P<q>第?[一二三四1-4]|前[一二三两四])个?季度(?P<firm>[末底](?:之?前)?|前|内)?(?P<done>[^,。;、]{{0,4}}完成[^,。;第前的]{{0,6}})?"
)
HALF: Final = re.compile(
    rf"(?:(?P<y>{YEAR}))?(?P<h>[上下]半年|(?<![\dxX×*一二两三四五六七八九十])年(?:底|末|内|终))(?P<before>前|以前|之前|内)?(?P<done>{DONE})?"
)
PERIOD: Final = re.compile(
    r"(?:到|至)?[“\"]?十(?P<n>[三四五六七])五[”\"]?(?:规划)?(?:时期)?(?P<what>期?末|期间|末期|时期)"
)
