"""Options: the words every command takes, said once; their help stands in the catalogues."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from zhanlian.cli.completion import complete_figure

CaseFolder = Annotated[Path, typer.Argument(metavar="CASE")]
Files = Annotated[list[Path], typer.Argument(metavar="FILES…")]
SomeFiles = Annotated[list[Path] | None, typer.Argument(metavar="FILES…")]
AsJson = Annotated[bool, typer.Option("--json")]
Lang = Annotated[str, typer.Option("--lang", metavar="zh|en")]
Mask = Annotated[bool, typer.Option("--mask")]
Author = Annotated[str, typer.Option("--author", metavar="NAME")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT")]
MethodName = Annotated[str, typer.Option("--method", metavar="METHOD")]
CsvFile = Annotated[Path | None, typer.Option("--csv", metavar="FILE")]
Figure = Annotated[str, typer.Argument(metavar="FIGURE", autocompletion=complete_figure)]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1)]

OK, LOOK, REFUSED, OPEN, BROKEN, BUSY, FAULT = 0, 1, 2, 3, 4, 5, 70


def somebody(author: str) -> str:
    """The author named, else the account of the computer."""
    return author or getpass.getuser()
