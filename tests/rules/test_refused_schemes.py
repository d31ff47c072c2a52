"""Scheme files that are refused: each a sentence with its line and key, exit 2, nothing written."""

import pytest
from tests.rules.schemes import ROWS, SCHEME, changed, try_scheme
from tests.rules.sheets import run, write_table


def test_the_scheme_itself_is_taken(tmp_path):
    (tmp_path / "mine.yaml").write_text(SCHEME, "utf-8")
    result = run(
        tmp_path / "mine.yaml", write_table(tmp_path / "s.csv", list(ROWS[0]), ROWS), out=tmp_path / "out"
    )
    assert result.column("score", "2023-01") == {"a": "3.00", "b": "4.00"}
    assert result.explain["switches"] == {"mode": "on"}


# -- YAML


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SCHEME + "weather: 1\n", "第 32 行：文件：不认识的键“weather”，可用的是 scheme、title"),
        (changed("title: 我的办法", "title: !!python/object/apply:os.system [ls]"), "第 2 行：不收标签（tag:yaml.org,2002:python/object/apply:os.system）"),
        (changed("title: 我的办法", "title: !!str 我的"), "第 2 行：不收标签"),
        (changed("title: 我的办法", "title: ! 我的"), "第 2 行：不收标签"),
        (changed("title: 我的办法", "title: &a 我的"), "第 2 行：不收锚点（&a）"),
        (changed("title: 我的办法", "title: *a"), "第 2 行：不收引用（*a）"),
        ("a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a,*a,*a,*a,*a,*a,*a]\n" for n in range(9)), "第 1 行：不收锚点"),
        ("a: &a\n  <<: *a\n", "第 1 行：不收锚点"),
        (changed("title: 我的办法", "title: 我的\ntitle: 你的"), "第 3 行：键“title”写了两次"),
        ("a: " + "[" * 40 + "]" * 40, "层次不超过 30 层"),
        ("[" * 5000, "层次不超过 30 层"),
        (SCHEME + "---\nscheme: two\n", "一份文件只写一个办法"),
        ("a: [1, 2\nb: 3\n", "YAML 写法有误"),
        ("\tscheme: x\n", "第 1 行：YAML 写法有误"),
        ("scheme: 'x\n", "YAML 写法有误"),
        ("{a: 1, [b]: 2}", "键只能是文字"),
        ("- a\n- b\n", "整份文件应当是“键: 值”"),
        ("just words", "整份文件应当是“键: 值”"),
        ("", "整份文件应当是“键: 值”"),
        ("# only a remark\n", "整份文件应当是“键: 值”"),
        ("x: " + "a" * (1 << 20), "文件超过 1 MB"),
        (b"\xff\xfe\x00", "不是 UTF-8 文字"),
        (SCHEME.encode("gb18030"), "不是 UTF-8 文字"),
        (SCHEME.encode("utf-16"), "不是 UTF-8 文字"),
        ("a: \x00\n", "YAML 写法有误"),
        (bytes(range(128)), "YAML 写法有误"),
    ],
)  # fmt: skip
def test_yaml_that_is_not_taken(content, said, capsys, tmp_path):
    assert any(said in line for line in try_scheme(capsys, tmp_path, content))


def test_only_the_first_forbidden_marks_are_said(capsys, tmp_path):
    bomb = "a: &a x\n" + "".join(f"b{n}: *a\n" for n in range(500))
    assert len(try_scheme(capsys, tmp_path, bomb)) < 30


# -- the schema


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("scheme: mine\n", "", "文件：缺少“scheme”"),
        ("scheme: mine", "scheme: My Own", "第 1 行：scheme：“My Own”不合要求"),
        ("title: 我的办法", "title: ''", "第 2 行：title："),
        ("title: 我的办法", "title: [a]", "第 2 行：title：这里应当是 string"),
        ("kind: gain", "kind: prize", "第 27 行：versions.0.awards.rise.kind：写的是“prize”，只能是 rank、gain、streak、follow、row"),
        ("kind: gain, public: yes", "kind: gain", "第 27 行：versions.0.awards.rise：缺少“public”"),
        ("public: yes, period: quarter, ranking: eligible", "public: perhaps, period: quarter, ranking: eligible", "只能是 yes、no"),
        ("tied: split, amounts", "tied: split, money", "不认识的键“money”"),
        ("amounts: {1: 100}}", "amounts: {0: 100}}", "versions.0.awards.top.amounts"),
        ("amounts: {1: 100}}", "amounts: {first: 100}}", "versions.0.awards.top.amounts"),
        ("amounts: {1: 100}}", "amounts: {1: 100.005}}", "versions.0.awards.top.amounts.1"),
        ("amounts: {1: 100}}", "amounts: {1: 1e9}}", "versions.0.awards.top.amounts.1"),
        ("amounts: {1: 100}}", "amounts: {1: 99999999999999}}", "versions.0.awards.top.amounts.1"),
        ("amounts: {1: 100}}", "amounts: {}}", "versions.0.awards.top.amounts"),
        ("from: 2020-01-01", "from: 2020-13-01", "第 18 行：versions.0.from：没有“2020-13-01”这一天"),
        ("from: 2020-01-01", "from: tomorrow", "第 18 行：versions.0.from"),
        ("from: 2020-01-01", "from: 2020-01-01\n    until: 2019-01-01", "第 19 行：versions.0.until：止日早于起日"),
        ("at_least: 1, quota", "at_least: -1, quota", "at_least"),
        ("least: 0, most: 100, decimals: 2}\n  cross", "least: 0, most: 100, decimals: 9}\n  cross", "inputs.covert.decimals"),
        ("title: 暗访, least: 0", "title: 暗访, least: zero", "inputs.covert.least"),
    ],
)  # fmt: skip
def test_key_that_the_schema_does_not_have(old, new, said, capsys, tmp_path):
    assert any(said in line for line in try_scheme(capsys, tmp_path, changed(old, new)))


