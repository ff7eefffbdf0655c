"""The page of one question, in a real browser, and what its answers may not do."""

import re
import socket
import subprocess
from contextlib import contextmanager
from threading import Thread
from urllib.parse import quote

import httpx
import pytest
import uvicorn

from scripts.report_picture import BROWSERS, QUIET, find_browser
from tests.web.clients import V1
from zhanlian.screening import screening_words

MESSAGE = "我是公安局民警，您涉嫌洗钱，请把钱转到安全账户，不要告诉家人。"
HERE_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
RETRIES = 7


@contextmanager
def running(app):
    """The app behind a port of its own, in a thread."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = Thread(target=served.run, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{port}"
    with httpx.Client(transport=httpx.HTTPTransport(retries=RETRIES)) as client:
        client.get(f"{address}/api/health").raise_for_status()
    try:
        yield address
    finally:
        served.should_exit = True
        thread.join()


def test_the_answer_is_the_rooms_own_and_nothing_is_written(server):
    client = server.client()
    before = {path.name: path.stat().st_size for path in server.home.iterdir()}
    said = client.post(f"{V1}/screen", json={"text": MESSAGE, "audience": "elder"})
    screened = said.json()["screened"]
    assert (screened["state"], screened["audience"]) == ("high", "elder")
    assert all(
        MESSAGE[each["start"] : each["end"]] == each["text"] for each in screened["evidence"]
    )
    assert {path.name: path.stat().st_size for path in server.home.iterdir()} == before


@pytest.mark.parametrize(
    "body", [{"text": ""}, {"text": MESSAGE, "audience": "nobody"}, {"text": "x" * 20_001}, {}]
)
def test_what_cannot_be_screened_is_refused_without_its_text(server, body):
    said = server.client().post(f"{V1}/screen", json=body)
    assert said.status_code == 422
    assert said.headers["content-type"] == "application/problem+json"
    assert MESSAGE not in said.text


def test_the_page_loads_nothing_from_elsewhere(server):
    client = server.client()
    page = client.get("/", follow_redirects=True)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    script = client.get("/screen/screen.js").text
    assert not re.search(
        r"https?://|localStorage|sessionStorage|document\.cookie", page.text + script
    )
    words = client.get("/screen/words.json").json()
    for lang in ("zh", "en"):
        said = {code: each[lang] for code, each in words["state"].items()}
        assert said == screening_words(lang)["state"]


@pytest.mark.parametrize("lang", ["zh-CN", "en-US"])
def test_a_person_sees_the_verdict_the_reasons_and_the_steps(server, tmp_path, lang):
    browser = find_browser()
    if browser is None:
        pytest.skip(f"no browser here: none of {', '.join(BROWSERS)} is installed")
    with running(server.app) as address:
        dom = subprocess.run(
            [
                browser, *QUIET, HERE_ONLY, f"--user-data-dir={tmp_path}",
                f"--accept-lang={lang}", f"--lang={lang}", "--virtual-time-budget=10000",
                "--dump-dom", f"{address}/screen/#text={quote(MESSAGE)}",
            ],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    words = screening_words(lang[:2])
    assert words["state"]["high"] in dom
    assert words["audience"]["elder"] in dom
    assert re.findall(r"<mark[^>]*>([^<]+)</mark>", dom), "the deciding words are marked"
    assert "96110" in dom
