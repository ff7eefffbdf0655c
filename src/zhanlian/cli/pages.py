"""Pages: the docs that are made from the program itself, so that they cannot drift.

in     table declarations, refusal classes, the command tree, the JSON shapes
out    name -> text of docs/tables.md, refusals.md, cli.md and json.md
keeps  the same program gives the same bytes; `zhanlian docs --check` compares
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from dataclasses import fields, is_dataclass
from types import ModuleType
from typing import Any, get_args, get_type_hints

import zhanlian
from zhanlian.cli.words import load_words
from zhanlian.evidence import TABLES
from zhanlian.terms import Refusal, refusal_classes

MADE = "<!-- Made by `zhanlian docs`; change the program, not this page. -->\n\n"


def make_pages() -> dict[str, str]:
    """Every generated page by its name."""
    return {
        "tables.md": tables_page(),
        "refusals.md": refusals_page(),
        "cli.md": cli_page(),
        "json.md": json_page(),
        "facts.md": facts_page(),
    }


def tables_page() -> str:
    """Every table of a case, as it is declared."""
    head = (
        "# Tables of a case\n\n" + MADE + "Amounts are whole minor units (1 yuan = 100 fen), "
        "moments are microseconds UTC.\nRead them in a notebook: "
        '`zl.open("CASE").table("transfer").polars()`.\n\n'
    )
    return head + "\n".join(each.page() for each in TABLES)


def refusals_page() -> str:
    """Every refusal by code: what it says in both languages, where it is raised, what to do."""
    load_every_room()
    kinds = [kind for kind in refusal_classes() if kind.__module__.startswith("zhanlian.")]
    head = (
        "# Refusals\n\n" + MADE + "What the program says when it cannot do what was asked. "
        "`…` stands for the facts of the case.\n"
    )
    return head + "".join(_refusal_entry(kind) for kind in kinds)


def load_every_room() -> None:
    """Import every module, so that every refusal class is known."""
    for module in pkgutil.walk_packages(zhanlian.__path__, "zhanlian."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _refusal_entry(kind: type[Refusal]) -> str:
    zh = load_words("zh").value("refusal", kind.code)
    said = _said_by(kind)
    rows = "".join(f"- {name}: {said[name]}\n" for name in ("where", "why", "next") if said[name])
    return (
        f"\n## {kind.code} {kind.__name__}\n\n{inspect.getdoc(kind)}\n\n"
        f"> {said['sentence']}\n>\n> {zh}\n\n{rows}- exit status: {kind.exit_status}\n"
    )


def _said_by(kind: type[Refusal]) -> dict[str, str]:
    """The skeletons in the class's own call of ``super().__init__``."""
    said = dict.fromkeys(("sentence", "where", "why", "next"), "")
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(".__init__"):
            if call.args:
                said["sentence"] = _skeleton(call.args[0])
            for word in call.keywords:
                name = "next" if word.arg == "do_next" else str(word.arg)
                said[name] = _skeleton(word.value)
    return said


def _skeleton(text: ast.expr) -> str:
    if isinstance(text, ast.Constant):
        return str(text.value)
    if isinstance(text, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "…" for part in text.values
        )
    if isinstance(text, ast.BinOp):
        return _skeleton(text.left) + _skeleton(text.right)
    return "…"


def cli_page() -> str:
    """Every verb with its help in both languages and its options."""
    from zhanlian.cli.app import speaking

    zh, en = load_words("zh"), load_words("en")
    statuses = inspect.getdoc(importlib.import_module("zhanlian.cli")) or ""
    head = (
        "# The command line\n\n" + MADE + f"{en('help.zhanlian')}\n\n{zh('help.zhanlian')}\n\n"
        f"{statuses[statuses.index('Exit status') :]}\n\n"
        "Every verb takes `--lang zh|en`; those that answer take `--json` (docs/json.md), and "
        "those that show people or accounts take `--mask`.\n"
    )
    verbs = speaking(en).commands
    return head + "".join(_verb_entry(name, verb) for name, verb in verbs.items())


