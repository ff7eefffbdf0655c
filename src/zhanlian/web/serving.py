"""Serving: the app behind a port, and one worker for jobs beside it, in one process.

keeps  nothing runs beside this process: no queue, no scheduler; stopped in any way, even by
       ``kill -9``, what was answered is on disk and an unfinished job is tried again
"""

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import uvicorn

from zhanlian.supervision import forget_answers, jobs, open_records
from zhanlian.web.app import make_app
from zhanlian.web.asking import now
from zhanlian.web.settings import Settings
from zhanlian.web.works import Works

PRIVATE = 0o700
HOST = "127.0.0.1"
PORT = 8420


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens; with a certificate, by TLS."""

    host: str = HOST
    port: int = PORT
    certificate: Path | None = None
    key: Path | None = None


def serve(settings: Settings, address: Address) -> None:
    """Serve until stopped."""
    settings.home.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    settings.cases.mkdir(exist_ok=True)
    records = open_records(settings.records_url)
    forget_answers(records, now_at=now())
    worker = jobs.Worker(records, Works(settings).of_kind(), _name(), now)
    thread = Thread(target=worker.run, name="worker", daemon=True)
    thread.start()
    try:
        uvicorn.run(
            make_app(records, settings), host=address.host, port=address.port,
            ssl_certfile=address.certificate, ssl_keyfile=address.key,
            log_level="warning", access_log=False, server_header=False,
        )  # fmt: skip
    finally:
        worker.stop.set()
        thread.join()
        records.close()


def _name() -> str:
    """A name no other worker has while this process lives."""
    return f"{socket.gethostname()}:{os.getpid()}"