# -- what fits the schema and still makes no sense


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("default: on", "default: maybe", "switches.mode.default：默认值要在 on、off 之中"),
        ("quota: {switch: mode", "quota: {switch: mood", "没有“mood”这个开关"),
        ("cases: {on: 1, off: 2}", "cases: {on: 1}", "要为开关的每种取值各写一项：on、off"),
        ("amounts_only: {switch: mode, is: on}", "amounts_only: {switch: mode, is: half}", "开关 mode 没有“half”这种取值"),
        ("amounts_only: {switch: mode, is: on}", "amounts_only: {switch: mood, is: on}", "开关 mood 没有"),
        ("without: {register: holders", "without: {register: holder", "没有“holder”这张登记表"),
        ("since: since, where", "since: until, where", "登记表 holders 没有“until”列"),
        ("since: since, where", "since: level, where", "登记表 holders 的“level”列要是 type: date"),
        ("where: {level: high}", "where: {grade: high}", "登记表 holders 没有“grade”列"),
        ("{village_code: {type: subject}, since", "{village_code: {type: code}, since", "登记表 holders 要有一列 type: subject"),
        ("type: choice, choices: [high, low]", "type: choice", "type: choice 要写 choices"),
        ("    title: 名次\n", "    title: 名次\n    unique: [unit, day]\n", "registers.ranking.unique：没有“day”列"),
        ("period_column: when", "period_column: rank", "登记表 ranking 的“rank”列要是 type: period"),
        ("amount_by: {column: rank, at_most", "amount_by: {column: unit, at_most", "登记表 ranking 的“unit”列要是 type: integer"),
        ("at_most: {10: 5}}", "at_most: {10: 5}, equals: {x: 1}}", "at_most 和 equals 写一样"),
        ("at_most: {10: 5}}", "}", "at_most 和 equals 写一样"),
        ("times: 2", "times: 1", "times 至少是 2"),
        ("tied: none, amounts", "tied: split, amounts", "并列时只能是 none"),
        ("tied: split, amounts: {1: 100}}", "tied: split}", "amounts（给被评的单位）和 to"),
        ("follows: {top: {1: 5}}", "follows: {peak: {1: 5}}", "“peak”要是写在前面、同一周期的奖项"),
        ("who: all", "who: all, unless: low", "“low”要是写在前面"),
        ("period: quarter, ranking: eligible", "period: month, ranking: eligible", "用到参评名次，但 eligible 没有写这个周期"),
        ("period: quarter, who: all", "period: year, who: all", "这一版没有 year 的成绩"),
        ("only: [H1]", "only: [Q1]", "“Q1”不是这一级的周期"),
        ("only: [H1]", "only: [H3]", "“H3”不是这一级的周期"),
        ("title: 交叉, least: 0, most: 100", "title: 交叉, least: 100, most: 0", "least 不能大于 most"),
        ("title: 交叉, least: 0, most: 100", "title: 交叉, missing: 101, least: 0, most: 100", "missing 要在两者之间"),
        ("title: 交叉, least: 0, most: 100", "title: 交叉, least: 0.001, most: 100", "小数不能多于 2 位"),
        ("  cross: {", "  month: {", "这个名字已用作列名或周期名"),
        ("  cross: {", "  village: {", "这个名字已用作列名或周期名"),
        ("title_column: village", "title_column: village_code", "四个列名要各不相同"),
        ("subject: {name: 村, column: village_code, title_column: village, pool_name: 镇, pool_column: town_code, period_column: month}\n", "", "有 inputs 就要写 subject"),
        ("versions:\n", "versions:\n  - {version: 0, from: 2021-01-01, basis: {document: 早的}}\n", "版本要按生效日期从早到晚写"),
        ("versions:\n", "versions:\n  - {version: 1, from: 2019-01-01, basis: {document: 早的}}\n", "版本“1”写了两次"),
    ],
)  # fmt: skip
def test_scheme_that_makes_no_sense(old, new, said, capsys, tmp_path):
    lines = try_scheme(capsys, tmp_path, changed(old, new))
    assert any(said in line for line in lines), lines
    assert all(line.startswith("mine.yaml：第 ") for line in lines[:-1])


def test_scores_without_inputs(capsys, tmp_path):
    without = SCHEME.replace("  covert: {title: 暗访, least: 0, most: 100, decimals: 2}\n", "").replace(
        "inputs:\n", ""
    )
    without = without.replace("  cross: {title: 交叉, least: 0, most: 100, decimals: 2}\n", "")
    assert any("有成绩就要写 inputs" in line for line in try_scheme(capsys, tmp_path, without))
