"""Intake: raw files of banks, wallets, carriers and police to evidence.

comes in   files and folders as they were handed over
goes out   evidence tables; every physical line in one class; questions and findings
stays out  what the money did (``tracing``), who the people are (``identity``)
start at   ``add_files``
"""

from zhanlian.intake.provenance import RawLine, raw_line
from zhanlian.intake.run import (
    FileSummary,
    ImportSummary,
    add_files,
    catch_up,
    rebuild,
    receipts_in_force,
    settle,
    undo_run,
)

__all__ = [
    "FileSummary",
    "ImportSummary",
    "RawLine",
    "add_files",
    "catch_up",
    "raw_line",
    "rebuild",
    "receipts_in_force",
    "settle",
    "undo_run",
]
