"""docs/lineage.md runs: every example gives what the page says it gives."""

import doctest
import re
from pathlib import Path

from zhanlian.cli.app import VERBS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "lineage.md").read_text(encoding="utf-8")


def test_every_example_gives_what_the_page_says():
    text = re.sub(r"^```.*$", "", PAGE, flags=re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest(text, {}, "lineage.md", "lineage.md", 0)
    told: list[str] = []
    runner = doctest.DocTestRunner()
    failed, tried = runner.run(examples, out=told.append)
    assert tried == PAGE.count(">>>")
    assert not failed, "".join(told)


def test_every_verb_of_the_page_is_one():
    verbs = re.findall(r"`zhanlian (\w+)", PAGE)
    assert set(verbs) <= set(VERBS)
    assert {"alert", "where", "expand", "why"} <= set(verbs)
