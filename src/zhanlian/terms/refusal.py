"""Refusals: an ask that cannot be met, said so that a person can act on it.

keeps  every refusal has a stable code, a sentence, where, why and what to do next;
       raise sites name facts only, the sentence belongs to the class
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """An ask that cannot be met: what, where, why, and what to do next.

    Parameters
    ----------
    sentence : str
        What happened, in one sentence.
    where, why, do_next : str
        The place (file, row, option), the cause, and the next step for a person.
    """

    code: ClassVar[str] = "ZL-000"
    exit_status: ClassVar[int] = 2

    def __init__(self, sentence: str, *, where: str, why: str, do_next: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.where = where
        self.why = why
        self.do_next = do_next

    def __str__(self) -> str:
        return (
            f"{self.code}  {self.sentence}\n"
            f"  where  {self.where}\n"
            f"  why    {self.why}\n"
            f"  next   {self.do_next}"
        )

    def to_json(self) -> dict[str, Any]:
        """The same four facts and the code, as plain values."""
        return {
            "code": self.code,
            "sentence": self.sentence,
            "where": self.where,
            "why": self.why,
            "next": self.do_next,
        }


def refusal_classes() -> list[type[Refusal]]:
    """Every refusal class loaded so far, by code; one without a sentence is only a family."""
    found: list[type[Refusal]] = []
    waiting = list(Refusal.__subclasses__())
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting.extend(kind.__subclasses__())
    speaking = (kind for kind in found if "__init__" in vars(kind))
    return sorted(speaking, key=lambda kind: kind.code)
