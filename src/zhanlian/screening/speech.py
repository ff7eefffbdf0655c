"""Speech acts: whether a text plays a trick, warns of one, reports one, or asks about one.

in     the normal form of a text, and the signals found in it
out    ``Heard`` per signal: what is left of its weight, and why; whether the text tells nothing
keeps  a cue lowers only what its scope covers (clause, sentence, text); a request that the reader
       can act on keeps its weight, or tricksters would add a warning to theirs

The problem: "any call that wants you to move money to a safe account is a scam" holds every word
of the trick. The smallest hard case is "do not tell anyone the code, tell it to me": so a clause
that asks something of the reader, towards a link, a number or "me", is never excused.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from zhanlian.screening.signals import SignalHit

__all__ = ["Act", "Heard", "Speech", "hear"]

SENTENCE_ENDS = re.compile(r"[。！？!?;\n]+")
CLAUSE_ENDS = re.compile(r"[。！？!?;\n,、:]+")
IN_FULL = 1.0


class Act(StrEnum):
    """What a stretch of text does."""

    SAID = "said"
    WARNED = "warned"
    REPORTED = "reported"
    NOTICED = "noticed"
    ASKED = "asked"
    NARRATED = "narrated"


class Scope(StrEnum):
    """How far a cue reaches."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Cue:
    """One rule: words that say what the text around them does."""

    act: Act
    scope: Scope
    factor: float
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lowered:
    """A stretch in which signals keep only ``factor`` of their weight."""

    act: Act
    scope: Scope
    factor: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A signal as meant: its hit, the share of its weight that is left, and the act."""

    hit: SignalHit
    factor: float
    act: Act

    @property
    def weight(self) -> float:
        """The signal's weight here."""
        return self.hit.signal.weight * self.factor


@dataclass(frozen=True, slots=True)
class Speech:
    """A text's signals as meant, the acts found, and whether it names no matter at all."""

    heard: tuple[Heard, ...]
    acts: frozenset[Act]
    is_vague: bool


@dataclass(frozen=True, slots=True)
class SpeechRules:
    """The rules' file, read."""

    cues: tuple[Cue, ...]
    asks: frozenset[str]
    to_me: re.Pattern[str]
    narrated: re.Pattern[str]
    not_narrated: re.Pattern[str]
    vague: re.Pattern[str]
    vague_length_max: int


@cache
def speech_rules() -> SpeechRules:
    """The rules that come with the package."""
    file = files("zhanlian.screening") / "data" / "speech.toml"
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    return SpeechRules(
        cues=tuple(
            Cue(Act(row["act"]), Scope(row["scope"]), row["factor"], re.compile(row["pattern"]))
            for row in said["cues"]
        ),
        asks=frozenset(said["asks"]),
        to_me=re.compile(said["to_me"]),
        narrated=re.compile(said["narrated"]),
        not_narrated=re.compile(said["not_narrated"]),
        vague=re.compile(said["vague"]["pattern"]),
        vague_length_max=said["vague"]["length_max"],
    )


def hear(text: str, hits: list[SignalHit], *, has_target: bool) -> Speech:
    """What the signals of a text weigh once it is known what the text does with them.

    Parameters
    ----------
    text : str
        The normal form.
    hits : list[SignalHit]
        Its signals.
    has_target : bool
        Whether it names somewhere to go: an unknown link, a group, an account.
    """
    rules = speech_rules()
    is_narrated = rules.narrated.search(text) and not rules.not_narrated.search(text)
    stretches = [] if is_narrated else list(_stretches(text, rules))
    own = [each for each in stretches if each.scope is Scope.CLAUSE]
    heard = []
    for hit in hits:
        covering = [each for each in stretches if _covers(each, hit)]
        if _is_asked_of_reader(text, hit, own, has_target=has_target):
            covering = []
        lowest = min(covering, key=lambda each: each.factor, default=None)
        if lowest is None:
            heard.append(Heard(hit, IN_FULL, Act.SAID))
        else:
            heard.append(Heard(hit, lowest.factor, lowest.act))
    is_vague = len(text) <= rules.vague_length_max and rules.vague.search(text) is not None
    acts = {Act.NARRATED} if is_narrated else {each.act for each in stretches}
    return Speech(tuple(heard), frozenset(acts), is_vague)


def _covers(stretch: Lowered, hit: SignalHit) -> bool:
    """Whether a stretch lowers a hit: one that ends in it. A notice excuses no hard signal."""
    is_excused = stretch.act is Act.NOTICED and hit.signal.is_hard
    return stretch.start < hit.end <= stretch.end and not is_excused


def _is_asked_of_reader(text: str, hit: SignalHit, own: list[Lowered], *, has_target: bool) -> bool:
    """Whether the hit asks the reader for something, in a clause that does not itself warn."""
    rules = speech_rules()
    if hit.signal.id not in rules.asks or any(_covers(each, hit) for each in own):
        return False
    start, end = _around(text, hit.end - 1, CLAUSE_ENDS)
    return has_target or rules.to_me.search(text, start, end) is not None


def _stretches(text: str, rules: SpeechRules) -> Iterator[Lowered]:
    for cue in rules.cues:
        if cue.scope is Scope.TEXT:
            if cue.pattern.search(text):
                yield Lowered(cue.act, cue.scope, cue.factor, 0, len(text))
            continue
        ends = SENTENCE_ENDS if cue.scope is Scope.SENTENCE else CLAUSE_ENDS
        for found in cue.pattern.finditer(text):
            start, end = _around(text, found.start(), ends)
            yield Lowered(cue.act, cue.scope, cue.factor, start, end)


def _around(text: str, place: int, ends: re.Pattern[str]) -> tuple[int, int]:
    """The stretch between two marks that holds ``place``."""
    bounds = [each.end() for each in ends.finditer(text)]
    after = bisect_right(bounds, place)
    start = bounds[after - 1] if after else 0
    return start, bounds[after] if after < len(bounds) else len(text)
