"""Addresses: chain addresses, web addresses, mail, and IP numbers.

keeps  a link is never opened; a host counts only with a known public suffix or a reserved one;
       the scheme and disguises (hxxp, [.], 点, full-width) are undone in the normal form
"""

import re
from collections.abc import Callable
from functools import cache

from publicsuffixlist import PublicSuffixList

from zhanlian.screening.entities.checksums import bitcoin_valid, ethereum_valid, tron_valid
from zhanlian.screening.entities.hits import Pattern, Read
from zhanlian.screening.entities.shapes import EntityType

__all__ = ["CHAINS", "WEB"]

ALONE, END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
RESERVED = ("example", "test", "invalid", "localhost", "onion")
DOT = r"(?:\.|。|\[\.\]|\(\.\)|\[点\]|\(点\)|点)"
LABEL = r"[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?"
HOST = rf"{LABEL}(?:{DOT}{LABEL})+"
TAIL = r"(?::\d{2,5})?(?:/[A-Za-z0-9\-._~/?#=&%+@:!$*]*[A-Za-z0-9\-_~/=&#])?"
SCHEME = r"(?:h(?:tt|xx)ps?\s*:\s*//)"
BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
IP_DOT = r"(?:\.|。|\[\.\]|点)"
NUMERIC = re.compile(rf"{BYTE}(?:\.{BYTE}){{3}}")
SCHEME_OFF = re.compile(SCHEME, re.IGNORECASE)
DOT_OFF = re.compile(DOT)
HOST_ONLY = re.compile(r"[^/:?#]+")


def _checked(check: Callable[[str], bool]) -> Read:
    def read(found: re.Match[str]) -> tuple[str, bool | None]:
        return found["it"], check(found["it"])

    return read


def _ethereum(found: re.Match[str]) -> tuple[str, bool | None]:
    return found["it"].lower(), ethereum_valid(found["it"])


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


def _link(found: re.Match[str]) -> tuple[str, bool | None] | None:
    """Host and path without scheme and disguise; None where the host has no public suffix."""
    said = SCHEME_OFF.sub("", found["it"], count=1)
    host_said = HOST_ONLY.match(said)
    if host_said is None:
        return None
    tail = said[host_said.end() :]
    host = DOT_OFF.sub(".", host_said[0]).lower()
    if NUMERIC.fullmatch(host):
        return (host + tail, None) if said != found["it"] else None
    last = host.rpartition(".")[2]
    if last not in RESERVED and _suffixes().publicsuffix(host) in {None, host}:
        return None
    return host + tail, None


def _mail(found: re.Match[str]) -> tuple[str, bool | None]:
    return DOT_OFF.sub(".", found["it"]).lower(), None


def _ip(found: re.Match[str]) -> tuple[str, bool | None]:
    return re.sub(IP_DOT, ".", found["it"]), None


CHAINS = (
    Pattern(
        EntityType.ETH, "ethereum", re.compile(rf"{ALONE}(?P<it>0x[0-9a-fA-F]{{40}}){END}"),
        _ethereum, has_letters=True,
    ),
    Pattern(
        EntityType.TRON, "tron", re.compile(rf"{ALONE}(?P<it>T[1-9A-HJ-NP-Za-km-z]{{33}}){END}"),
        _checked(tron_valid), has_letters=True,
    ),
    Pattern(
        EntityType.BTC, "bitcoin",
        re.compile(
            r"(?<![0-9A-Za-z])(?P<it>[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71}"
            r"|BC1[02-9AC-HJ-NP-Z]{11,71})(?![0-9A-Za-z])"
        ),
        _checked(bitcoin_valid), has_letters=True,
    ),
)  # fmt: skip

WEB = (
    Pattern(
        EntityType.EMAIL, "mail",
        re.compile(
            rf"(?<![A-Za-z0-9._%+\-])(?P<it>[A-Za-z0-9._%+\-]+@{HOST})(?![A-Za-z0-9])",
            re.IGNORECASE,
        ),
        _mail, has_letters=True,
    ),
    Pattern(
        EntityType.URL, "link",
        re.compile(
            rf"(?<![A-Za-z0-9@.\-])"
            rf"(?P<it>{SCHEME}(?:{BYTE}(?:\.{BYTE}){{3}}|{HOST}){TAIL}|{HOST}{TAIL})",
            re.IGNORECASE,
        ),
        _link, has_letters=True,
    ),
    Pattern(
        EntityType.IP, "ip",
        re.compile(rf"(?<![\d.])(?P<it>{BYTE}(?:{IP_DOT}{BYTE}){{3}})(?![\d]|\.\d)"), _ip,
    ),
)  # fmt: skip
