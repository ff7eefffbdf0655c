"""The enforced part of the house style: doors, units in names, lengths, leftovers, refusal pages.

A rule takes one source file and gives complaints; each complaint says what to do. ``BAD`` proves
that every rule can fail. Figures are ratchets: raising one is a change with a reason.
"""

import ast
import importlib
import pkgutil
import re
import statistics
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

import zhanlian
from zhanlian.terms import refusal_classes

REPO = Path(__file__).resolve().parents[1]
SRC = REPO / "src" / "zhanlian"
FILE_LINES_MAX = 400
FILE_LINES_MEDIAN = 150
BODY_LINES_P90 = 25
ROOM_SIGNS = ("comes in", "goes out", "stays out", "start at")
DUMPING_GROUNDS = {"util", "utils", "helper", "helpers", "common", "misc", "core", "manager",
                   "service", "services"}  # fmt: skip
LEFTOVERS = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|NotImplementedError")
MONEY_NAME = re.compile(r"(?:^|_)(?:fen|minor)$", re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?:^|[^\w.])/(?:work|farm|root|home/\w+|tmp/\w+)/")
REGISTRY = re.compile(
    r"(?:files\.)?pythonhosted\.org|pypi\.org|registry\.npmjs|index[-_]url\s*=|find-links"
    r"|https?://[^\" ]*\.(?:whl|tgz|tar\.gz|deb)",
)
# Files outside ``cli`` that import inside a function, and why they may.
LATE_IMPORTS = {
    "desk/opening.py": "pattern kernels take a second to load; few cases are asked for patterns",
    "evidence/shape.py": "pyarrow is an extra: only a notebook that asks for Arrow loads it",
}
CATALOGUES = "words"  # folders of messages, looked up and not read: as long as the face is wide


@dataclass(frozen=True)
class Source:
    """One Python file of src: its path below src/zhanlian, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        return self.path.split("/")[0] if "/" in self.path else ""

    @property
    def is_door(self) -> bool:
        return bool(self.room) and self.path.endswith("__init__.py")

    @property
    def is_kernel(self) -> bool:
        return "/kernels/" in self.path


SOURCES = [
    Source(file.relative_to(SRC).as_posix(), file.read_text(encoding="utf-8"))
    for file in sorted(SRC.rglob("*.py"))
]
ROOMS = {source.room for source in SOURCES} - {""}


# --- what a file holds ------------------------------------------------------------------------


def functions_of(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Public functions of the file and public methods of its public classes."""
    holders = [tree, *(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name[0] != "_")]
    for holder in holders:
        for node in holder.body:
            is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if is_function and not node.name.startswith("_"):
                yield node


