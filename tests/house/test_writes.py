"""Only modules of acts write: what changes a table lies beside a function that names its actor."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/wugong"
WRITES = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "delete"}


def modules():
    for path in SOURCE.rglob("*.py"):
        # Migrations change tables on purpose; a bench's floor and peers are no part of the house.
        if "migrations" not in path.parts and not path.name.startswith(("floor_", "peer_")):
            yield str(path.relative_to(SOURCE)), ast.parse(path.read_text("utf-8"))


def holds_acts(tree):
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return any(argument.arg == "actor" for function in functions for argument in function.args.kwonlyargs)


def writes(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            on = node.func.value
            is_super = isinstance(on, ast.Call) and isinstance(on.func, ast.Name) and on.func.id == "super"
            into_a_file = node.func.attr == "save" and node.args  # a picture; a row takes nothing by position
            if not is_super and not into_a_file:
                yield node.lineno


def test_nothing_writes_but_acts():
    found = [f"{name}:{line}" for name, tree in modules() if not holds_acts(tree) for line in writes(tree)]
    assert found == []


def test_every_act_names_its_actor_by_keyword():
    functions = (
        (name, node)
        for name, tree in modules()
        if name.endswith("actions.py")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    )
    assert [
        f"{name}: {act.name}" for name, act in functions if "actor" in [a.arg for a in act.args.args]
    ] == []
