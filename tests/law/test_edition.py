"""The edition that ships: every citation resolves, every doubt is said, every sentence exists."""

import ast
import re
from pathlib import Path

import zhanlian
from zhanlian.law import law_book
from zhanlian.law.checking import check_law
from zhanlian.law.saying import LANGUAGES, catalogue, say_value

LAW = Path(zhanlian.__file__).parent / "law"
KEY = re.compile(r"[a-z_0-9]+(?:\.[a-z_0-9]+)+")


def test_the_edition_has_no_fault():
    assert check_law(law_book()) == []


def test_every_value_can_be_said_in_both_languages():
    for parameter in law_book().parameters.values():
        for value in parameter.values:
            for lang in LANGUAGES:
                line = say_value(value, lang)
                assert parameter.name in line
                assert str(value.cites[0]) in line


def step_keys(file):
    """First arguments of ``Step(...)`` that are whole texts."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Step") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and KEY.fullmatch(str(first.value)):
                yield str(first.value)


def test_every_sentence_that_the_rules_name_exists():
    said = catalogue("zh")
    missing = {
        f"{file.relative_to(LAW)}: {key}"
        for file in LAW.rglob("*.py")
        for key in step_keys(file)
        if key not in said
    }
    assert not missing