def declared_names(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return None


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def is_inexact(value: ast.AST | None) -> bool:
    """Whether an expression makes a float: a literal, ``float(...)`` or a true division."""
    return value is not None and any(
        (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and ast.unparse(node.func) == "float")
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
        for node in ast.walk(value)
    )


def name_and_value(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    """Every place of ``node`` where a name is given a value."""
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((ast.unparse(target), value) for target in targets)
        case ast.AugAssign(target=target, op=ast.Div()):
            yield ast.unparse(target), ast.Constant(0.5)
        case ast.AnnAssign(target=target, value=value) | ast.AugAssign(target=target, value=value):
            yield ast.unparse(target), value
        case ast.keyword(arg=str(name), value=value):
            yield name, value


# --- rules ------------------------------------------------------------------------------------


def stays_out_of_other_rooms(source: Source) -> Iterator[str]:
    """Another room is entered by its door only."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            reached = [name.name for name in node.names if name.name.startswith("zhanlian.")]
            yield from (
                f"line {node.lineno}: write `from {'.'.join(name.split('.')[:2])} import ...`"
                for name in reached
            )
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zhanlian"):
            yield from _past_the_door(source, node)


def _past_the_door(source: Source, node: ast.ImportFrom) -> Iterator[str]:
    parts = (node.module or "").split(".")
    names = [alias.name for alias in node.names]
    if len(parts) == 1:
        yield f"line {node.lineno}: name the room: from zhanlian.ROOM import {', '.join(names)}"
    elif parts[1] != source.room and len(parts) > 2:
        yield (
            f"line {node.lineno}: {node.module} is behind a door: add the name to "
            f"zhanlian/{parts[1]}/__init__.py and import it from there"
        )
    elif parts[1] != source.room:
        door = declared_names(DOORS[parts[1]].tree) if parts[1] in DOORS else None
        hidden = [name for name in names if door is not None and name not in door]
        if hidden:
            yield f"line {node.lineno}: {', '.join(hidden)} not in __all__ of zhanlian.{parts[1]}"


def declares_its_names(source: Source) -> Iterator[str]:
    """Every package lists what it offers, sorted: CONSTANTS, Classes, functions.

    A folder inside a room whose ``__init__`` holds its docstring alone offers nothing.
    """
    only_says = all(isinstance(node, ast.Expr) for node in source.tree.body)
    if not source.is_door or (only_says and source.path.count("/") > 1):
        return
    names = declared_names(source.tree)
    if names is None:
        yield "add __all__: the names this package offers"
    elif names != sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n)):
        yield "sort __all__ (ruff check --fix does): CONSTANTS, then Classes, then functions"


def says_what_the_room_is_for(source: Source) -> Iterator[str]:
    """A room's door says what comes in, goes out, stays out, and where to start."""
    if source.is_door and source.path.count("/") == 1:
        sign = ast.get_docstring(source.tree) or ""
        missing = [word for word in ROOM_SIGNS if word not in sign]
        if missing:
            yield f"the door's docstring lacks: {', '.join(missing)}"


def is_no_dumping_ground(source: Source) -> Iterator[str]:
    """A function with no home is a concept without a name."""
    words = {word for part in Path(source.path).parts for word in Path(part).stem.split("_")}
    found = sorted(words & DUMPING_GROUNDS)
    if found:
        yield f"{found[0]!r} says nothing: name the concept and put it in the room that owns it"


def leaves_nothing_open(source: Source) -> Iterator[str]:
    """Open ends are issues, not comments."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if LEFTOVERS.search(line):
            yield f"line {number}: finish it, or open an issue and remove the mark"


def imports_at_the_top(source: Source) -> Iterator[str]:
    """Only ``cli`` imports late."""
    if source.room == "cli" or source.path in LATE_IMPORTS:
        return
    for line in late_import_lines(source):
        yield f"line {line}: move the import to the top, or give a reason in LATE_IMPORTS"


def late_import_lines(source: Source) -> list[int]:
    return sorted(
        {
            node.lineno
            for function in functions_of(source.tree)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
    )


def keeps_money_whole(source: Source) -> Iterator[str]:
    """Names of money are never given floats."""
    for node in ast.walk(source.tree):
        for name, value in name_and_value(node):
            if MONEY_NAME.search(name) and is_inexact(value):
                yield f"line {node.lineno}: {name} is given a float: count whole minor units"
        annotation = getattr(node, "annotation", None)
        named = getattr(node, "arg", None) or ast.unparse(getattr(node, "target", ast.Pass()))
        if (
            annotation is not None
            and "float" in ast.unparse(annotation)
            and MONEY_NAME.search(named)
        ):
            yield f"line {node.lineno}: {named} is declared float: int64 minor units"


def explains_public_functions(source: Source) -> Iterator[str]:
    """Public functions have a true first sentence."""
    for function in public_functions(source.tree):
        if not (ast.get_docstring(function) or "").strip() and not _is_override(function):
            yield f"line {function.lineno}: {function.name} has no docstring: say what it gives"


def _is_override(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    marks = {ast.unparse(mark).split(".")[-1] for mark in function.decorator_list}
    return bool(marks & {"override", "setter", "overload"})


def types_public_functions(source: Source) -> Iterator[str]:
    """Public functions are fully typed; numba types the kernels."""
    if source.is_kernel:
        return
    for function in public_functions(source.tree):
        given = function.args
        plain = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        untyped = [a.arg for a in plain if a.annotation is None and a.arg not in ("self", "cls")]
        if untyped or function.returns is None:
            lacking = ", ".join([*untyped, *([] if function.returns else ["the result"])])
            yield f"line {function.lineno}: {function.name}: give a type to {lacking}"


def stays_short(source: Source) -> Iterator[str]:
    """A file is read in one sitting."""
    lines = source.text.count("\n")
    if lines > FILE_LINES_MAX:
        yield f"{lines} lines, {FILE_LINES_MAX} at most: find the second concept in it"


DOORS = {
    source.room: source for source in SOURCES if source.is_door and source.path.count("/") == 1
}
RULES: list[Callable[[Source], Iterator[str]]] = [
    stays_out_of_other_rooms, declares_its_names, says_what_the_room_is_for, is_no_dumping_ground,
    leaves_nothing_open, imports_at_the_top, keeps_money_whole, explains_public_functions,
    types_public_functions, stays_short,
]  # fmt: skip
BAD = {
    stays_out_of_other_rooms: ("intake/a.py", "from zhanlian.evidence.store import connect\n"),
    declares_its_names: ("intake/a/__init__.py", '__all__ = ["b", "A"]\n'),
    says_what_the_room_is_for: ("intake/__init__.py", '"""comes in, goes out."""\n'),
    is_no_dumping_ground: ("intake/date_utils.py", ""),
    leaves_nothing_open: ("intake/a.py", "# TO" + "DO later\n"),
    imports_at_the_top: ("intake/a.py", "def f():\n    import json\n"),
    keeps_money_whole: ("intake/a.py", "held_fen = yuan / 100\n"),
    explains_public_functions: ("intake/a.py", "def f() -> None: ...\n"),
    types_public_functions: ("intake/a.py", "def f(a, *, b: int): ...\n"),
    stays_short: ("intake/a.py", "a = 1\n" * (FILE_LINES_MAX + 1)),
}


# --- tests ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule):
    complaints = [f"{s.path}: {said}" for s in SOURCES for said in rule(s)]
    assert not complaints, "\n" + "\n".join(complaints)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_can_fail(rule):
    assert list(rule(Source(*BAD[rule])))


@pytest.mark.parametrize(
    "line",
    [
        "import zhanlian.evidence",
        "from zhanlian import evidence",
        "from zhanlian.terms import minor_digits, UnknownCurrency",
    ],
)
def test_other_ways_past_a_door_are_seen(line):
    assert list(stays_out_of_other_rooms(Source("intake/a.py", line)))


@pytest.mark.parametrize(
    "line",
    ["fee_minor = 0.5", "f(a_fen=float(x))", "x_fen: float = 1", "def f(a_fen: float): ...",
     "x_fen /= 2"],
)  # fmt: skip
def test_other_ways_to_break_money_are_seen(line):
    assert list(keeps_money_whole(Source("intake/a.py", line)))


def test_inside_one_room_anything_goes():
    inside = Source("terms/a.py", "from zhanlian.terms.money import MINOR_DIGITS\n")
    assert not list(stays_out_of_other_rooms(inside))


def test_late_imports_still_need_their_exception():
    late = {source.path for source in SOURCES if late_import_lines(source)}
    assert set(LATE_IMPORTS) <= late, "remove the exceptions nobody needs any more"


def test_typical_file_is_short():
    lines = [source.text.count("\n") for source in SOURCES]
    assert statistics.median(lines) <= FILE_LINES_MEDIAN, "files grow: split the newest big one"


def test_nine_bodies_in_ten_are_short():
    sizes = sorted(
        (body_lines(function), f"{source.path}:{function.lineno} {function.name}")
        for source in SOURCES
        for function in functions_of(source.tree)
    )
    p90 = sizes[len(sizes) * 9 // 10]
    longest = "\n".join(f"{count} lines  {name}" for count, name in sizes[-10:])
    assert p90[0] <= BODY_LINES_P90, f"branch in the parent, compute in the leaf:\n{longest}"


def test_data_files_are_short():
    data = [file for kind in ("*.toml", "*.sql") for file in SRC.rglob(kind)]
    read = [file for file in data if CATALOGUES not in file.parts]
    long = [file.name for file in read if file.read_text("utf-8").count("\n") > FILE_LINES_MAX]
    assert not long, f"split by subject: {long}"


# --- the whole tree ---------------------------------------------------------------------------


def tracked_files() -> list[Path]:
    """What git tracks or would track; without git, every file outside hidden folders."""
    asked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPO, capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = asked.stdout.split("\0") if asked.returncode == 0 else []
    files = [REPO / name for name in names if name] or [
        file
        for file in REPO.rglob("*")
        if not any(part.startswith(".") or part == "__pycache__" for part in file.parts)
    ]
    return [file for file in files if file.is_file()]


def lines_matching(pattern: re.Pattern[str], file: Path) -> Iterator[str]:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.search(line):
            yield f"{file.relative_to(REPO)}:{number}: {line.strip()[:100]}"


def test_no_path_of_one_machine_is_tracked():
    found = [line for file in tracked_files() for line in lines_matching(MACHINE_PATH, file)]
    assert not found, "use a path relative to the repository:\n" + "\n".join(found)


def test_no_registry_address_is_tracked():
    files = [file for file in tracked_files() if file != Path(__file__)]
    found = [line for file in files for line in lines_matching(REGISTRY, file)]
    assert not found, "the installer's settings name the registry:\n" + "\n".join(found)


def test_no_lock_with_addresses_is_tracked():
    named = {"uv.lock", "poetry.lock", "pylock.toml"} & {file.name for file in tracked_files()}
    assert not named, f"{named} hold download addresses: make lock writes the locks we keep"


# --- refusals ---------------------------------------------------------------------------------


def refusals() -> list[type]:
    """Every refusal class of src, all rooms loaded."""
    for module in pkgutil.walk_packages(zhanlian.__path__, "zhanlian."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [kind for kind in refusal_classes() if kind.__module__.startswith("zhanlian.")]


def test_refusal_codes_are_unique():
    codes = [kind.code for kind in refusals()]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    assert not twice, f"give each refusal its own code: {twice}"


def test_every_refusal_has_its_page_heading():
    page = REPO / "docs" / "refusals.md"
    headings = set(re.findall(r"^#+ +(ZL-[A-Z]+-\d{3})\b", page.read_text("utf-8"), re.MULTILINE))
    codes = {kind.code for kind in refusals()}
    assert headings == codes, f"run `make docs`: differing codes {sorted(headings ^ codes)}"
