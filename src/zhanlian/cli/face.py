"""Face: how one command speaks: language, mask, JSON or screen, progress.

in     the three switches every command has, and shapes from ``desk``
out    text on stdout, or JSON on stdout; progress and notices on stderr
keeps  stdout holds the answer and nothing else; a bar shows only on a terminal
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zhanlian.cli.encode import encode
from zhanlian.cli.words import Words, choose_language, load_words

if TYPE_CHECKING:
    from rich.console import Console

    from zhanlian.desk import Progress
    from zhanlian.reports import Words as ReportWords

PIPE_WIDTH = 120


class Face:
    """One command's way of speaking. ``say`` prints a line, ``show`` an answer."""

    def __init__(self, *, lang: str = "", as_json: bool = False, mask: bool = False) -> None:
        self.words: Words = load_words(choose_language(lang))
        self.as_json = as_json
        self.mask = mask

    @property
    def console(self) -> Console:
        """Where the answer goes; colours only on a terminal."""
        from rich.console import Console

        width = None if sys.stdout.isatty() else PIPE_WIDTH
        return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)

    def shown(self, text: str) -> str:
        """A text as this reader may see it."""
        from zhanlian.desk import shown

        return shown(text, mask=self.mask)

    @property
    def codes(self) -> ReportWords:
        """Words for stored codes and findings: the same that the report prints."""
        from zhanlian.reports import words

        return words(self.words.lang)

    def show(self, shape: str, body: object, draw: Callable[[Face], None]) -> None:
        """Print an answer: as JSON under ``shape``, or drawn on the screen."""
        if self.as_json:
            print(encode(shape, body, show=self.shown))  # noqa: T201  this is what a face does
        else:
            draw(self)

    def say(self, text: str = "", *, style: str = "") -> None:
        """Print one line as it is."""
        self.console.print(text, style=style or None, markup=False, soft_wrap=True)

    @contextmanager
    def busy(self) -> Iterator[Progress]:
        """A progress bar while a long step runs; silent where nobody watches."""
        from zhanlian.cli.bar import Bar

        bar = Bar(self.words, is_watched=sys.stderr.isatty() and not self.as_json)
        try:
            yield bar
        finally:
            bar.stop()
