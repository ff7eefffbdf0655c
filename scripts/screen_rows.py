"""Rows the screening model learns from: texts with label, type, group, source and weight.

in     scripts/screening_texts (our own words), and under the shared data: screen-templates-dev
       (ours), teleantifraud-dialogues-dev (Apache-2.0), sms-spam-uci-dev (CC BY 4.0)
out    ``Row`` s, the same for the same files
keeps  every fill of a template is in the template's group: a split by group never shows a
       wording on both sides; the hand-written challenge texts are not read here
"""

# ruff: noqa: INP001  scripts, not a package
import gzip
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

OWN = Path(__file__).parent / "screening_texts"
NONE = "none"
FILLS = 5
SPOKEN_SHARE = 0.3
SPOKEN_WEIGHT = 0.5  # a copy in other letters, beside the template's whole weight of 1
SLOT = re.compile(r"\{(\w+)\}")
EVIDENCE = re.compile(r"\[[BGCL]:([^\[\]]*)\]")
CALL_TYPES = {
    "投资诈骗": "fake_investment",
    "客服诈骗": "fake_cs_logistics",
    "钓鱼诈骗": "phishing_link",
    "身份盗窃": "phishing_link",
    "邮件诈骗": "phishing_link",
    "银行诈骗": "phishing_link",
    "彩票诈骗": "prize_subsidy",
    "绑架诈骗": "kidnap_virtual",
}
CALL_CHARACTERS = 280
CALLS_PPM, CALL_WEIGHT = 220_000, 0.1
HAM_WEIGHT, SPAM_WEIGHT = 0.05, 0.15
MILLION = 1_000_000


class Row(NamedTuple):
    """One text. ``type`` is "none" for harmless ones, "" where fraud of no known type."""

    text: str
    type: str
    group: str
    source: str
    weight: float

    @property
    def is_fraud(self) -> bool:
        """Whether it is a trick."""
        return self.type != NONE


def read_rows(shared: Path, *, seed: int) -> list[Row]:
    """Every row, in a fixed order."""
    data = shared / "data"
    return [
        *own_rows(seed),
        *template_rows(data / "screen-templates-dev" / "templates.json", seed),
        *call_rows(data / "teleantifraud-dialogues-dev" / "dialogues.jsonl.gz", seed),
        *english_rows(data / "sms-spam-uci-dev" / "sms.tsv.gz"),
    ]


def own_rows(seed: int) -> Iterator[Row]:
    """Our own texts, each filled a few times."""
    slots = tomllib.loads((OWN / "slots.toml").read_text("utf-8"))
    for file in sorted(OWN.glob("*-*.toml")):
        is_harmless = file.stem.startswith("harmless")
        for source, kind, texts in _sections(tomllib.loads(file.read_text("utf-8"))):
            for number, text in enumerate(texts):
                group = f"{source}.{file.stem}.{kind}.{number}"
                label = NONE if is_harmless else kind
                yield from _filled(text, slots, (label, group, source), seed)


def _sections(table: dict[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    for kind, texts in table.items():
        if isinstance(texts, dict):
            yield from ((f"own-{kind}", inner, held) for inner, held in texts.items())
        else:
            yield "own", kind, texts


def template_rows(file: Path, seed: int) -> Iterator[Row]:
    """The project's first templates, evidence marks taken off."""
    held = json.loads(file.read_text("utf-8"))
    kinds = [*held["types"].items(), (NONE, held["benign"])]
    for kind, texts in kinds:
        for number, text in enumerate(texts):
            mark = (kind, f"templates.{kind}.{number}", "templates")
            yield from _filled(EVIDENCE.sub(r"\1", text), held["slots"], mark, seed)


def _filled(
    text: str, slots: dict[str, list[str]], mark: tuple[str, str, str], seed: int
) -> Iterator[Row]:
    label, group, source = mark
    random = Random(f"{seed}.{group}")  # noqa: S311  fillers, not secrets
    fills = list(dict.fromkeys(fill(text, slots, random) for _ in range(FILLS)))
    for each in fills:
        yield Row(each, label, group, source, 1 / len(fills))
    for spell in (spelled, same_sound):
        yield Row(spell(fills[0], random), label, group, f"{source}-hidden", SPOKEN_WEIGHT)


@cache
def _sounds() -> dict[str, tuple[str, str]]:
    """Every character's syllable, and the characters that sound the same."""
    lines = (files("zhanlian.screening") / "data" / "pinyin.txt").read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines)
    return {mark: (syllable, same) for syllable, same in pairs for mark in same}


def spelled(text: str, random: Random) -> str:
    """The text with some characters spelled in Latin letters."""
    return "".join(
        _sounds()[mark][0] if mark in _sounds() and random.random() < SPOKEN_SHARE else mark
        for mark in text
    )


def same_sound(text: str, random: Random) -> str:
    """The text with some characters replaced by others that sound the same."""
    return "".join(
        random.choice(_sounds()[mark][1])
        if mark in _sounds() and random.random() < SPOKEN_SHARE
        else mark
        for mark in text
    )


def fill(text: str, slots: dict[str, list[str]], random: Random) -> str:
    """A template with every slot filled; fillers may hold slots."""
    while SLOT.search(text):
        text = SLOT.sub(lambda slot: random.choice(slots[slot.group(1)]), text, count=1)
    return text


def call_rows(file: Path, seed: int) -> Iterator[Row]:
    """A sample of calls, the caller's words only; a file of the collection is a group."""
    random = Random(seed)  # noqa: S311  a sample
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            call = json.loads(line)
            if random.random() * MILLION < CALLS_PPM:
                text = "。".join(call["left"])[:CALL_CHARACTERS]
                label = CALL_TYPES[call["type"]] if call["label"] else NONE
                yield Row(text, label, f"calls.{call['id']}", "calls", CALL_WEIGHT)


def english_rows(file: Path) -> Iterator[Row]:
    """English messages; the collection's spam is fraud of no type of ours."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        next(lines)
        for number, line in enumerate(lines):
            kind, text = line.rstrip("\n").split("\t", 1)
            is_spam = kind == "spam"
            weight = SPAM_WEIGHT if is_spam else HAM_WEIGHT
            yield Row(text, "" if is_spam else NONE, f"sms.{number}", "sms", weight)
