"""The vault: files as received, named by their digest, never changed.

keeps  a file is copied whole and checked before it gets its name; bytes under a name are
       the bytes of that digest or ``verify`` says so
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from zhanlian.terms import Refusal

BLOCK_BYTES = 4 * 1024 * 1024


class EvidenceChanged(Refusal):
    """A file in evidence/ is not what its name says."""

    code = "ZL-EVIDENCE-002"
    exit_status = 4

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"Evidence file {path.name[:12]}… is missing or its bytes were changed.",
            where=f"evidence/{path.name}",
            why=f"its bytes have digest {found[:16]}…" if found else "the file is not there",
            do_next="restore it from the medium it was received on",
        )


class CannotRead(Refusal):
    """A file that was named cannot be read."""

    code = "ZL-EVIDENCE-003"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path.name} cannot be read.",
            where=str(path),
            why=why,
            do_next="check the path and the permissions",
        )


def digest_file(path: Path, *, algorithm: str = "sha256") -> str:
    """Digest of a file, read in blocks; ``sm3`` where the platform's library has it."""
    state = hashlib.new(algorithm)
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            state.update(block)
    return state.hexdigest()


def keep_file(path: Path, vault: Path) -> str:
    """Copy ``path`` into ``vault`` under its SHA-256 and return it; a second copy is none."""
    state = hashlib.sha256()
    vault.mkdir(parents=True, exist_ok=True)
    arriving = vault / f".arriving-{os.getpid()}"
    try:
        with path.open("rb") as source, arriving.open("wb") as copy:
            while block := source.read(BLOCK_BYTES):
                state.update(block)
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
    except OSError as error:
        arriving.unlink(missing_ok=True)
        raise CannotRead(path, error.strerror or str(error)) from error
    kept = vault / state.hexdigest()
    if kept.exists():
        arriving.unlink()
    else:
        arriving.rename(kept)
        kept.chmod(0o444)
    return kept.name


def check_file(vault: Path, digest: str) -> Path:
    """The path of the evidence file ``digest``; raises ``EvidenceChanged`` if it is not so."""
    path = vault / digest
    found = digest_file(path) if path.exists() else ""
    if found != digest:
        raise EvidenceChanged(path, found)
    return path
