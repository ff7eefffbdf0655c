"""Containers: any file of a delivery opened as sheets of blocks, or refused with its reason.

comes in   the files and folders that were named
goes out   ``Received`` files, members of archives among them; ``Sheet``s of blocks
stays out  what the columns mean (``reading``), where the bytes are kept (``evidence``)
start at   ``discover``, ``open_members``, ``open_sheets``
"""

from zhanlian.intake.containers.archives import (
    LIMITS,
    Limits,
    open_archive,
    open_members,
    reopen_member,
)
from zhanlian.intake.containers.discover import Delivery, Skipped, discover
from zhanlian.intake.containers.opening import open_sheets, read_line
from zhanlian.intake.containers.received import Kind, Merged, Received, Sheet
from zhanlian.intake.containers.sniff import sniff, sniff_file

__all__ = [
    "LIMITS",
    "Delivery",
    "Kind",
    "Limits",
    "Merged",
    "Received",
    "Sheet",
    "Skipped",
    "discover",
    "open_archive",
    "open_members",
    "open_sheets",
    "read_line",
    "reopen_member",
    "sniff",
    "sniff_file",
]
