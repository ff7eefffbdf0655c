"""Deliveries: bytes that come in, kept under their digest once they are all there.

keeps  a delivery is on disk before anybody hears of it; one that breaks off leaves nothing
"""

import hashlib
import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from zhanlian.web.problems import TooLarge


class Kept(NamedTuple):
    """A file that came in whole."""

    digest: str
    size: int


class Incoming:
    """One file on its way in: ``take`` its parts, then ``keep`` it."""

    def __init__(self, place: Path, limit: int) -> None:
        place.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place)
        self.place, self.limit, self.waiting = place, limit, Path(name)
        self.file = os.fdopen(handle, "wb")
        self.digest, self.size = hashlib.sha256(), 0

    def take(self, part: bytes) -> None:
        """The next bytes; ``TooLarge`` where they are too many."""
        self.size += len(part)
        if self.size > self.limit:
            raise TooLarge(self.limit)
        self.digest.update(part)
        self.file.write(part)

    def keep(self, name: str) -> Kept:
        """The whole file, on disk, under its digest and ``name``."""
        self.file.flush()
        os.fsync(self.file.fileno())
        kept = self.place / self.digest.hexdigest() / name
        kept.parent.mkdir(exist_ok=True)
        self.waiting.replace(kept)
        return Kept(self.digest.hexdigest(), self.size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.file.close()
        self.waiting.unlink(missing_ok=True)
