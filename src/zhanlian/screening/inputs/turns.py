"""Turns: who said what, out of a chat export or the transcript of a call.

in     text as WeChat, QQ, WhatsApp and recorders write it
out    ``Turn`` per message, with its place in the text
keeps  places are those of the text as given; a text that is no chat has no turns
"""

import re
from dataclasses import dataclass

__all__ = ["Turn", "read_turns"]

STAMP = r"\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?,?\s+(?:[上下]午)?\d{1,2}:\d{2}(?::\d{2})?"
SHORT = r"\d{1,2}/\d{1,2}/\d{2,4},?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[APap][Mm])?"
NAME = r"[^\n:：\d][^\n:：]{0,23}"
HEADS = (
    re.compile(rf"^(?P<at>{STAMP})\s+(?P<who>{NAME}?)(?:\(\d+\)|<[^>\n]+>)?[ \t]*\n", re.MULTILINE),
    re.compile(rf"^(?P<who>{NAME}?)[ \t]+(?P<at>{STAMP})[ \t]*\n", re.MULTILINE),
    re.compile(
        rf"^\[?(?P<at>{STAMP}|{SHORT})\]?(?:\s*-)?\s+(?P<who>{NAME}?)[:：][ \t]*", re.MULTILINE
    ),
    re.compile(rf"^(?P<at>)(?P<who>{NAME}?)[:：][ \t]*", re.MULTILINE),
)
SPEAKERS_LEAST, TURNS_LEAST = 1, 2


@dataclass(frozen=True, slots=True)
class Turn:
    """One message: ``text`` stands at ``start``..``end``; ``at`` as written, or empty."""

    who: str
    at: str
    start: int
    end: int
    text: str


def read_turns(text: str) -> tuple[Turn, ...]:
    r"""The messages of a chat, in order; none where the text does not begin as one.

    Examples
    --------
    >>> [(turn.who, turn.text) for turn in read_turns("客服：您好\n我：你是谁")]
    [('客服', '您好'), ('我', '你是谁')]
    """
    for head in HEADS:
        found = list(head.finditer(text))
        if len(found) >= TURNS_LEAST and not text[: found[0].start()].strip():
            return _turns(text, found)
    return ()


def _turns(text: str, found: list[re.Match[str]]) -> tuple[Turn, ...]:
    ends = [each.start() for each in found[1:]] + [len(text)]
    turns = []
    for head, end in zip(found, ends, strict=True):
        said = text[head.end() : end].rstrip()
        turns.append(
            Turn(head["who"].strip(), head["at"], head.end(), head.end() + len(said), said)
        )
    return tuple(turns)
