"""Actors: who acts, with everything an access rule asks of them.

keeps  an actor is a value: the rule that reads it needs no database and gives the same answer
       to the same question
"""

from dataclasses import dataclass

from zhanlian.supervision.tables import Agency, Post, Scope

PAIR = "00"
ALL_SCOPES = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the operator of the machine) as one request finds them."""

    user_id: str
    name: str = ""
    agency: Agency | None = None
    org_id: str = ""
    region: str = ""
    posts: frozenset[Post] = frozenset()
    member_of: frozenset[str] = frozenset()
    """Cases the person works on; ``reader_of`` those they only read, ``lead_of`` they lead."""

    reader_of: frozenset[str] = frozenset()
    lead_of: frozenset[str] = frozenset()
    unsealed: frozenset[str] = frozenset()
    """Sealed persons this actor may see."""

    scopes: frozenset[Scope] = ALL_SCOPES


def operator(name: str) -> Actor:
    """Whoever runs ``zhanlian admin`` on the machine: keeps accounts, reads no case."""
    return Actor(
        user_id=f"operator:{name}", name=name, posts=frozenset({Post.ADMINISTRATOR, Post.AUDITOR})
    )


MACHINE = Actor(user_id="machine", name="machine", posts=frozenset({Post.ADMINISTRATOR}))
"""The server itself, where nobody is signed in yet: it counts failed sign-ins."""


def region_stem(region: str) -> str:
    """The leading digits that a region shares with everything inside it.

    >>> region_stem("330000"), region_stem("330700"), region_stem("000000")
    ('33', '3307', '')
    """
    while region.endswith(PAIR):
        region = region.removesuffix(PAIR)
    return region
