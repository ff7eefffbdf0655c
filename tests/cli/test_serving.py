"""The server's verbs: units, accounts, the chain, and a server to try."""

import json
import sqlite3

import pytest

from zhanlian.supervision import open_records, people
from zhanlian.web import now

UNIT = ("admin", "unit", "测试市公安局", "--agency", "police", "--level", "city")
WANG = ("admin", "user", "wang", "--name", "测试王", "--unit", "测试市公安局")


@pytest.fixture
def keep(run_cli, tmp_path):
    """Run a verb on a server's home and read its JSON."""
    home = tmp_path / "server"

    def call(*arguments, status=0):
        code, out, err = run_cli(*arguments, "--home", home, "--json")
        assert code == status, err or out
        return json.loads(out)

    call.home = home
    return call


def test_units_and_accounts_are_kept_on_record(keep):
    keep(*UNIT, "--region", "990100")
    first = keep(*WANG, "--post", "handler", "--post", "duty")["password"]
    second = keep("admin", "password", "wang", "--reason", "遗失")["password"]
    records = open_records(f"sqlite:///{keep.home / 'records.db'}")
    with pytest.raises(people.SignInRefused):
        people.sign_in(records, people.Claim("wang", first), now_at=now())
    assert people.sign_in(records, people.Claim("wang", second), now_at=now())
    records.close()
    assert keep("audit", "verify")["seq"] > 0


@pytest.mark.parametrize(
    "wrong",
    [("--agency", "army"), ("--level", "village"), ("--unit", "nowhere"), ("--post", "boss")],
)
def test_a_word_that_is_none_is_refused(keep, wrong):
    keep(*UNIT, "--region", "990100")
    verb = (*UNIT, "--region", "990100") if wrong[0] in UNIT else (*WANG, "--post", "handler")
    assert keep(*verb, *wrong, status=2)["code"] == "ZL-CLI-007"


def test_verify_names_the_broken_link(keep):
    keep(*UNIT, "--region", "990100")
    head = keep("audit", "verify")
    noted = f"{head['seq']}:{head['digest']}"
    assert keep("audit", "verify", "--noted", noted) == head
    with sqlite3.connect(keep.home / "records.db") as database:
        database.execute("DROP TRIGGER audit_entry_update")
        database.execute("UPDATE audit_entry SET actor = 'nobody' WHERE seq = 1")
    database.close()
    broken = keep("audit", "verify", status=4)
    assert (broken["code"], broken["where"]) == ("ZL-SUPERVISION-006", "audit entry 1")


def test_an_export_says_that_it_was_made(keep, tmp_path):
    keep(*UNIT, "--region", "990100")
    head = keep("audit", "export", tmp_path / "chain.jsonl")
    lines = (tmp_path / "chain.jsonl").read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1])
    assert (len(lines), last["act"], last["digest"]) == (head["seq"], "export", head["digest"])


def test_a_server_to_try_is_made_once(run_cli, tmp_path):
    status, out, err = run_cli("demo", tmp_path / "try", "--server", "--json")
    assert status == 0, err
    passwords = json.loads(out)["passwords"]
    assert set(passwords) == {"handler", "prosecutor", "supervisor", "auditor", "admin"}
    assert (tmp_path / "try" / "cases" / "demo" / "reports").is_dir()
    assert run_cli("demo", tmp_path / "try", "--server")[0] == 2
