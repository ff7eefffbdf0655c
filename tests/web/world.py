"""A world for the access matrix: a case with everything in it, and one person per role.

Roles: who leads the case, who works on it from either agency, who only reads it, who is not on
it, who supervises its region, the desk of leads, the auditor, the administrator, and nobody.
"""

from tests.web.clients import CAST, V1, Server
from zhanlian.supervision.tables import Agency, Post

ROLES = (
    "lead", "member", "prosecutor", "reader", "outsider", "supervisor", "far_supervisor", "duty",
    "auditor", "administrator", "nobody",
)  # fmt: skip
CAST.update(
    {
        "lead": (Agency.POLICE, [Post.HANDLER]),
        "member": (Agency.POLICE, [Post.HANDLER]),
        "reader": (Agency.POLICE, [Post.HANDLER]),
        "outsider": (Agency.POLICE, [Post.HANDLER]),
        "far_supervisor": (Agency.PROCURATORATE, [Post.SUPERVISOR]),
    }
)
REPORT = "report-masked.html"
FAR = 10**15


def build(records, home):
    """The world's server, a key for every role, and the ids of its rows by name."""
    server = Server(records, home)
    clients = {role: server.sign_in(role) for role in ROLES if role != "nobody"}
    lead = clients["lead"]
    case = server.new_case(lead)
    ids = {"case": case["id"], "unit": server.units[Agency.POLICE], **server.user_ids}

    def make(path, body, by=lead):
        said = by.post(f"{V1}/{path}", json=body)
        assert said.status_code in {200, 201}, said.text
        return said.json()

    here = {"case_id": case["id"], "room": "shared"}
    for role, is_reader in (("member", False), ("prosecutor", False), ("reader", True)):
        body = {"case_id": case["id"], "user_id": ids[role], "is_reader": is_reader}
        ids["membership"] = make("memberships", body)["id"]
    ids["party"] = make("parties", {**here, "kind": "suspect", "name": "测试甲"})["id"]
    ids["sealed"] = make("parties", {**here, "kind": "victim", "name": "测试乙"})["id"]
    make(f"parties/{ids['sealed']}/seal", {"seen_by": [ids["lead"]], "reason": "保护"})
    ids["grant"] = lead.get(f"{V1}/seal-grants").json()["rows"][0]["id"]
    ids["folder"] = make("folders", {**here, "folder": "f1", "digest": ""})["id"]
    ask = {"kind": "report", "folder_link_id": ids["folder"]}
    ids["queued"], ids["cancelled"] = make("jobs", ask)["id"], make("jobs", ask)["id"]
    make(f"jobs/{ids['cancelled']}/cancel", {"reason": "x"})
    proposal = {**here, "act": "refund_plan", "subject": "p", "facts": {}}
    ids["proposal"] = make("proposals", proposal)["id"]
    token = {"name": "t", "scopes": ["read"], "expires_at": server.now_at + FAR}
    ids["token"] = make("tokens", token)["token_id"]
    ids["session"] = lead.get(f"{V1}/sessions").json()["rows"][0]["id"]
    ids["post"] = lead.get(f"{V1}/posts", params={"user_id": ids["duty"]}).json()["rows"][0]["id"]
    reports = home / "cases" / "f1" / "reports"
    reports.mkdir(parents=True)
    (reports / REPORT).write_text("report")
    clients["nobody"] = server.client()
    return server, clients, ids
