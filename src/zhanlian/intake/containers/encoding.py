"""Encodings: which one a text file is in, proved over the whole file.

in     the path of a text file
out    ``Encoding``: its name, and the lines that do not fit it
keeps  mark, then UTF-8 strict, then GB18030 strict; a guess (Big5) is made only where GB18030
       reads as nonsense, must fit the whole file, and is told; bytes that fit nothing are
       reported with their place

Most mistakes are silent ones: nearly half of all UTF-8 Chinese lines are valid GB18030 too, as
nonsense. So where UTF-8 fails in some lines but others hold Chinese that is valid UTF-8, the
file is damaged or mixed UTF-8, whatever GB18030 says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from charset_normalizer import from_bytes

from zhanlian.intake.containers.refusals import EncodingMixed, EncodingUnknown
from zhanlian.intake.containers.sniff import HEAD_BYTES, wide_encoding

CHUNK_BYTES = 4 * 1024 * 1024
UTF8_MARK = b"\xef\xbb\xbf"
CHINESE = re.compile("[\u2e80-\uffff]")
PLACES_KEPT = 100
BAD_LINE_SHARE = 50
GIVE_UP_COUNT = 1000
MIXED_SHARE = 20
LAST_RESORT = ["utf_8", "gb18030", "utf_16", "big5"]
TRADITIONAL = {"big5": "big5", "big5hkscs": "big5hkscs", "cp950": "cp950"}
DOUBLE_BYTE = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
FIRST_COMMON = 0xA1
RARE_SHARE = 7


@dataclass(slots=True)
class Encoding:
    """An encoding, and how well the file fits it.

    ``bad_places`` holds (line, byte) of the first bytes that do not fit, at most one a line and
    a hundred in all; ``chinese_count`` counts the good lines with Chinese in them (a stretch
    without bad lines counts whole).
    """

    name: str
    line_count: int = 0
    bad_count: int = 0
    chinese_count: int = 0
    bad_places: list[tuple[int, int]] = field(default_factory=list)
    is_guess: bool = False
    is_given_up: bool = False

    @property
    def is_bearable(self) -> bool:
        """Whether a few bad lines stand in an otherwise good file."""
        few = self.bad_count <= 1 + self.line_count // BAD_LINE_SHARE
        return few and not self.is_given_up and self.bad_count < self.line_count


def find_encoding(path: Path, shown: str) -> Encoding:
    """Find the encoding of ``path``; ``shown`` names the file in refusals."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    wide = wide_encoding(head)
    if wide:
        return _bearable(fit_encoding(path, wide), shown)
    utf8 = fit_encoding(path, "utf-8")
    if utf8.bad_count == 0 or head.startswith(UTF8_MARK):
        return _bearable(utf8, shown)
    if utf8.is_bearable and utf8.chinese_count > utf8.bad_count:
        return utf8
    _refuse_mixed(utf8, shown)
    national = fit_encoding(path, "gb18030")
    if national.bad_count == 0:
        return _traditional(path, head) or national
    bearable = [each for each in (national, utf8) if each.is_bearable]
    if bearable:
        return min(bearable, key=lambda each: each.bad_count)
    raise _unknown(max(utf8, national, key=lambda each: each.bad_places[0][1]), shown)


def _bearable(encoding: Encoding, shown: str) -> Encoding:
    if encoding.bad_count and not encoding.is_bearable:
        raise _unknown(encoding, shown)
    return encoding


def _refuse_mixed(utf8: Encoding, shown: str) -> None:
    unfit = utf8.bad_count + utf8.chinese_count
    if utf8.chinese_count > 1 and utf8.chinese_count * MIXED_SHARE >= unfit:
        line_no, byte_start = utf8.bad_places[0]
        raise EncodingMixed(shown, line_no=line_no, byte_start=byte_start)


def _traditional(path: Path, head: bytes) -> Encoding | None:
    """Big5, where GB18030 fits but reads as nonsense and the whole file fits Big5 too.

    All Big5 is valid GB18030, but most of it falls on signs that nobody writes: those whose
    second byte is below A1.
    """
    signs = DOUBLE_BYTE.findall(head)
    rare = sum(sign[1] < FIRST_COMMON for sign in signs)
    if rare * RARE_SHARE < len(signs) or not signs:
        return None
    guess = from_bytes(head, cp_isolation=LAST_RESORT).best()
    if guess is None or guess.encoding not in TRADITIONAL:
        return None
    fitted = fit_encoding(path, TRADITIONAL[guess.encoding])
    fitted.is_guess = True
    return None if fitted.bad_count else fitted


def _unknown(best: Encoding, shown: str) -> EncodingUnknown:
    line_no, byte_start = best.bad_places[0]
    return EncodingUnknown(shown, encoding=best.name, line_no=line_no, byte_start=byte_start)


def fit_encoding(path: Path, name: str) -> Encoding:
    """Decode the whole file strictly and count the lines that do not fit."""
    fitted = Encoding(name)
    byte_start = 0
    for chunk in _whole_lines(path, 2 if "16" in name else 1):
        _fit_chunk(chunk, byte_start, fitted)
        byte_start += len(chunk)
        is_hopeless = fitted.bad_count > GIVE_UP_COUNT and 2 * fitted.bad_count > fitted.line_count
        if is_hopeless:
            fitted.is_given_up = True
            break
    return fitted


def _fit_chunk(chunk: bytes, byte_start: int, fitted: Encoding) -> None:
    line_end = _line_end(chunk, fitted.name)
    try:
        text = chunk.decode(fitted.name)
    except UnicodeDecodeError:
        _fit_lines(chunk, line_end, byte_start, fitted)
    else:
        count = chunk.count(line_end) + (not chunk.endswith(line_end))
        fitted.line_count += count
        fitted.chinese_count += count if CHINESE.search(text) else 0


def _fit_lines(chunk: bytes, line_end: bytes, byte_start: int, fitted: Encoding) -> None:
    lines = chunk.split(line_end)
    for line in lines[:-1] if not lines[-1] else lines:
        fitted.line_count += 1
        try:
            fitted.chinese_count += CHINESE.search(line.decode(fitted.name)) is not None
        except UnicodeDecodeError as error:
            fitted.bad_count += 1
            if len(fitted.bad_places) < PLACES_KEPT:
                fitted.bad_places.append((fitted.line_count, byte_start + error.start))
        byte_start += len(line) + len(line_end)


def _line_end(chunk: bytes, name: str) -> bytes:
    feed, carriage = "\n".encode(name), "\r".encode(name)
    return feed if feed in chunk else carriage


def _whole_lines(path: Path, width: int) -> Iterator[bytes]:
    """The file in pieces that end at a line end; wide text is cut between its units."""
    waiting = b""
    with path.open("rb") as file:
        while fresh := file.read(CHUNK_BYTES):
            waiting += fresh
            cut = (waiting.rfind(b"\n") + 1) or (waiting.rfind(b"\r", 0, -1) + 1)
            if width > 1:
                cut = len(waiting) - len(waiting) % width
            if cut:
                yield waiting[:cut]
                waiting = waiting[cut:]
    if waiting:
        yield waiting
