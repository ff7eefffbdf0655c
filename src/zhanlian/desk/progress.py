"""Progress: how a long step says where it is, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with the step's name, how much is done, and of how much (0 where unknown)."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` units of ``step`` are behind us."""


def no_progress(step: str, done: int, total: int) -> None:
    """Listen to nothing."""
