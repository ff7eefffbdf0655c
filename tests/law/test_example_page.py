"""The worked example: the sample case assessed, printed in Chinese and in English.

To write the page anew: ZHANLIAN_WRITE_PAGES=1 pytest tests/law/test_example_page.py
"""

import os
from pathlib import Path

from zhanlian.law import assess, law_book, linkage, offences, read_situation, sentencing

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "law" / "sample-case.toml"
PAGE = ROOT / "docs" / "law-example.md"
HEAD = """# A worked example: five places of the chain

<!-- Made by tests/law/test_example_page.py; change the data, the rules or the facts. -->

The facts are `examples/law/sample-case.toml`; people, places and numbers are invented. Three verbs
print what follows, each in Chinese and in English:

    zhanlian law assess examples/law/sample-case.toml
    zhanlian law linkage examples/law/sample-case.toml --person B1
    zhanlian law sentence examples/law/sample-case.toml --person C1 --offence fraud --tier huge
"""
TITLES = {"zh": "中文", "en": "English"}


def printed(lang):
    situation, book = read_situation(EXAMPLE), law_book()
    yield "assess", offences.assessment_lines(assess(situation), lang, law=book)
    matter = linkage.matter_of(situation, situation.person("B1"), book)
    yield "linkage", linkage.linkage_lines(linkage.linkage_answers(matter), lang)
    charge = sentencing.charge_of(
        situation, situation.person("C1"), offence="fraud", tier="huge", law=book
    )
    yield "sentence", sentencing.worksheet_lines(sentencing.worksheet(charge), lang)


def page():
    parts = [HEAD]
    for lang, title in TITLES.items():
        parts.append(f"\n## {title}\n")
        for verb, lines in printed(lang):
            body = "\n".join(line.rstrip() for line in lines)
            parts.append(f"\n### `law {verb}`\n\n```text\n{body}\n```\n")
    return "".join(parts)


def test_the_example_is_printed_as_the_page_says():
    if os.environ.get("ZHANLIAN_WRITE_PAGES"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


def test_both_languages_print_the_same_lines():
    for (verb, zh), (_, en) in zip(printed("zh"), printed("en"), strict=True):
        assert len(zh) == len(en), verb
