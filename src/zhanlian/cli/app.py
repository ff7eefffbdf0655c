"""The app: its verbs, the language of its help, and what happens when something goes wrong.

keeps  a refusal prints its sentence, place, cause and next step, never a traceback; our own
       faults say that they are ours and exit with 70
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import typer

from zhanlian.cli import (
    holding,
    judging,
    looking,
    making,
    papers,
    proving,
    returning,
    screening,
    serving,
    statutes,
    walking,
    warning,
)
from zhanlian.cli.encode import SHAPE_KEY
from zhanlian.cli.options import FAULT
from zhanlian.cli.words import LANGUAGES, Words, choose_language, load_words
from zhanlian.terms import Refusal

app = typer.Typer(name="zhanlian", no_args_is_help=True, pretty_exceptions_enable=False)

VERBS: dict[str, Callable[..., None]] = {
    "new": making.new,
    "add": making.add,
    "run": making.run,
    "demo": making.demo,
    "check": looking.check,
    "map": judging.map_,
    "decide": judging.decide,
    "trace": looking.trace,
    "layers": looking.layers,
    "next": looking.next_,
    "freeze": looking.freeze,
    "alert": walking.alert,
    "where": walking.where,
    "expand": walking.expand,
    "patterns": walking.patterns,
    "why": looking.why,
    "verify": proving.verify,
    "undo": judging.undo,
    "plan-return": returning.plan_return,
    "objections": returning.objections,
    "pay": returning.pay,
    "loss": returning.loss,
    "screen": screening.screen,
    "entities": screening.entities,
    "classify": warning.classify,
    "bulletin": warning.bulletin,
    "assets": holding.assets,
    "measures": holding.measures,
    "confiscate": holding.confiscate,
    "restitution": holding.restitution,
    "execute": holding.execute,
    "docs": proving.docs,
    "serve": serving.serve,
}
for name, verb in VERBS.items():
    app.command(name)(verb)
FAMILIES: dict[str, typer.Typer] = {  # verbs that have verbs of their own
    "law": statutes.law,
    "papers": papers.papers,
    "admin": serving.admin,
    "audit": serving.audit,
}
for name, family in FAMILIES.items():
    app.add_typer(family, name=name)


class CannotGoOn(Refusal):
    """The computer could not read or write something."""

    code = "ZL-CLI-001"

    def __init__(self, error: OSError) -> None:
        super().__init__(
            "The computer could not read or write a file.",
            where=str(error.filename or "unknown"),
            why=error.strerror or str(error),
            do_next="check space and permissions there, then run the command again",
        )


def main() -> None:
    """Run the command line of this process."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status."""
    words = load_words(_language(arguments))
    if not arguments or "--help" in arguments:
        _speak_panels(words)
    try:
        speaking(words)(args=list(arguments), prog_name="zhanlian")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except Refusal as refused:
        return _refuse(refused, words, as_json="--json" in arguments)
    except OSError as error:
        return _refuse(CannotGoOn(error), words, as_json="--json" in arguments)
    except Exception:  # noqa: BLE001  the face meets the world: our fault is said as ours
        print(words("refused.fault"), file=sys.stderr)  # noqa: T201
        traceback.print_exc()
        return FAULT
    return 0


def speaking(words: Words) -> Any:
    """The command tree, with every help text in the language of ``words``."""
    tree: Any = typer.main.get_command(app)
    tree.help = words("help.zhanlian")
    _speak(tree, words, "help")
    return tree


def _speak(command: Any, words: Words, group: str) -> None:
    """Give a command's options, and its own commands, their help texts."""
    for parameter in command.params:
        parameter.help = words(f"option.{parameter.name}")
    command.get_help_option(typer.Context(command)).help = words("option.help")
    for each in getattr(command, "commands", {}).values():
        each.help = words(f"{group}.{each.name}")
        _speak(each, words, f"{group}-{each.name}")


def _speak_panels(words: Words) -> None:
    """Titles of the boxes of a help page; loaded only where one is drawn."""
    from typer import rich_utils

    for name in ("Arguments", "Options", "Commands"):
        setattr(rich_utils, f"{name.upper()}_PANEL_TITLE", words(f"panel.{name}"))


def _language(arguments: Sequence[str]) -> str:
    """The language of help and refusals; a wrong one is refused later, by its command."""
    said = ""
    for number, each in enumerate(arguments):
        if each.startswith("--lang="):
            said = each.removeprefix("--lang=")
        elif each == "--lang" and number + 1 < len(arguments):
            said = arguments[number + 1]
    return choose_language(said if said in LANGUAGES else "")


def _refuse(refused: Refusal, words: Words, *, as_json: bool) -> int:
    status = refused.exit_status
    if as_json:
        body = {SHAPE_KEY: "refusal/1", **refused.to_json(), "exit_status": status}
        print(json.dumps(body, ensure_ascii=False, indent=2))  # noqa: T201  the answer
        return status
    print(say_refusal(refused, words), file=sys.stderr)  # noqa: T201
    return status


def say_refusal(refused: Refusal, words: Words) -> str:
    """A refusal as a person sees it; in Chinese its headline stands first."""
    headline = words.value("refusal", refused.code)
    if headline == refused.code:
        return str(refused)
    facts = (
        ("said", refused.sentence),
        ("where", refused.where),
        ("why", refused.why),
        ("next", refused.do_next),
    )
    lines = [f"  {words(f'refused.{name}')}  {text}" for name, text in facts]
    return "\n".join([f"{refused.code}  {headline}", *lines])
