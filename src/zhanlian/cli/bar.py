"""Bar: what a long step is doing, how far it is, how many rows a second.

keeps  on stderr, and only on a terminal; a replay after a crash is said in any case
"""

from __future__ import annotations

import sys
import time

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn

from zhanlian.cli.words import Words

NOTICES = ("replay", "renew")


class Bar:
    """A ``Progress`` for ``desk`` that draws one line per step."""

    def __init__(self, words: Words, *, is_watched: bool) -> None:
        self.words = words
        self.is_watched = is_watched
        self.steps: dict[str, TaskID] = {}
        self.started_s: dict[str, float] = {}
        self.said: set[str] = set()
        self.drawn: Progress | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` (0: unknown) of ``step`` are behind us."""
        if step in NOTICES and step not in self.said:
            self.said.add(step)
            print(self.words.value("step", step), file=sys.stderr)  # noqa: T201  a notice
        if self.is_watched:
            self._draw(step, done, total)

    def stop(self) -> None:
        """Take the bar off the screen."""
        if self.drawn:
            self.drawn.stop()

    def _draw(self, step: str, done: int, total: int) -> None:
        if self.drawn is None:
            self.drawn = Progress(
                SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(),
                TextColumn("{task.fields[rate]}"), console=Console(file=sys.stderr),
                transient=True,
            )  # fmt: skip
            self.drawn.start()
        if step not in self.steps:
            label = self.words.value("step", step)
            self.steps[step] = self.drawn.add_task(label, total=None, rate="")
            self.started_s[step] = time.monotonic()
        held_s = time.monotonic() - self.started_s[step]
        rate = self.words("step.rate", rate=f"{int(done / held_s):,}") if held_s > 1 else ""
        self.drawn.update(self.steps[step], completed=done, total=total or None, rate=rate)