def _verb_entry(name: str, command: Any, *, group: str = "help") -> str:
    zh, en = load_words("zh"), load_words("en")
    key = f"{group}.{name.rpartition(' ')[2]}"
    inner = getattr(command, "commands", {})
    if inner:
        head = f"\n## {name}\n\n{en(key)}\n\n{zh(key)}\n"
        return head + "".join(
            _verb_entry(f"{name} {each}", verb, group=f"{group}-{name}")
            for each, verb in inner.items()
        )
    usage = " ".join(["zhanlian", name, *(_usage(each) for each in command.params)])
    rows = "".join(
        f"| `{_spelling(each)}` |".replace("zh|en", "zh\\|en")
        + f" {en(f'option.{each.name}')} | {zh(f'option.{each.name}')} |\n"
        for each in command.params
    )
    return (
        f"\n## {name}\n\n{en(key)}\n\n{zh(key)}\n\n"
        f"    {usage}\n\n| | | |\n| --- | --- | --- |\n{rows}"
    )


def facts_page() -> str:
    """Every fact that a legal rule asks for, with its type and question."""
    from zhanlian.law import vocabulary

    head = (
        "# Facts\n\n" + MADE + "What `zhanlian law assess` can be told of a person, and how. "
        'Whatever is not said, or said as `"unknown"`,\nis unknown: never zero, never no. The '
        "form of the file is in [law.md](law.md).\n\n| key | type | question | 问题 |\n"
        "| --- | --- | --- | --- |\n"
    )
    rows = [
        f"| `{each.key}` | {each.type}{_choices(each.choices)} | {each.en} | {each.zh} |\n"
        for each in vocabulary().values()
    ]
    return head + "".join(rows)


def _choices(choices: tuple[str, ...]) -> str:
    return f": {', '.join(choices)}" if choices else ""


def _spelling(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    names = "/".join([*parameter.opts, *parameter.secondary_opts])
    return f"{names} {parameter.metavar}" if parameter.metavar else names


def _usage(parameter: Any) -> str:
    spelling = _spelling(parameter)
    return spelling if parameter.required else f"[{spelling}]"


def json_page() -> str:
    """Every JSON shape: its name with version, its fields and their meaning."""
    from zhanlian.cli.shapes import PARTS, SHAPES

    head = (
        "# JSON\n\n" + MADE + 'Every answer is one object whose `"zhanlian"` says the shape and '
        "its version.\n`*_minor` are whole minor units of the currency beside them, `*_at` are "
        "microseconds UTC,\nempty texts mean not known. A shape's version grows when a field "
        "changes its meaning or goes.\n"
    )
    parts, seen = [head], set()
    waiting: list[type] = []
    for shape, (meaning, body) in SHAPES.items():
        parts.append(f"\n## {shape}\n\n{meaning}\n")
        if isinstance(body, dict):
            parts.append("\n| field | type | meaning |\n| --- | --- | --- |\n")
            parts += [f"| {name} | {kind} | {said} |\n" for name, (kind, said) in body.items()]
        else:
            parts.append(f"\nFields: [{body.__name__}](#{body.__name__.lower()}).\n")
            waiting.append(body)
    parts.append("\n# Parts\n")
    waiting.extend(PARTS)
    while waiting:
        kind = waiting.pop(0)
        if kind not in seen:
            seen.add(kind)
            parts.append(_part_entry(kind))
            waiting.extend(_inner(kind))
    return "".join(parts)


def _part_entry(kind: type) -> str:
    meanings = field_meanings(kind)
    first = (inspect.getdoc(kind) or "").splitlines()[0]
    rows = "".join(
        f"| {each.name} | {_type_text(each.type)} | {meanings[each.name]} |\n"
        for each in fields(kind)
    )
    return (
        f"\n## {kind.__name__}\n\n{first}\n\n"
        f"| field | type | meaning |\n| --- | --- | --- |\n{rows}"
    )


def field_meanings(kind: type) -> dict[str, str]:
    """``name : meaning`` lines of a shape's docstring."""
    lines = (inspect.getdoc(kind) or "").splitlines()
    return {
        name.strip(): meaning.strip()
        for name, mark, meaning in (line.partition(" : ") for line in lines)
        if mark
    }


def _inner(kind: type) -> list[type]:
    """Shapes inside a shape, in order."""
    found: list[type] = []
    module: ModuleType | None = inspect.getmodule(kind)
    for hint in get_type_hints(kind, vars(module) if module else None).values():
        inside = (hint, *get_args(hint))
        found += [each for each in inside if isinstance(each, type) and is_dataclass(each)]
    return found


def _type_text(text: object) -> str:
    said = str(text).replace("tuple[", "list[").replace(", ...]", "]").replace("str", "text")
    return said.replace(" | None", " or null").replace("Any", "object")
