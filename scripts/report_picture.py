"""Picture: the demo report as a PNG for the front page of the docs.

in     the demo case of this repository, or a case folder or report that is named
out    docs/report.png, made by a headless Chromium found on the machine
keeps  the browser runs with a profile of its own, thrown away afterwards, and asks no network

    python scripts/report_picture.py [CASE_FOLDER | report.html] [--out docs/report.png]
"""

# ruff: noqa: INP001  a script, not a package
from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from zhanlian.desk import run_demo

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SIZE = (1440, 2560)
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--force-device-scale-factor=1", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def find_browser() -> str | None:
    """The first Chromium on this machine."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def take_picture(browser: str, page: Path, picture: Path, *, size: tuple[int, int] = SIZE) -> Path:
    """Render ``page`` to ``picture``."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603  a program found by name, with arguments of our own
            [
                browser, *QUIET, f"--user-data-dir={profile}",
                f"--window-size={size[0]},{size[1]}", f"--screenshot={picture.resolve()}",
                page.resolve().as_uri(),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return picture


def find_report(named: Path | None, into: Path) -> Path:
    """The report to show: the one named, or the demo's, made afresh."""
    if named is not None:
        return named if named.is_file() else named / "reports" / "report.html"
    run_demo(into / "demo")
    return into / "demo" / "reports" / "report.html"


def main() -> int:
    """Make the picture; 3 where no browser is installed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("report", nargs="?", type=Path, help="case folder or report.html")
    parser.add_argument("--out", type=Path, default=Path("docs/report.png"))
    asked = parser.parse_args()
    browser = find_browser()
    if browser is None:
        print(f"no browser found: install one of {', '.join(BROWSERS)}", file=sys.stderr)  # noqa: T201
        return 3
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        take_picture(browser, find_report(asked.report, Path(folder)), asked.out)
    print(asked.out)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
