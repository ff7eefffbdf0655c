"""Records over the wire: made, listed, changed, opened; refused in one form."""

from tests.web.clients import CHOSEN, GIVEN, V1


def test_a_case_is_made_read_and_changed(server):
    handler = server.sign_in("handler")
    case = server.new_case(handler)
    said = handler.get(f"{V1}/cases/{case['id']}")
    assert said.json() == case
    assert said.headers["etag"] == '"1"'

    change = {"version": 1, "reason": "移送", "stage": "review"}
    changed = handler.patch(f"{V1}/cases/{case['id']}", json=change).json()
    assert (changed["stage"], changed["version"], changed["title"]) == ("review", 2, case["title"])


def test_a_lost_update_is_a_problem_with_what_differs(server):
    handler = server.sign_in("handler")
    address = f"{V1}/cases/{server.new_case(handler)['id']}"
    handler.patch(address, json={"version": 1, "reason": "x", "title": "甲"})
    refused = handler.patch(address, json={"version": 1, "reason": "x", "title": "乙"})
    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    body = refused.json()
    assert body["code"] == "ZL-SUPERVISION-002"
    assert body["differences"] == [{"field": "title", "yours": "乙", "theirs": "甲"}]


def test_days_that_differ_are_said_as_days(server):
    handler = server.sign_in("handler")
    address = f"{V1}/cases/{server.new_case(handler)['id']}"
    for day in ("2023-11-01", "2023-11-02"):
        said = handler.patch(address, json={"version": 1, "reason": "x", "filed_on": day})
    assert said.json()["differences"] == [
        {"field": "filed_on", "yours": "2023-11-02", "theirs": "2023-11-01"}
    ]


def test_nobody_is_refused_and_a_stranger_finds_nothing(server):
    case = server.new_case(server.sign_in("handler"))
    address = f"{V1}/cases/{case['id']}"
    assert server.client().get(address).status_code == 401
    for login in ("colleague", "prosecutor", "administrator", "auditor", "duty"):
        client = server.sign_in(login)
        assert client.get(address).status_code == 404, login
        assert client.get(f"{V1}/cases").json()["rows"] == [], login
    assert server.sign_in("supervisor").get(address).status_code == 200


def test_pages_follow_one_another_without_gap(server):
    handler = server.sign_in("handler")
    numbers = [server.new_case(handler, f"A-{n}")["number"] for n in range(5)]
    seen, after = [], ""
    while True:
        page = handler.get(f"{V1}/cases", params={"limit": 2, "after": after}).json()
        seen += [row["number"] for row in page["rows"]]
        after = page["next_after"]
        if not after:
            break
    assert sorted(seen) == numbers


def test_a_repeated_request_is_answered_not_done_again(server):
    handler = server.sign_in("handler")
    case = server.new_case(handler)
    party = {"case_id": case["id"], "room": "shared", "kind": "suspect", "name": "测试甲"}
    once = {"Idempotency-Key": "k1"}
    first = handler.post(f"{V1}/parties", json=party, headers=once)
    again = handler.post(f"{V1}/parties", json=party, headers=once)
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(handler.get(f"{V1}/parties").json()["rows"]) == 1
    other = handler.post(f"{V1}/parties", json={**party, "name": "测试乙"}, headers=once)
    assert other.json()["code"] == "ZL-SUPERVISION-011"


def test_names_are_starred_until_opened_on_the_record(server):
    handler = server.sign_in("handler")
    case = server.new_case(handler)
    party = {
        "case_id": case["id"], "room": "shared", "kind": "suspect", "name": "测试甲某",
        "id_number": "990100199001010019",
    }  # fmt: skip
    made = handler.post(f"{V1}/parties", json=party).json()
    assert (made["name"], made["id_number"]) == ("测***", "9901**********0019")
    address = f"{V1}/parties/{made['id']}"
    assert handler.post(f"{address}/open", json={"reason": " "}).status_code == 422
    opened = handler.post(f"{address}/open", json={"reason": "核对身份"}).json()
    assert (opened["name"], opened["id_number"]) == (party["name"], party["id_number"])

    auditor = server.sign_in("auditor")
    entries = auditor.get(f"{V1}/audit/entries").json()["rows"]
    assert (entries[-1]["kind"], entries[-1]["act"]) != ("party", "add")
    looks = [each for each in entries if each["act"] == "open"]
    assert [(each["row_id"], each["reason"]) for each in looks] == [(made["id"], "核对身份")]
    assert "990100199001010019" not in str(entries)
    assert all(each["facts"] is None for each in entries if each["case_id"])
    assert auditor.get(f"{V1}/audit/verify").status_code == 200
    assert handler.get(f"{V1}/audit/verify").status_code == 403


def test_a_lost_update_shows_no_name_either(server):
    handler = server.sign_in("handler")
    case = server.new_case(handler)
    party = {"case_id": case["id"], "room": "shared", "kind": "suspect", "name": "测试甲某"}
    address = f"{V1}/parties/{handler.post(f'{V1}/parties', json=party).json()['id']}"
    for name in ("测试乙某", "测试丙某"):
        said = handler.patch(address, json={"version": 1, "reason": "x", "name": name})
    assert said.status_code == 409
    assert "测试乙某" not in said.text
    assert said.json()["differences"] == [{"field": "name", "yours": "测***", "theirs": "测***"}]


def test_what_no_table_has_is_refused(server):
    handler = server.sign_in("handler")
    said = handler.post(f"{V1}/cases", json={"number": "1", "colour": "red"})
    assert said.status_code == 422
    assert said.json()["code"] == "ZL-WEB-003"
    assert "colour" in said.json()["why"]


def test_a_cookie_signs_in_a_browser_and_signing_out_ends_it(server):
    server.sign_in("handler")
    browser = server.client()
    said = browser.post(f"{V1}/session", json={"login": "handler", "password": CHOSEN})
    assert "HttpOnly" in said.headers["set-cookie"]
    assert "SameSite=strict" in said.headers["set-cookie"]
    assert browser.get(f"{V1}/me").json()["name"] == "handler"
    assert browser.delete(f"{V1}/session").status_code == 204
    assert server.client(said.json()["key"]).get(f"{V1}/me").status_code == 401


def test_an_account_with_a_given_password_waits(server):
    said = server.client().post(f"{V1}/session", json={"login": "duty", "password": GIVEN})
    client = server.client(said.json()["key"])
    assert client.get(f"{V1}/me").json()["waits_for"] == "password"
    assert client.get(f"{V1}/cases").json()["rows"] == []
    assert client.get(f"{V1}/users").json()["rows"] == []


def test_a_read_token_reads_and_no_more(server):
    handler = server.sign_in("handler")
    case = server.new_case(handler)
    ask = {"name": "script", "scopes": ["read"], "expires_at": server.now_at + 10**9}
    token = handler.post(f"{V1}/tokens", json=ask).json()
    script = server.client(token["key"])
    address = f"{V1}/cases/{case['id']}"
    assert script.get(address).status_code == 200
    change = {"version": 1, "reason": "x", "title": "y"}
    assert script.patch(address, json=change).status_code == 403
    assert script.post(f"{V1}/me/factor").status_code == 403
    ended = handler.post(f"{V1}/tokens/{token['token_id']}/end", json={"reason": "done"})
    assert ended.status_code == 204
    assert script.get(address).status_code == 401
