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
    ask = {"kind": "run", "folder_link_id": folder_id, "asked": {"files": ["0" * 64]}}
    handler.post(f"{V1}/jobs", json=ask)
    worker.run_one()
    worker.run_one()
    refused = handler.get(f"{V1}/jobs").json()["rows"][1]
    assert (refused["state"], refused["outcome"].get("code")) == ("failed", "ZL-DESK-004")


def test_an_unmasked_report_is_taken_with_a_reason_and_on_record(desk, server):
    handler, folder_id, _ = desk
    place = server.home / "cases" / "case-1" / "reports"
    place.mkdir(parents=True)
    (place / "report.html").write_text("names")
    address = f"{V1}/folders/{folder_id}/files"
    said = handler.get(address, params={"name": "report.html"})
    assert said.json()["code"] == "ZL-SUPERVISION-004"
    assert handler.get(address, params={"name": "report.html", "reason": "庭审"}).is_success
    entries = server.sign_in("auditor").get(f"{V1}/audit/entries").json()["rows"]
    assert [(e["act"], e["reason"]) for e in entries if e["row_id"] == folder_id][-1] == (
        "open",
        "庭审",
    )


def test_a_folder_is_one_cases_alone(desk, server):
    handler, _, _ = desk
    colleague = server.sign_in("colleague")
    other = server.new_case(colleague, "B-2")
    link = {"case_id": other["id"], "folder": "case-1", "digest": "", **SHARED}
    assert colleague.post(f"{V1}/folders", json=link).json()["code"] == "ZL-SUPERVISION-007"

    lying = server.home / "cases" / "found"
    lying.mkdir()
    (lying / "case.toml").write_text('name = "A-2023-1"', encoding="utf-8")
    said = colleague.post(f"{V1}/folders", json={**link, "folder": "found"})
    assert said.json()["code"] == "ZL-WEB-008"
    own = handler.get(f"{V1}/cases").json()["rows"][0]["id"]
    assert handler.post(
        f"{V1}/folders", json={**link, "case_id": own, "folder": "found"}
    ).is_success


def test_a_delivery_serves_its_own_folder_alone(desk, server):
    handler, folder_id, worker = desk
    colleague = server.sign_in("colleague")
    case = server.new_case(colleague, "B-2")
    link = {"case_id": case["id"], "folder": "case-2", "digest": "", **SHARED}
    other = colleague.post(f"{V1}/folders", json=link).json()["id"]
    said = handler.post(
        f"{V1}/folders/{folder_id}/files", params={"name": "a.csv"}, content=b"secret"
    )
    ask = {"kind": "run", "folder_link_id": other, "asked": {"files": [said.json()["digest"]]}}
    job = colleague.post(f"{V1}/jobs", json=ask).json()
    assert worker.run_one()
    assert colleague.get(f"{V1}/jobs/{job['id']}").json()["outcome"]["code"] == "ZL-DESK-004"


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
