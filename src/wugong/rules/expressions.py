"""Small expressions over inputs and lower periods, with exact fractions throughout."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
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
}


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


Expression = Number | Series | Sum | Product | Extreme


def parse(text: str) -> Expression:
    """The expression written in `text`, or ExpressionRefused with what to change.

    Allowed are numbers, names, + - * /, brackets, and sum mean min max first last. A division is by a number.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionRefused(why=f"算式“{text}”写法有误，只用数字、列名、+ - * / 和括号") from None
    return _read(tree.body, text.strip(), 0)


def series_in(expression: Expression) -> Iterator[Series]:
    """Every input or lower score the expression reads, in order of appearance."""
    if isinstance(expression, Series):
        yield expression
    elif isinstance(expression, Extreme):
        for part in expression.parts:
            yield from series_in(part)
    elif isinstance(expression, Sum | Product):
        yield from series_in(expression.left)
        yield from series_in(expression.right)


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
        if not constant(right):
            raise ExpressionRefused(why=f"算式“{text}”只能除以一个不是 0 的数")
        return Product(left, right, divide=True)
    raise ExpressionRefused(why=f"算式“{text}”只能用 + - * /")


def _call(name: str, arguments: list[ast.expr], text: str, depth: int) -> Expression:
    if name not in OVER:
        raise ExpressionRefused(why=f"算式“{text}”里没有“{name}”这个算法，可用的是 {'、'.join(OVER)}")
    parts = tuple(_read(argument, text, depth + 1) for argument in arguments)
    if len(parts) == 1 and isinstance(parts[0], Series) and parts[0].over is None:
        return Series(parts[0].name, name)
    if name in {"min", "max"} and len(parts) > 1:
        return Extreme(parts, greatest=name == "max")
    raise ExpressionRefused(why=f"算式“{text}”里的 {name}(…) 括号里只写一个列名或一个周期名")
