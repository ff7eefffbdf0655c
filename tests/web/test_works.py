"""From a delivery over the wire to a report: the worker does what the desk does."""

from pathlib import Path

import pytest

from tests.web.clients import V1
from zhanlian.desk.demo import find_examples
from zhanlian.supervision import jobs
from zhanlian.web.works import OutsideCases, Works, inside

SHARED = {"room": "shared"}


@pytest.fixture
def desk(server):
    """A handler with a case, its folder, and a worker."""
    handler = server.sign_in("handler")
    case = server.new_case(handler)
    link = {"case_id": case["id"], "folder": "case-1", "digest": "", **SHARED}
    folder = handler.post(f"{V1}/folders", json=link).json()
    settings = server.app.state.settings
    settings.cases.mkdir()
    worker = jobs.Worker(server.records, Works(settings).of_kind(), "w", lambda: server.now_at)
    return handler, folder["id"], worker


def deliver(handler, folder_id, file: Path):
    said = handler.post(
        f"{V1}/folders/{folder_id}/files", params={"name": file.name}, content=file.read_bytes()
    )
    assert said.status_code == 201, said.text
    return said.json()["digest"]


def test_a_delivery_becomes_a_report(desk):
    handler, folder_id, worker = desk
    files = [file for place in find_examples() for file in (place, *place.rglob("*"))]
    digests = [deliver(handler, folder_id, file) for file in files if file.is_file()]
    ask = {"kind": "run", "folder_link_id": folder_id, "asked": {"files": digests}}
    job = handler.post(f"{V1}/jobs", json=ask).json()
    assert worker.run_one()

    job = handler.get(f"{V1}/jobs/{job['id']}").json()
    assert (job["state"], job["outcome"]["victims"] > 0) == ("done", True), job["outcome"]
    report = next(name for name in job["outcome"]["files"] if name.endswith(".html"))
    taken = handler.get(f"{V1}/folders/{folder_id}/files", params={"name": report})
    assert taken.status_code == 200
    assert handler.get(f"{V1}/folders/{folder_id}/files", params={"name": "x"}).status_code == 404


def test_work_on_an_empty_folder_is_refused_with_the_desks_own_words(desk):
    handler, folder_id, worker = desk
    job = handler.post(f"{V1}/jobs", json={"kind": "run", "folder_link_id": folder_id}).json()
    job = handler.post(f"{V1}/jobs/{job['id']}/cancel", json={"reason": "x"}).json()
    assert job["state"] == "cancelled"
    job = handler.post(f"{V1}/jobs/{job['id']}/retry", json={"reason": "x"}).json()
    assert job["state"] == "queued"
    ask = {"kind": "run", "folder_link_id": folder_id, "asked": {"files": ["nowhere"]}}
    handler.post(f"{V1}/jobs", json=ask)
    worker.run_one()
    worker.run_one()
    refused = handler.get(f"{V1}/jobs").json()["rows"][1]
    assert (refused["state"], refused["outcome"].get("code")) == ("failed", "ZL-DESK-004")


@pytest.mark.parametrize("name", ["..", "../x", "a/b", ".", "", "/etc"])
def test_no_name_leads_out(tmp_path, name):
    with pytest.raises(OutsideCases):
        inside(tmp_path, name)


def test_a_folder_is_one_plain_name(desk, server):
    handler, _, _ = desk
    case_id = handler.get(f"{V1}/cases").json()["rows"][0]["id"]
    for folder in ("../x", ".hidden", "a/b"):
        link = {"case_id": case_id, "folder": folder, "digest": "", **SHARED}
        assert handler.post(f"{V1}/folders", json=link).json()["code"] == "ZL-SUPERVISION-007"
