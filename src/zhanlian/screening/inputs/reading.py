"""Reading: one file as one thing to screen.

in     a path: text in any common encoding, or a picture with a QR code
out    ``Given``
keeps  what the person sees is what is screened: nothing is cut or cleaned here; a byte that is no
       text is a refusal, never a question mark
"""

from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from zhanlian.screening.audiences import Kind
from zhanlian.screening.inputs.pictures import PICTURES, read_codes
from zhanlian.screening.inputs.turns import read_turns
from zhanlian.screening.refusals import NothingToScreen, NotText

__all__ = ["Given", "read_given", "read_text"]

TURNS_LEAST = 2


@dataclass(frozen=True, slots=True)
class Given:
    """One thing to screen. ``source`` names the file, and the line in a file of many."""

    text: str
    kind: Kind
    source: str


def read_given(path: Path, *, kind: Kind | None = None) -> Given:
    """The file as one thing to screen; a picture gives the text of its codes."""
    data = path.read_bytes()
    if path.suffix.lower() in PICTURES:
        return Given("\n".join(read_codes(data, where=path.name)), Kind.QR, path.name)
    text = read_text(data, where=path.name)
    if not text.strip():
        raise NothingToScreen(path.name)
    guessed = Kind.CHAT if len(read_turns(text)) >= TURNS_LEAST else Kind.TEXT
    return Given(text, kind or guessed, path.name)


def read_text(data: bytes, *, where: str) -> str:
    """Bytes as text: UTF-8 first, else whatever encoding explains every byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=["gb18030", "big5", "utf_16"]).best()
        if best is None:
            raise NotText(where) from None
        return str(best)
