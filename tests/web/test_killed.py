"""``kill -9`` of the server under load: what it acknowledged is there, and the chain is whole."""

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import httpx
import pytest

from tests.supervision.people import OPERATOR, unit
from tests.web.clients import CHOSEN, GIVEN, V1
from zhanlian.supervision import open_records, people, verify_chain
from zhanlian.supervision.tables import Agency, Party, Post
from zhanlian.web import now

CLIENTS = 4
ENOUGH = 40
ROUNDS = 2
WAIT_S = 60
CONNECTS = 7
LOGIN = {"login": "li", "password": CHOSEN}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Running:
    """A server of its own process."""

    home: Path
    url: str
    port: int = field(default_factory=free_port)
    client: httpx.Client | None = None

    def start(self):
        command = ["serve", "--home", str(self.home), "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "zhanlian.cli", *command, "--database", self.url],
            stdout=subprocess.DEVNULL,
        )
        assert self.client is None, "close the last one first"
        patient = httpx.HTTPTransport(retries=CONNECTS)  # waits longer after each refusal
        address = f"http://127.0.0.1:{self.port}"
        self.client = httpx.Client(base_url=address, timeout=WAIT_S, transport=patient)
        self.client.get("/api/health").raise_for_status()
        return self.client

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.client.close()
        self.client = None


@pytest.fixture
def running(records_url, tmp_path):
    records = open_records(records_url)
    with records.writing(OPERATOR, now_at=now()) as writing:
        org = writing.add(unit("测试市公安局", Agency.POLICE))
        new = people.NewAccount("li", "李", org.id, [Post.HANDLER])
        people.add_account(writing, new, password=GIVEN)
    records.close()
    settings = "requests_per_s = 100000\nrequests_burst = 100000\n"
    (tmp_path / "server.toml").write_text(settings, encoding="utf-8")
    server = Running(tmp_path, records_url)
    yield server
    server.kill()


def signed_in(client):
    said = client.post(f"{V1}/session", json=LOGIN)
    if said.status_code != 201:
        said = client.post(f"{V1}/session", json={**LOGIN, "password": GIVEN})
        client.headers["Authorization"] = f"Bearer {said.json()['key']}"
        client.post(f"{V1}/me/password", json={"old": GIVEN, "new": CHOSEN})
    client.headers["Authorization"] = f"Bearer {said.json()['key']}"
    client.cookies.clear()
    return client


def write_until_dead(client, case_id, acknowledged, is_enough):
    """Post parties until the server is gone; note what it said it kept."""
    while True:
        body = {"case_id": case_id, "room": "shared", "kind": "other", "name": "测试"}
        try:
            said = client.post(f"{V1}/parties", json=body)
        except httpx.TransportError:
            return
        if said.status_code == 201:
            acknowledged.append(said.json()["id"])
        is_enough(len(acknowledged))


def load_and_kill(running, client, case_id, acknowledged):
    """Kill the server while every client waits for an answer."""
    reached, goal = Event(), len(acknowledged) + ENOUGH

    def is_enough(count):
        if count >= goal:
            reached.set()

    with ThreadPoolExecutor(CLIENTS) as pool:
        for _ in range(CLIENTS):
            pool.submit(write_until_dead, client, case_id, acknowledged, is_enough)
        assert reached.wait(timeout=WAIT_S), "the server took too few writes"
        running.kill()


def test_nothing_acknowledged_is_lost(running, records_url):
    client = signed_in(running.start())
    case = {
        "number": "K-1", "title": "t", "region": "990100", "stage": "filed", "offences": [],
    }  # fmt: skip
    case_id = client.post(f"{V1}/cases", json=case).json()["id"]
    acknowledged = []
    for _ in range(ROUNDS):
        load_and_kill(running, client, case_id, acknowledged)
        client = signed_in(running.start())

    records = open_records(records_url)
    with records.reading() as session:
        missing = [each for each in acknowledged if session.get(Party, each) is None]
        assert not missing, f"{len(missing)} of {len(acknowledged)} acknowledged rows are gone"
        verify_chain(session)
    records.close()
