"""Clients: people of an invented city, each signed in over the wire."""

import warnings
from dataclasses import dataclass, field
from pathlib import Path

from tests.supervision.people import NOW_AT, OPERATOR, unit
from zhanlian.supervision import Records, people
from zhanlian.supervision.tables import Agency, Post
from zhanlian.web import Settings, make_app

with warnings.catch_warnings():  # it would rather have a successor of httpx than httpx
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

V1 = "/api/v1"
GIVEN = "long sentence given first"
CHOSEN = "a sentence of one's own"
CAST = {
    "handler": (Agency.POLICE, [Post.HANDLER]),
    "colleague": (Agency.POLICE, [Post.HANDLER]),
    "prosecutor": (Agency.PROCURATORATE, [Post.HANDLER]),
    "supervisor": (Agency.POLICE, [Post.SUPERVISOR]),
    "duty": (Agency.POLICE, [Post.DUTY]),
    "auditor": (Agency.POLICE, [Post.AUDITOR]),
    "administrator": (Agency.POLICE, [Post.ADMINISTRATOR]),
}


@dataclass
class Server:
    """The app, its records and its people."""

    records: Records
    home: Path
    settings: dict = field(default_factory=dict)
    now_at: int = NOW_AT

    def __post_init__(self):
        calm = {"requests_per_s": 10**6, "requests_burst": 10**6, "sign_ins_per_minute": 10**6}
        settings = Settings(home=self.home, **{**calm, **self.settings})
        self.app = make_app(self.records, settings, clock=lambda: self.now_at)
        self.user_ids = {}
        with self.records.writing(OPERATOR, now_at=NOW_AT) as writing:
            self.units = {
                agency: writing.add(unit(f"测试市{agency}", agency)).id for agency in Agency
            }
            for login, (agency, posts) in CAST.items():
                new = people.NewAccount(login, login, self.units[agency], posts)
                user = people.add_account(writing, new, password=GIVEN)
                self.user_ids[login] = user.id

    def client(self, key=None):
        """A client, with a key where one is given."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return TestClient(self.app, headers=headers, raise_server_exceptions=False)

    def sign_in(self, login):
        """A client of somebody who chose their own password."""
        nobody = self.client()
        for password in (CHOSEN, GIVEN):
            said = nobody.post(f"{V1}/session", json={"login": login, "password": password})
            if said.status_code == 201:
                break
        client = self.client(said.json()["key"])
        if password == GIVEN:
            chosen = {"old": GIVEN, "new": CHOSEN}
            assert client.post(f"{V1}/me/password", json=chosen).status_code == 204
        return client

    def new_case(self, client, number="A-2023-1"):
        """A case of whoever's client it is."""
        body = {
            "number": number, "title": "试用案件", "region": "990100", "stage": "filed",
            "offences": ["fraud"], "police_org_id": self.units[Agency.POLICE],
        }  # fmt: skip
        said = client.post(f"{V1}/cases", json=body)
        assert said.status_code == 201, said.text
        return said.json()
