"""Passwords: argon2 digests, and what is too easy.

keeps  checking a login that does not exist costs as much as one that does
"""

from functools import cache

from pwdlib import PasswordHash

from zhanlian.supervision.people.refusals import WeakPassword

LENGTH_MIN = 12
KINDS_MIN = 5
HASHES = PasswordHash.recommended()


def hash_password(password: str, *, login: str) -> str:
    """The digest to keep; ``WeakPassword`` where it is too easy."""
    why = _weakness(password, login)
    if why:
        raise WeakPassword(why)
    return HASHES.hash(password)


def _weakness(password: str, login: str) -> str:
    if len(password) < LENGTH_MIN:
        return f"it has {len(password)} signs; {LENGTH_MIN} is the least"
    if len(set(password)) < KINDS_MIN:
        return f"it uses fewer than {KINDS_MIN} different signs"
    return "it holds the login" if login.lower() in password.lower() else ""


def is_password(password: str, kept: str | None) -> bool:
    """Whether ``password`` has the digest ``kept``; slow on purpose, also where none is kept."""
    is_right = HASHES.verify(password, kept or _nobodys())
    return is_right and kept is not None


@cache
def _nobodys() -> str:
    return HASHES.hash("nobody has this password")
