"""Grounds: the provisions a document rests on, and the figures that the law itself says.

in     a kind's grounds and law fields, the day of the document, the law book
out    《title》（number）第八条, and figures with the parameter they come from
keeps  an instrument outside its time is refused; no legal figure stands in a document's text
"""

from __future__ import annotations

import re
from datetime import date

from zhanlian.law import LawBook
from zhanlian.reports.documents.draft import Given
from zhanlian.reports.documents.kinds import Kind
from zhanlian.reports.documents.refusals import BadDeclaration, GroundNotInForce

__all__ = ["cite_grounds", "say_law"]

BETWEEN = "、"
AMENDED = re.compile(r"（[^（）]*(?:修正|修订)[^（）]*）$")  # which text, not what it is called


def cite_grounds(kind: Kind, *, on: date, law: LawBook) -> str:
    """Every provision of a kind as documents cite them."""
    said = []
    for ground in kind.grounds:
        found = law.instruments.get(ground.source)
        if found is None:
            raise BadDeclaration(kind.key, why=f"no instrument {ground.source} is known")
        if not found.is_in_force(on):
            raise GroundNotInForce(found.title_zh, kind=kind.key, on=on)
        title = AMENDED.sub("", found.title_zh)
        number = f"（{found.number}）" if found.number else ""
        said.append(f"《{title}》{number}{ground.place}")
    return BETWEEN.join(said)


def say_law(parameter: str, *, on: date, law: LawBook) -> Given:
    """A figure of the law on a day, with its parameter and provision as source."""
    value = law.value(parameter, on=on)
    cites = "; ".join(str(cite) for cite in value.cites)
    return Given(str(value.number), f"law:{parameter} ({cites})")
