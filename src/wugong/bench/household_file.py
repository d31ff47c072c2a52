"""Makes up a register of households as a workbook, the same for the same size; people who do not exist."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import xlsxwriter  # type: ignore[import-untyped] # it ships no types

from wugong.base.citizen_ids import check_digit

HEADERS: Final = (
    *("户号", "姓名", "与户主关系", "公民身份号码", "性别", "出生日期", "联系电话", "村民小组", "家庭住址"),
    *("居住情况", "去向", "一卡通账号", "经度", "纬度"),
)
GROUPS: Final = 20
SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN: Final = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉萍红建国华文辉力斌凤梅琴素云莲真环雪荣爱妹"
AREAS: Final = ("330521", "511421", "410883", "420922", "360428")
FAMILY: Final = (("户主", "m", 50), ("妻", "f", 48), ("子", "m", 24), ("女", "f", 20), ("父亲", "m", 76))
RESIDENCES: Final = ("常住", "常住", "常住", "外出务工")


def made_up_rows(count: int) -> Iterator[list[str]]:
    """Yield so many rows, two to five to a household, each like a line of a village's list."""
    chance, row, household, taken = random.Random(7), 0, 0, set[str]()  # noqa: S311 -- not for secrets
    while row < count:
        household += 1
        surname = chance.choice(SURNAMES)
        group = household % GROUPS + 1
        east, north = f"{110 + chance.random():.6f}", f"{30 + chance.random():.6f}"
        for relation, sex, age in FAMILY[: min(chance.randint(2, 5), count - row)]:
            born = dt.date(2026 - age - chance.randint(0, 9), chance.randint(1, 12), chance.randint(1, 28))
            away = chance.choice(RESIDENCES)
            yield [
                f"{household:06}",
                surname + chance.choice(GIVEN) + chance.choice(GIVEN),
                relation,
                _number(chance, born, sex, taken),
                "男" if sex == "m" else "女",
                born.isoformat(),
                f"1{chance.choice('35789')}{chance.randint(10**8, 10**9 - 1)}",
                f"{group}组",
                f"{group}组{household % 300 + 1}号",
                away,
                "广东省东莞市" if away != "常住" else "",
                f"6217{chance.randint(10**14, 10**15 - 1)}",
                east,
                north,
            ]
            row += 1


def write_workbook(path: Path, count: int) -> None:
    """The workbook stands there, with so many rows below its header."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, HEADERS)
        for at, row in enumerate(made_up_rows(count), start=1):
            sheet.write_row(at, 0, row)


def _number(chance: random.Random, born: dt.date, sex: str, taken: set[str]) -> str:
    while True:
        order = chance.randint(0, 499) * 2 + (sex == "m")
        digits = f"{chance.choice(AREAS)}{born:%Y%m%d}{order:03}"
        if digits not in taken:
            taken.add(digits)
            return digits + check_digit(digits)
