"""alert, where, expand, patterns on the example case: both languages, masks, refusals."""

import json
import re

import pytest

from zhanlian.cli.words import load_words
from zhanlian.tracing import expansion, patterns

L1, L1_CARD = "0009B0000000201", "9999990000000002010"
PAID = ("--at", "2024-03-05 14:05:30", "--amount", "80000.00")
ALERT = ("alert", L1_CARD, *PAID)
WHERE = ("where", "V1-1")
EXPAND = ("expand", L1, "--at", "2024-03-05 14:00:00")
PATTERNS = ("patterns",)


def asked(run_cli, folder, arguments, *more):
    status, said, heard = run_cli(arguments[0], folder, *arguments[1:], *more)
    assert status == 0, heard
    return said


ENGLISH = {
    word
    for name in ("walk", "walk_stop", "walk_cut", "walk_pattern")
    for text in load_words("en").columns(name).values()
    for word in re.findall(r"[a-z]{4,}", text)
}
IDS = re.compile(r"T:\S*|docs/\S+|[\w@]*[:_]\w+")  # figures, pages, accounts with a kind


@pytest.mark.parametrize("arguments", [ALERT, WHERE, EXPAND, PATTERNS], ids=lambda each: each[0])
def test_chinese_answers_hold_no_english_word(run_cli, example, arguments):
    said = IDS.sub("", asked(run_cli, example, arguments, "--lang", "zh"))
    assert not set(re.findall(r"[A-Za-z]+", said)) & ENGLISH


def test_an_alert_loses_no_fen(run_cli, example):
    found = json.loads(asked(run_cli, example, ALERT, "--json"))
    assert sum(place["amount_minor"] for place in found["places"]) == found["amount_minor"]
    assert [place["rank_no"] for place in found["places"]] == list(
        range(1, len(found["places"]) + 1)
    )
    ends = [place["is_end"] for place in found["places"]]
    assert ends == sorted(ends), "accounts stand before ends"


def test_what_lies_at_the_ends_of_the_ways_is_the_payment(run_cli, example):
    for method in ("fifo", "lifo", "pro-rata", "direct"):
        found = json.loads(asked(run_cli, example, WHERE, "--method", method, "--json"))
        assert sum(path["amount_minor"] for path in found["paths"]) == found["amount_minor"]
        assert found["amount_minor"] == 5_000_000


def test_every_row_of_an_expansion_has_its_parent_a_hop_before(run_cli, example):
    found = json.loads(asked(run_cli, example, EXPAND, "--json"))
    hop = {row["transfer"]: row["hop"] for row in found["rows"]}
    assert hop
    for row in found["rows"]:
        assert row["hop"] == 1 or hop[row["parent"]] == row["hop"] - 1


def test_every_pattern_opens(run_cli, example):
    hits = json.loads(asked(run_cli, example, PATTERNS, "--json"))["patterns"]
    assert hits
    for hit in hits:
        said = json.loads(asked(run_cli, example, ("why", hit["figure"]), "--json"))
        assert hit["transfer_count"] == len(hit["transfers"])
        assert said["zhanlian"] == "explanation/1"
        assert hit["limits"]


def test_every_stop_cut_and_pattern_has_words_in_both_languages():
    for lang in ("zh", "en"):
        words = load_words(lang)
        assert set(words.columns("walk_stop")) == {str(each) for each in expansion.Stop}
        assert set(words.columns("walk_cut")) == {str(each) for each in expansion.Why}
        assert set(words.columns("walk_pattern")) == {str(each) for each in patterns.Pattern}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("alert", "000", *PAID), "ZL-DESK-021"),
        (("alert", L1_CARD, "--at", "yesterday", "--amount", "1"), "ZL-DESK-008"),
        (("alert", L1_CARD, "--at", "2024-03-05", "--amount", "1.005"), "ZL-DESK-022"),
        (("where", "V9-9"), "ZL-DESK-023"),
        (("patterns", "--pattern", "fans"), "ZL-DESK-024"),
        (("expand", L1, "--at", "2024-03-05", "--hops", "65"), "ZL-TRACE-061"),
    ],
)
def test_what_means_nothing_is_refused(run_cli, example, arguments, code):
    status, _, heard = run_cli(arguments[0], example, *arguments[1:])
    assert status == 2
    assert code in heard
