"""Small expressions over inputs and lower periods, with exact fractions throughout."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from wugong.base.refusals import Refusal
from wugong.base.texts import mark

DEEPEST = 100  # a sum of that many parts
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
OVER = {
    "sum": "之和",
    "mean": "的平均",
    "min": "的最低",
    "max": "的最高",
    "first": "的第一个",
    "last": "的最后一个",
    "before": "的上一期",
}
SIGNS = {ast.GtE: ">=", ast.Gt: ">", ast.LtE: "<=", ast.Lt: "<", ast.Eq: "=="}


class ExpressionRefused(Refusal):
    """A text that is no expression of ours; `why` says what to change."""

    code = "rules.expression_refused"
    sentence = mark("%(why)s")


@dataclass(frozen=True, slots=True)
class Number:
    """A constant, exactly as written."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """An input or a lower period's score; `over` names what is done with its several values."""

    name: str
    over: str | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """left + right, or left - right."""

    left: "Expression"
    right: "Expression"
    minus: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """left × right, or left ÷ right where right is a constant."""

    left: "Expression"
    right: "Expression"
    divide: bool = False


@dataclass(frozen=True, slots=True)
class Extreme:
    """The greatest or least of several expressions."""

    parts: tuple["Expression", ...]
    greatest: bool


@dataclass(frozen=True, slots=True)
class Given:
    """The first of several expressions that is there."""

    parts: tuple["Expression", ...]


Expression = Number | Series | Sum | Product | Extreme | Given


@dataclass(frozen=True, slots=True)
class Comparison:
    """left compared with right by `sign`: >= > <= < or ==."""

    left: Expression
    right: Expression
    sign: str


def parse(text: str) -> Expression:
    """The expression written in `text`, or ExpressionRefused with what to change.

    Allowed are numbers, names, + - * /, brackets, and sum mean min max first last before given. A division is
    by a number.
    """
    expression = _read(_tree(text), text.strip(), 0)
    if any(constant(divisor) is None for divisor in divisors_in(expression)):
        raise ExpressionRefused(why=f"算式“{text}”只能除以一个不是 0 的数")
    return expression


def parse_comparison(text: str) -> Comparison:
    """The comparison of two expressions written in `text`; here a division may be by a name."""
    body, text = _tree(text), text.strip()
    if not (isinstance(body, ast.Compare) and len(body.ops) == 1 and type(body.ops[0]) in SIGNS):
        signs = "、".join(SIGNS.values())
        raise ExpressionRefused(why=f"条件“{text}”要写成两个算式相比，中间用 {signs} 之一")
    left, right = _read(body.left, text, 0), _read(body.comparators[0], text, 0)
    return Comparison(left, right, SIGNS[type(body.ops[0])])


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """The expressions that this one is made of."""
    if isinstance(expression, Extreme | Given):
        return expression.parts
    return (expression.left, expression.right) if isinstance(expression, Sum | Product) else ()


def series_in(expression: Expression) -> Iterator[Series]:
    """Every input or lower score the expression reads, in order of appearance."""
    if isinstance(expression, Series):
        yield expression
    for part in parts_of(expression):
        yield from series_in(part)


def divisors_in(expression: Expression) -> Iterator[Expression]:
    """Every expression by which something is divided."""
    if isinstance(expression, Product) and expression.divide:
        yield expression.right
    for part in parts_of(expression):
        yield from divisors_in(part)


def settled(expression: Expression, numbers: Mapping[str, Number]) -> Expression:
    """The same expression with the numbers in place of their names."""

    def inside(part: Expression) -> Expression:
        return settled(part, numbers)

    if isinstance(expression, Series) and expression.over is None:
        return numbers.get(expression.name, expression)
    if isinstance(expression, Sum | Product):
        return replace(expression, left=inside(expression.left), right=inside(expression.right))
    if isinstance(expression, Extreme | Given):
        return replace(expression, parts=tuple(map(inside, expression.parts)))
    return expression


def constant(expression: Expression) -> Fraction | None:
    """The value of an expression that reads nothing, else None."""
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, Sum | Product):
        left, right = constant(expression.left), constant(expression.right)
        if left is None or right is None:
            return None
        if isinstance(expression, Sum):
            return left - right if expression.minus else left + right
        return left / right if expression.divide else left * right
    return None


def _tree(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionRefused(why=f"算式“{text}”写法有误，只用数字、列名、+ - * / 和括号") from None


def _read(node: ast.expr, text: str, depth: int) -> Expression:
    if depth > DEEPEST:
        raise ExpressionRefused(why=f"算式“{text}”嵌套太深，请拆开写")
    if isinstance(node, ast.Constant):
        return _number(node, text)
    if isinstance(node, ast.Name):
        return Series(node.id)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return Sum(Number(Fraction(0), "0"), _read(node.operand, text, depth + 1), minus=True)
    if isinstance(node, ast.BinOp):
        return _binary(node, text, depth)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _call(node.func.id, node.args, text, depth)
    raise ExpressionRefused(why=f"算式“{text}”里有不认识的写法，只用数字、列名、+ - * / 和括号")


def _number(node: ast.Constant, text: str) -> Number:
    written = ast.get_source_segment(text, node) or ""
    if not NUMBER.fullmatch(written):
        raise ExpressionRefused(why=f"算式“{text}”里的“{written}”不是可用的数字，例如写 0.30")
    return Number(Fraction(written), written)


def _binary(node: ast.BinOp, text: str, depth: int) -> Expression:
    left, right = _read(node.left, text, depth + 1), _read(node.right, text, depth + 1)
    if isinstance(node.op, ast.Add | ast.Sub):
        return Sum(left, right, minus=isinstance(node.op, ast.Sub))
    if isinstance(node.op, ast.Mult):
        return Product(left, right)
    if isinstance(node.op, ast.Div):
        if constant(right) == 0:
            raise ExpressionRefused(why=f"算式“{text}”只能除以一个不是 0 的数")
        return Product(left, right, divide=True)
    raise ExpressionRefused(why=f"算式“{text}”只能用 + - * /")


def _call(name: str, arguments: list[ast.expr], text: str, depth: int) -> Expression:
    if name not in OVER and name != "given":
        known = "、".join([*OVER, "given"])
        raise ExpressionRefused(why=f"算式“{text}”里没有“{name}”这个算法，可用的是 {known}")
    parts = tuple(_read(argument, text, depth + 1) for argument in arguments)
    if name == "given" and len(parts) > 1:
        return Given(parts)
    if name in OVER and len(parts) == 1 and isinstance(parts[0], Series) and parts[0].over is None:
        return Series(parts[0].name, name)
    if name in {"min", "max"} and len(parts) > 1:
        return Extreme(parts, greatest=name == "max")
    raise ExpressionRefused(why=f"算式“{text}”里的 {name}(…) 括号里只写一个列名或一个周期名")
