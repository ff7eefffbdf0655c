"""Citations: where a rule, a definition or a figure comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the place in it, such as (``fashi-2011-7``, ``art. 1``)."""

    source: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.source} {self.place}".strip()
