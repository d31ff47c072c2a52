"""Gathers the rows of an import into households: by number, by their head, or by the order of the rows."""

from typing import Final

import polars as pl

from wugong.places.codes import Level
from wugong.registry.import_columns import Layout, plain, vocabulary
from wugong.registry.import_findings import Findings
from wugong.registry.import_grounds import Ground, village_key
from wugong.registry.import_rules import ImportRules
from wugong.registry.import_tidying import UNKNOWN, group_key, mapped
from wugong.registry.models.households import HEAD

OF_HOUSEHOLD: Final = ("address", "longitude", "latitude", "care", "place_code")


def placed(rows: pl.DataFrame, ground: Ground, findings: Findings, rules: ImportRules) -> pl.DataFrame:
    """Return the rows with the code of their village and of their group, where the files names one."""
    rows = _in_villages(rows, ground, findings)
    keys = rows.select(pl.concat_str("village_code", pl.lit("\n"), "group").alias("key"))["key"]
    found = mapped(keys, lambda key: _group(key, ground))
    rows = rows.with_columns(found.alias("group_code"))
    grouped = pl.col("village_code").is_in(list(ground.grouped))
    written = pl.col("group").is_not_null() & pl.col("village_code").is_not_null()
    unknown = written & grouped & pl.col("group_code").is_null()
    names = "、".join(group.name for group in ground.groups[:8])
    said = f"没有这个村民小组，请核对；已登记的有{names}{'等' if len(ground.groups) > 8 else ''}"
    findings.add(rows, unknown, "group", said)
    said = "村里还没有登记村民小组，这一户先登记在村里"
    findings.add(rows, written & ~grouped, "group", said, refuses=rules.refuses("no_groups"))
    own = ground.place.code if ground.place.level == Level.GROUP else None
    return rows.with_columns(pl.coalesce("group_code", pl.lit(own, pl.String)).alias("place_code"))


def _in_villages(rows: pl.DataFrame, ground: Ground, findings: Findings) -> pl.DataFrame:
    known = ground.village_of
    found = mapped(rows["village"], lambda text: _village_code(text, ground) or UNKNOWN)
    if ground.only is not None:
        findings.add(rows, found == UNKNOWN, "village", f"不是{ground.only.name}的，请放到那个村的表里")
        return rows.with_columns(pl.lit(ground.only.code).alias("village_code"))
    findings.add(rows, pl.col("village").is_null(), "village", "没有写是哪个村，请补上")
    said = f"{ground.place.name}没有这个村，请核对" if known else "这里还没有登记村"
    findings.add(rows, found == UNKNOWN, "village", said)
    return rows.with_columns(_known(found).alias("village_code"))


def _known(codes: pl.Series) -> pl.Series:
    return codes.set(codes.eq(UNKNOWN), None)


def _village_code(text: str, ground: Ground) -> str | None:
    place = ground.village_of.get(text) or ground.village_of.get(village_key(text))
    return place.code if place else None


def _group(key: str, ground: Ground) -> str | None:
    village, _, text = key.partition("\n")
    name = next((one.name for one in ground.villages if one.code == village), "")
    place = ground.group_of.get((village, group_key(text, name)))
    return place.code if place else None


def gathered(rows: pl.DataFrame, layout: Layout, findings: Findings) -> pl.DataFrame:
    """Return the rows with `home`, the key of their household in this file (null where none can be told)."""
    if "number" in layout.places:
        return _by_number(rows, findings)
    if "head_name" in layout.places:
        return _by_head(rows, findings)
    return _by_order(rows, findings)


