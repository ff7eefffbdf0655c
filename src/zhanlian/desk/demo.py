"""Demo: the made-up case that ships with the program.

in     nothing but a place to make it in
out    the case folder, traced, with report and workbook
keeps  the example files are only read; a case made before is replaced only if the demo made it
"""

from __future__ import annotations

import shutil
from pathlib import Path

import zhanlian
from zhanlian.desk.progress import Progress, no_progress
from zhanlian.desk.running import make_case, run_case
from zhanlian.desk.summary import Summary
from zhanlian.terms import Refusal

MARK = ".zhanlian-demo"
AUTHOR = "demo"


class NotADemo(Refusal):
    """The demo was asked to replace a folder it did not make."""

    code = "ZL-DESK-010"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder.name} was not made by the demo.",
            where=str(folder),
            why="the demo starts afresh each time and would remove what is there",
            do_next="name another folder: zhanlian demo DIR",
        )


class NoExamples(Refusal):
    """The example files are not where the program looks for them."""

    code = "ZL-DESK-011"

    def __init__(self, places: list[Path]) -> None:
        super().__init__(
            "The example files are not here.",
            where=", ".join(str(each) for each in places),
            why="they come with the program, or lie in examples/case of its source folder",
            do_next="install the program again, or run the demo from its source folder",
        )


def run_demo(
    folder: Path, *, lang: str = "zh", mask: bool = False, progress: Progress = no_progress
) -> Summary:
    """Make the example case in ``folder``, afresh."""
    files = find_examples()
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise NotADemo(folder)
        shutil.rmtree(folder)
    make_case(folder)
    (folder / MARK).touch()
    return run_case(folder, files, author=AUTHOR, lang=lang, mask=mask, progress=progress)


def find_examples() -> list[Path]:
    """The example deliveries: inside the installed package, or beside its source."""
    package = Path(zhanlian.__file__).parent
    places = [package / "examples", package.parents[1] / "examples" / "case"]
    for place in places:
        if place.is_dir():
            return sorted(place.iterdir())
    raise NoExamples(places)
