"""Checks of an import that need no database, cell by cell: each reason says what is wrong and what to do."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from wugong.registry.import_columns import vocabulary
from wugong.registry.import_findings import Findings
from wugong.registry.import_numbers import id_facts
from wugong.registry.import_rules import ImportRules
from wugong.registry.import_tidying import UNKNOWN, VAGUE, days, relation_codes, worded
from wugong.rules.relations import relations

SCIENTIFIC: Final = r"^\d(\.\d+)?E\+?\d+$"
NAME: Final = r"^[\p{Han}〇○·A-Za-z][\p{Han}〇○·A-Za-z.\- ]*$"
PRIVATE: Final = r"[\uE000-\uF8FF\uFFFD]"
PHONE: Final = r"^(1[3-9]\d{9}|0\d{9,11}|[2-8]\d{6,7})$"
NOTHING: Final = "没有登记"
HIDDEN: Final = r"^(已登记|没有登记|打不开|[\dXx]*[×＊*•●]{2,}[\dXx×＊*•●]*)$"  # as `masks` writes it, too
SEVERAL: Final = r"[、,，;；/|]"
EAST, NORTH = (73.0, 136.0), (3.0, 54.0)
LOST_DIGITS: Final = "这一格是数字格式，后几位已经丢了，请把这一列设成文本再填一次"


@dataclass(frozen=True)
class Check:
    """The checks of one import: the rules, the day, where findings go."""

    rules: ImportRules
    today: date
    findings: Findings

    def cells(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows with what their cells mean; whatever means nothing is found, and null."""
        steps = (self.names, self.words, self.papers, self.births, self.sexes, self.phones, self.coordinates)
        for step in (self.hidden, *steps, self.lengths):
            rows = step(rows)
        return rows

    def hidden(self, rows: pl.DataFrame) -> pl.DataFrame:
        """A number that a list hides (as our own exports do) is as one that is not written."""
        for key in ("id_number", "phone", "bank"):
            cell = pl.col(key)
            masked = cell.str.contains(HIDDEN)
            self.findings.add(rows, masked, key, "号码隐去了，这一格当作没有写", refuses=False)
            if key == "id_number":
                rows = rows.with_columns((masked & (cell != NOTHING)).fill_null(False).alias("hidden"))
            rows = rows.with_columns(pl.when(~masked.fill_null(False)).then(cell).alias(key))
        return rows

    def names(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Each row names somebody, in characters that names are written in."""
        name = pl.col("name")
        self.findings.add(rows, name.is_null(), "name", "没有姓名，请补上")
        said = "姓名里有不该有的字符，请只留姓名；少数民族姓名用间隔号“·”"
        self.findings.add(rows, ~name.str.contains(NAME), "name", said)
        private = "姓名里有显示不出的字，请用输入法重新打这个字"
        self.findings.add(rows, name.str.contains(PRIVATE), "name", private)
        return rows

    def words(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Relation, sex, papers and residence become our codes."""
        codes = {"relation": relation_codes(rows["relation"])}
        codes |= {key: worded(rows[key], key) for key in ("sex", "papers", "residence", "separated", "away")}
        self.findings.add(rows, pl.col("relation").is_null(), "relation", "没有写与户主关系，户主写“户主”")
        for key, code in codes.items():
            self.findings.add(rows, code == UNKNOWN, key, _unknown(key))
        known = {key: code.set(code == UNKNOWN, None) for key, code in codes.items()}
        return rows.with_columns(code.alias(key) for key, code in known.items()).with_columns(
            pl.coalesce(
                pl.when(pl.col("separated") == "registered_elsewhere").then("separated"),
                pl.when(pl.col("away") == "away").then("away"),
                "residence",
                "separated",
                "away",
            ).alias("residence"),
            (codes["relation"].is_null() | (codes["relation"] == UNKNOWN)).alias("unrelated"),
        )

    def papers(self, rows: pl.DataFrame) -> pl.DataFrame:
        """An ID can be one; what it tells of birth and sex stands beside it."""
        number, papers = pl.col("id_number"), pl.col("papers")
        rows = rows.with_columns(
            papers.fill_null("citizen_id"), number.str.contains(SCIENTIFIC).alias("lost")
        )
        self.findings.add(rows, pl.col("lost"), "id_number", LOST_DIGITS)
        citizen = papers.is_in(["citizen_id", "permit"]) & ~pl.col("lost")
        facts = id_facts(rows.select(pl.when(citizen).then(number).alias("id"))["id"])
        rows = rows.with_columns(facts)
        refuses = self.rules.refuses("id_check")
        wrong = pl.col("id_fault").is_not_null()
        self.findings.add(rows, wrong, "id_number", pl.col("id_fault"), refuses=refuses)
        other = ~papers.is_in(["citizen_id", "permit"]) & ~number.str.contains(r"^[A-Z0-9()]{5,30}$")
        self.findings.add(rows, other, "id_number", "证件号里只能有字母和数字，5 到 30 位")
        spoilt = pl.col("lost") | wrong | other
        return rows.with_columns(
            pl.when(~spoilt.fill_null(False)).then(number).alias("id_number")
        ).with_columns(spoilt.fill_null(False).alias("spoilt"))

    def births(self, rows: pl.DataFrame) -> pl.DataFrame:
        """A birth date is a day that has come, and the one that the ID tells."""
        told, month_only = days(rows["born"])
        rows = rows.with_columns(told.alias("told"), month_only.alias("month_only"))
        written, day, by_id = pl.col("born").is_not_null(), pl.col("told"), pl.col("id_born")
        unclear = pl.col("born").str.contains(VAGUE)
        said = "分不清是 1 月还是 10 月，请把这一列设成文本，写成 1972-01 或 1972-10 这样"
        self.findings.add(rows, unclear & by_id.is_null(), "born", said)
        self.findings.add(
            rows, written & ~unclear & day.is_null(), "born", "看不懂这个日期，请写成 1975-03-02 这样"
        )
        self.findings.add(rows, day > self.today, "born", "出生日期在今天以后，请核对年份")
        oldest = self.today.year - self.rules.limits["oldest"]
        self.findings.add(rows, day.dt.year() < oldest, "born", f"出生日期早于 {oldest} 年，请核对年份")
        same_month = (day.dt.year() == by_id.dt.year()) & (day.dt.month() == by_id.dt.month())
        differs = pl.when(pl.col("month_only")).then(~same_month).otherwise(day != by_id)
        refuses = self.rules.refuses("id_birth")
        self.findings.add(
            rows, differs, "born", "和身份证号里的出生日期不一致，请核对是哪一个错", refuses=refuses
        )
        late = by_id > self.today
        self.findings.add(rows, late, "id_number", "身份证号里的出生日期在今天以后，请核对")
        vague = pl.col("month_only") & by_id.is_null() & ~pl.col("spoilt")
        self.findings.add(
            rows, vague, "born", "只写到月，按当月 1 日登记", refuses=self.rules.refuses("month_only")
        )
        bare = pl.col("id_number").is_null() & ~pl.col("spoilt")
        self.findings.add(rows, bare & ~written, "id_number", "证件号和出生日期至少写一项，否则认不出是谁")
        self.findings.add(
            rows,
            bare & written,
            "id_number",
            "没有证件号，按户号、姓名和出生日期认人",
            refuses=self.rules.refuses("no_id"),
        )
        return rows.with_columns(pl.coalesce("id_born", "told").alias("born"))

    def sexes(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Sex is what the ID tells, and what the relation to the head implies."""
        wrong = pl.col("sex") != pl.col("id_sex")
        said = "和身份证号说明的性别不一致，请核对是哪一个错"
        self.findings.add(rows, wrong, "sex", said, refuses=self.rules.refuses("id_sex"))
        rows = rows.with_columns(pl.coalesce("id_sex", "sex").alias("sex"))
        implied = {code: one.sex for code, one in relations().items() if one.sex}
        meant = pl.col("relation").replace_strict(implied, default=None, return_dtype=pl.String)
        self.findings.add(
            rows,
            meant != pl.col("sex"),
            "relation",
            "和登记的性别对不上，请核对",
            refuses=self.rules.refuses("relation_sex"),
        )
        return rows

    def phones(self, rows: pl.DataFrame) -> pl.DataFrame:
        """A phone number can be rung; a bank account is digits."""
        rows = rows.with_columns(pl.col("phone").str.replace(r"^(\+?86|0086)(1\d{10})$", "$2"))
        phone, bank, refuses = pl.col("phone"), pl.col("bank"), self.rules.refuses("phone_shape")
        several = phone.str.contains(SEVERAL)
        self.findings.add(rows, several, "phone", "一格只写一个号码，请留本人常用的", refuses=refuses)
        lost = phone.str.contains(SCIENTIFIC)
        self.findings.add(rows, lost, "phone", LOST_DIGITS, refuses=refuses)
        wrong = ~several & ~lost & ~phone.str.contains(PHONE)
        said = "不是电话号码：手机 11 位，固定电话带区号；请核对位数"
        self.findings.add(rows, wrong, "phone", said, refuses=refuses)
        short = bank.str.contains(SCIENTIFIC)
        self.findings.add(rows, short, "bank", LOST_DIGITS)
        account = ~short & ~bank.str.contains(r"^\d{10,30}$")
        self.findings.add(rows, account, "bank", "银行账号只能是 10 到 30 位数字，请核对")
        bad = (several | lost | wrong).fill_null(False)
        return rows.with_columns(pl.when(~bad).then(phone).alias("phone"))

    def coordinates(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Coordinates are decimal degrees within the country, both or neither."""
        for key, (low, high) in (("longitude", EAST), ("latitude", NORTH)):
            label = vocabulary().columns[key].label
            value = pl.col(key).cast(pl.Float64, strict=False)
            rows = rows.with_columns(value.alias(f"{key}_value"))
            told = pl.col(f"{key}_value")
            self.findings.add(
                rows,
                pl.col(key).is_not_null() & told.is_null(),
                key,
                f"{label}要写成小数，如 {low + 40.123456}",
            )
            outside = ~told.is_between(low, high)
            said = f"{label}不在 {low:.0f} 到 {high:.0f} 之间，请核对经纬度是否写反或丢了小数点"
            self.findings.add(rows, outside, key, said)
            rows = rows.with_columns(pl.when(~outside).then(told.round(6)).alias(f"{key}_value"))
        east, north = pl.col("longitude"), pl.col("latitude")
        self.findings.add(
            rows, east.is_not_null() & north.is_null(), "latitude", "写了经度，没有写纬度，请补上"
        )
        self.findings.add(
            rows, east.is_null() & north.is_not_null(), "longitude", "写了纬度，没有写经度，请补上"
        )
        both = pl.col("longitude_value").is_not_null() & pl.col("latitude_value").is_not_null()
        return rows.with_columns(
            pl.when(both).then(f"{key}_value").alias(key) for key in ("longitude", "latitude")
        ).drop("longitude_value", "latitude_value")

    def lengths(self, rows: pl.DataFrame) -> pl.DataFrame:
        """No text is longer than its column."""
        for key, most in self.rules.lengths.items():
            self.findings.add(rows, pl.col(key).str.len_chars() > most, key, f"超过 {most} 个字，请写短些")
        return rows


def _unknown(key: str) -> str:
    if key == "relation":
        return "不认识这个与户主关系，请写户主、配偶、子、女、父亲、母亲等（GB/T 4761）"
    label = vocabulary().columns[key].label
    words: dict[str, str] = {}
    for word, kept in vocabulary().words[key].items():
        words.setdefault(kept, word)
    return f"不认识这个{label}，请写{'、'.join(words.values())}之一"