def _by_number(rows: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    member = (rows["relation"] != HEAD) & ~rows["unrelated"]
    blank = rows["number"].is_null()
    if _is_merged(blank, member):
        rows = _refused_after(rows, ~member & blank, ~blank, "number", findings)
        follows = member & rows["after"].is_null()
        rows = rows.with_columns(
            pl.when(~blank | follows).then(pl.col("number").forward_fill()).alias("number")
        )
    findings.add(rows, pl.col("number").is_null(), "number", "没有户号，请补上；同一户每一行写同一个户号")
    return rows.with_columns(pl.concat_str("village_code", pl.lit("\n"), "number").alias("home"))


def _refused_after(
    rows: pl.DataFrame, breaks: pl.Series, begins: pl.Series, column: str, findings: Findings
) -> pl.DataFrame:
    """Return the rows with `after`: the row of unknown household that they follow; they are refused.

    A row that breaks belongs nobody knows where, and so do those below it, up to where a household begins.
    """
    last = pl.when(begins).then(pl.lit(0, pl.UInt32)).when(breaks).then(pl.col("row")).forward_fill()
    rows = rows.with_columns(last.alias("after")).with_columns(
        pl.when((pl.col("after") > 0) & ~begins).then("after").alias("after")
    )
    said = pl.concat_str(
        pl.lit("跟在第 "),
        pl.col("after").cast(pl.String),
        pl.lit(" 行后面，那一行看不出是哪一户，请先改好第 "),
        pl.col("after").cast(pl.String),
        pl.lit(" 行"),
    )
    findings.add(rows, (pl.col("after") != pl.col("row")) & ~breaks, column, said)
    return rows


def _is_merged(blank: pl.Series, member: pl.Series) -> bool:
    """Say whether a column is written once a household only: most members, more than one, have it blank."""
    without, members = int((blank & member).sum()), int(member.sum())
    return without > 1 and without * 2 > members


def _by_head(rows: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    is_head = pl.col("relation") == HEAD
    rows = rows.with_columns(
        pl.when(is_head).then(pl.coalesce("head_name", "name")).otherwise("head_name").alias("head_name"),
        pl.when(is_head).then(pl.coalesce("head_id", "id_number")).otherwise("head_id").alias("head_id"),
    )
    member = (rows["relation"] != HEAD) & ~rows["unrelated"]
    blank = rows["head_name"].is_null()
    if _is_merged(blank, member):
        rows = _refused_after(rows, ~member & blank, ~blank, "head_name", findings)
        follows = member & rows["after"].is_null()
        rows = rows.with_columns(
            pl.when(~blank | follows).then(pl.col("head_name").forward_fill()).alias("head_name"),
            pl.when(~blank | follows).then(pl.col("head_id").forward_fill().over((~blank).cum_sum())),
        )
    findings.add(rows, pl.col("head_name").is_null(), "head_name", "没有户主姓名，不知道是哪一户，请补上")
    heads = rows.filter(is_head).select("village_code", "head_name", "head_id")
    alone = (
        heads.unique().group_by("village_code", "head_name").agg(pl.first("head_id").alias("only"), pl.len())
    )
    rows = rows.join(
        alone.filter(pl.col("len") == 1).drop("len"),
        on=["village_code", "head_name"],
        how="left",
        maintain_order="left",
    )
    key = pl.coalesce("head_id", "only", pl.lit(""))
    return rows.with_columns(
        pl.concat_str("village_code", pl.lit("\n"), "head_name", pl.lit("\n"), key).alias("home")
    )


def _by_order(rows: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    heads = (rows["relation"] == HEAD).fill_null(False)
    rows = _refused_after(rows, rows["unrelated"], heads, "relation", findings)
    count = heads.cum_sum()
    said = "表里没有户号，也没有户主姓名，这一行前面又没有户主，不知道是哪一户"
    findings.add(rows, (count == 0) & rows["after"].is_null(), "relation", said)
    told = (count > 0) & rows["after"].is_null()
    key = pl.concat_str("village_code", pl.lit("\n#"), count.cast(pl.String))
    return rows.with_columns(pl.when(told).then(key).alias("home"))


def check_heads(rows: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """A household has one head; returns the first row of each without any, for the register to say more."""
    known = rows.filter(pl.col("home").is_not_null())
    first = pl.col("row").first().over("home")
    heads = known.filter(pl.col("relation") == HEAD).with_columns(first.alias("first"))
    said = pl.concat_str(
        pl.lit("这一户有两个户主（第 "), pl.col("first").cast(pl.String), pl.lit(" 行已是户主），请只留一个")
    )
    findings.add(heads, pl.col("row") != pl.col("first"), "relation", said)
    return (
        known.group_by("home", maintain_order=True)
        .agg(
            pl.first("row"),
            (pl.col("relation") == HEAD).fill_null(False).any().alias("headed"),
            pl.col("unrelated").any().alias("untold"),
        )
        .filter(~pl.col("headed") & ~pl.col("untold"))
        .select("home", "row")
    )


def check_twice(rows: pl.DataFrame, findings: Findings) -> None:
    """Nobody stands in the file twice: not under one ID, nor under one name and birth in a household."""
    faulty = pl.col("row").is_in(findings.rows.implode())
    ordered = rows.with_columns(faulty.alias("faulty")).sort("faulty", "row", maintain_order=True)
    numbered = ordered.filter(pl.col("id_number").is_not_null())
    first = pl.col("row").first().over("id_number")
    copies = _twice(numbered, first, "id_number", "证件号相同，请删去重复的一行，或改正证件号", findings)
    findings.set_aside(copies, ("born", "sex"))  # they were compared with somebody else's ID
    named = ordered.filter(pl.all_horizontal(pl.col("home", "name").is_not_null()))
    alike = ["home", "name", "born"]
    unnumbered = pl.col("id_number").is_null()
    several = named.filter(unnumbered.any().over(alike) & (pl.len().over(alike) > 1))
    several = several.sort(unnumbered, "faulty", "row", maintain_order=True)
    doubtful = several.with_columns(pl.col("row").first().over(alike).alias("kept")).filter(unnumbered)
    _twice(doubtful, pl.col("kept"), "name", "是同一户的同一个人，请删去重复的一行", findings)


def _twice(rows: pl.DataFrame, first: pl.Expr, column: str, said: str, findings: Findings) -> pl.Series:
    reason = pl.concat_str(pl.lit("和第 "), first.cast(pl.String), pl.lit(f" 行{said}"))
    rows = rows.with_columns(reason.alias("reason"), (pl.col("row") != first).alias("later"))
    findings.add(rows, pl.col("later"), column, pl.col("reason"))
    return rows.filter("later")["row"]


def check_care(rows: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """Return the rows with the kinds of care in our words, comma between them."""
    words = vocabulary().words["care"]

    def kinds(text: str) -> str:
        parts = [words.get(plain(part), UNKNOWN) for part in _split(text)]
        return UNKNOWN if UNKNOWN in parts else ",".join(dict.fromkeys(parts))

    found = mapped(rows["care"], kinds)
    labels = dict[str, str]()
    for word, kept in words.items():
        labels.setdefault(kept, word)
    said = f"不认识这个照护类别，请写{'、'.join(labels.values())}，几样之间用顿号"
    findings.add(rows, found == UNKNOWN, "care", said)
    return rows.with_columns(_known(found).alias("care"))


def _split(text: str) -> list[str]:
    for mark in ",，;；/ ":
        text = text.replace(mark, "、")
    return [part for part in text.split("、") if part]


def homes_of(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row a household: its number, and its facts as the head's row or the first tells them."""
    ordered = rows.sort((pl.col("relation") == HEAD).fill_null(False), descending=True, maintain_order=True)
    head = pl.col("relation") == HEAD
    return ordered.group_by("home", maintain_order=True).agg(
        pl.min("row"),
        pl.len().alias("members"),
        pl.first("village_code"),
        pl.first("number"),
        *(pl.col(key).drop_nulls().first() for key in OF_HOUSEHOLD),
        pl.col("id_number").filter(head).first().alias("head_number"),
        pl.col("name").filter(head).first().alias("head"),
    )
