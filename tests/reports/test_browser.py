"""The page in a real browser: it shows something, says nothing to the console, asks no network."""

import re
import subprocess
import zlib

import pytest

from scripts.report_picture import BROWSERS, QUIET, find_browser, take_picture
from tests.reports.hand_case import NOW, hand_case
from zhanlian.reports import write_report

BROWSERS_OWN = (".google.com", ".googleapis.com", ".gvt1.com")  # its maker's, whatever it shows


@pytest.fixture(scope="module")
def browser():
    found = find_browser()
    if found is None:
        pytest.skip(f"no browser here: none of {', '.join(BROWSERS)} is installed")
    return found


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    case = hand_case(tmp_path_factory.mktemp("browser") / "case")
    yield write_report(case, now=NOW)
    case.close()


def shades(png):
    """How many different bytes the picture's rows hold: a blank page has next to none."""
    raw, data = png.read_bytes(), b""
    place = 8
    while place < len(raw):
        size = int.from_bytes(raw[place : place + 4], "big")
        if raw[place + 4 : place + 8] == b"IDAT":
            data += raw[place + 8 : place + 8 + size]
        place += 12 + size
    return len(set(zlib.decompress(data)))


def test_the_page_shows_something(browser, page, tmp_path):
    picture = take_picture(browser, page, tmp_path / "report.png", size=(1280, 1600))
    assert picture.stat().st_size > 50_000
    assert shades(picture) > 100


def test_the_page_runs_without_complaint_or_network(browser, page, tmp_path):
    log = tmp_path / "net.json"
    command = [
        browser, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr",
        "--v=0", f"--log-net-log={log}", "--virtual-time-budget=3000", "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert "CONSOLE" not in done.stderr
    assert '<input type="search"' in done.stdout, "the inline script ran"
    asked = set(re.findall(r'"url":"https?://([^"/]+)', log.read_text(encoding="utf-8")))
    assert {host for host in asked if not host.endswith(BROWSERS_OWN)} == set()
