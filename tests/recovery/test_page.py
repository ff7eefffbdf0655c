"""The page for officers: its commands run in their order, its figures are what they print."""

import re
import shlex
from pathlib import Path

from zhanlian.recovery.procedure import refusals
from zhanlian.terms import Refusal

PAGE = Path(__file__).resolve().parents[2] / "docs" / "recovery.md"
COMMANDS = re.compile(r"^zhanlian (?P<words>[^#\n]*)(?:# (?P<code>\S+))?$", re.MULTILINE)


def test_the_pages_commands_and_figures_hold(own_example, run_cli):
    text = PAGE.read_text(encoding="utf-8")
    printed = ""
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for command in COMMANDS.finditer(block):
            words = shlex.split(command["words"].replace("CASE", str(own_example)))
            status, out, err = run_cli(*words, "--lang", "en")
            assert (status == 2) == bool(command["code"]), f"{words}: {out}{err}"
            assert (command["code"] or "") in err
            printed += out
    told = re.findall(r"^\| [^|]+ \| (\d[\d,.-]*|C proportional) \|$", text, re.MULTILINE)
    assert len(told) == 7
    for figure in [*told, "2024-04-10", "2024-04-11"]:
        assert figure in printed, figure


def test_every_refusal_it_names_exists():
    text = PAGE.read_text(encoding="utf-8")
    known = {
        each.code for each in vars(refusals).values()
        if isinstance(each, type) and issubclass(each, Refusal)
    }  # fmt: skip
    named = set(re.findall(r"ZL-RECOVERY-\d+", text))
    assert named
    assert named <= known
