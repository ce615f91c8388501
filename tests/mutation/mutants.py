"""Small faults, one at a time, in the functions of a module: what tests must notice.

In: a module's path. Out: `Mutant`s, each with a name that stays the same while its function does, and the code that
takes the place of that function's.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Container, Iterator
from pathlib import Path
from types import CodeType
from typing import NamedTuple

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Mutant(NamedTuple):
    """`name` is "path function: before -> after"; `code` replaces that of `function`; `lines`: where the fault is."""

    name: str
    path: str
    function: str
    code: CodeType
    lines: range


def mutants(path: Path, root: Path, wanted: Container[str] | None = None) -> Iterator[Mutant]:
    """Every mutant of the file `path`, named from `root`, in the order of the text; or those that are `wanted`."""
    tree = ast.parse(path.read_text("utf-8"))
    named = path.relative_to(root).as_posix()
    seen: Counter[str] = Counter()
    for function, owner in _functions(tree):
        place = f"{owner.name}.{function.name}" if isinstance(owner, ast.ClassDef) else function.name
        for node in list(_changeable(function)):
            for before, after in _changed(node, tree):
                name = f"{named} {place}: {before} -> {after}"
                seen[name] += 1
                name += f" ({seen[name]})" if seen[name] > 1 else ""
                if wanted is None or name in wanted:
                    yield Mutant(name, named, place, _code(owner, str(path), place), _lines(node))


def _functions(tree: ast.Module) -> Iterator[tuple[Function, ast.stmt]]:
    """Each with what it is compiled with: its class, or itself."""
    for node in tree.body:
        if isinstance(node, Function):
            yield node, node
        elif isinstance(node, ast.ClassDef):
            yield from ((inner, node) for inner in node.body if isinstance(inner, Function))


def _lines(node: ast.AST) -> range:
    """Those of a condition, where it is a condition that changes."""
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        node = node.test
    places = node.ifs if isinstance(node, ast.comprehension) else [node]
    ends = [(place.lineno, place.end_lineno) for place in places]  # type: ignore[attr-defined]  # all have places
    return range(min(ends)[0], max(end for _, end in ends) + 1)


def _changeable(function: Function) -> Iterator[ast.AST]:
    """What is worth a fault: no annotations, no docstrings, nothing of messages, not that a `zip` is strict."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Raise | ast.JoinedStr) or (isinstance(node, ast.Expr) and _is_text(node.value)):
            continue
        yield node
        left_out = (getattr(node, "annotation", None), getattr(node, "returns", None))
        inner = [child for child in ast.iter_child_nodes(node) if child not in left_out]
        waiting += reversed([child for child in inner if not isinstance(child, ast.keyword) or child.arg != "strict"])


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _changed(node: ast.AST, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each fault at `node`, made in `tree` while its texts before and after are yielded, and taken back."""
    match node:
        case ast.Compare(ops=ops):
            for index, op in enumerate(ops):
                yield from _replaced(node, ops, index, COMPARED[type(op)]())
        case ast.BinOp(op=op) if type(op) in RECKONED:
            yield from _set(node, node, "op", RECKONED[type(op)]())
        case ast.BoolOp(op=op):
            yield from _set(node, node, "op", ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not()):
            yield from _set(node, node, "op", ast.UAdd(), shown=ast.unparse(node.operand))
        case ast.UnaryOp(op=ast.USub()):
            yield from _set(node, node, "op", ast.UAdd())
        case ast.Constant(value=bool(value)):
            yield from _set(node, node, "value", not value)
        case ast.Constant(value=int(value)):
            yield from _set(node, node, "value", value + 1)
        case ast.Call(func=ast.Name(id=name)) if name in CALLED:
            yield from _set(node, node.func, "id", CALLED[name])
        case ast.If() | ast.IfExp() | ast.While() if not _turned_around(node.test):
            yield from _set(node.test, node, "test", ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension(ifs=ifs):
            for index, condition in enumerate(ifs):
                yield from _replaced(condition, ifs, index, ast.Constant(True))
        case ast.Break():
            node.__class__ = ast.Continue  # type: ignore[assignment]  # the parent holds the node itself
            yield "break", "continue"
            node.__class__ = ast.Break  # type: ignore[assignment]  # as it was
        case ast.AugAssign(op=op) if type(op) in RECKONED:
            yield from _set(node, node, "op", RECKONED[type(op)]())
        case _:
            return


def _turned_around(test: ast.expr) -> bool:
    """Whether another fault already makes the opposite of a condition."""
    opposite = ast.Eq | ast.NotEq | ast.In | ast.NotIn | ast.Is | ast.IsNot
    if isinstance(test, ast.Compare):
        return len(test.ops) == 1 and isinstance(test.ops[0], opposite)
    return isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)


def _set(shown_of: ast.AST, node: ast.AST, field: str, value: object, shown: str = "") -> Iterator[tuple[str, str]]:
    before, old = _text(shown_of), getattr(node, field)
    if shown:  # `not x` becomes the truth of x
        value = ast.Not()
        operand = node.operand  # type: ignore[attr-defined]  # only a UnaryOp is shown otherwise
        node.operand = ast.UnaryOp(ast.Not(), operand)  # type: ignore[attr-defined]  # as above
        yield before, shown[:80]
        node.operand = operand  # type: ignore[attr-defined]  # as above
        return
    setattr(node, field, value)
    after = _text(getattr(node, field)) if field == "test" else _text(shown_of)
    yield before, after
    setattr(node, field, old)


def _replaced(shown_of: ast.AST, items: list[ast.AST], index: int, value: ast.AST) -> Iterator[tuple[str, str]]:
    before, old = _text(shown_of), items[index]
    items[index] = value
    yield before, "True" if isinstance(value, ast.Constant) else _text(shown_of)
    items[index] = old


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:80]


def _code(owner: ast.stmt, path: str, place: str) -> CodeType:
    """The code of the function at `place` in the changed tree."""
    later = ast.ImportFrom("__future__", [ast.alias("annotations")], 0)
    waiting = [compile(ast.fix_missing_locations(ast.Module([later, owner], [])), path, "exec")]
    while waiting:
        for constant in waiting.pop().co_consts:
            if isinstance(constant, CodeType):
                if constant.co_qualname == place:
                    return constant
                waiting.append(constant)
    raise LookupError(place)
