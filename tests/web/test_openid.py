"""Signing in by OpenID Connect, against a made-up provider that signs its tokens."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.supervision.people import OPERATOR
from tests.web.clients import V1, Server
from zhanlian.supervision import people
from zhanlian.supervision.tables import Agency, Post
from zhanlian.terms import MICROS
from zhanlian.web.openid import Provider
from zhanlian.web.settings import OpenId

ISSUER = "https://sso.example"
SETTINGS = OpenId(ISSUER, "zhanlian", "a client secret", "https://here.example/api/v1/openid/back")


class FakeProvider:
    """Answers as a provider does; ``twist`` changes the claims of its next token."""

    def __init__(self, now_at):
        self.key = RSAKey.generate_key(2048, {"kid": "k1"}, auto_kid=False)
        self.signs_with = self.key
        self.claims = {
            "iss": ISSUER, "aud": "zhanlian", "sub": "sub-1", "exp": now_at // MICROS + 300,
        }  # fmt: skip
        self.asked = {}

    def __call__(self, request):
        path = request.url.path
        if path.endswith("openid-configuration"):
            ends = {
                "authorization_endpoint": "/go",
                "token_endpoint": "/token",
                "jwks_uri": "/keys",
            }
            where = {name: ISSUER + end for name, end in ends.items()}
            return httpx.Response(200, json={"issuer": ISSUER, **where})
        if path == "/keys":
            return httpx.Response(200, json={"keys": [self.key.as_dict(private=False)]})
        self.asked = parse_qs(request.content.decode())
        token = jwt.encode({"alg": "RS256", "kid": "k1"}, self.claims, self.signs_with)
        return httpx.Response(200, json={"id_token": token})


@pytest.fixture
def provider(server: Server):
    fake = FakeProvider(server.now_at)
    server.app.state.openid = Provider(SETTINGS, httpx.MockTransport(fake))
    with server.records.writing(OPERATOR, now_at=server.now_at) as writing:
        new = people.NewAccount("zhao", "赵", server.units[Agency.POLICE], [Post.HANDLER], "sub-1")
        people.add_account(writing, new)
    return fake


def go(server, fake):
    """A browser sent out; returns it with the state it must bring back."""
    browser = server.client()
    said = browser.get(f"{V1}/openid", follow_redirects=False)
    assert said.status_code == 303
    sent = parse_qs(urlsplit(said.headers["location"]).query)
    assert (sent["client_id"], sent["code_challenge_method"]) == (["zhanlian"], ["S256"])
    fake.claims["nonce"] = sent["nonce"][0]
    return browser, sent["state"][0]


def back(browser, state):
    return browser.get(
        f"{V1}/openid/back", params={"state": state, "code": "c"}, follow_redirects=False
    )


def test_who_comes_back_is_signed_in(server, provider):
    browser, state = go(server, provider)
    said = back(browser, state)
    assert (said.status_code, said.headers["location"]) == (303, "/")
    assert provider.asked["grant_type"] == ["authorization_code"]
    assert browser.get(f"{V1}/me").json()["name"] == "赵"


def test_an_answer_to_another_question_is_refused(server, provider):
    browser, _ = go(server, provider)
    assert back(browser, "x").json()["code"] == "ZL-WEB-005"


@pytest.mark.parametrize(
    "twist",
    [{"iss": "https://other.example"}, {"aud": "other"}, {"nonce": "old"}, {"exp": 1}],
)
def test_a_token_that_is_not_ours_is_refused(server, provider, twist):
    browser, state = go(server, provider)
    provider.claims |= twist
    assert back(browser, state).json()["code"] == "ZL-WEB-005"


def test_a_token_signed_by_somebody_else_is_refused(server, provider):
    browser, state = go(server, provider)
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "k1"}, auto_kid=False)
    assert back(browser, state).json()["code"] == "ZL-WEB-005"


def test_a_subject_without_an_account_is_refused(server, provider):
    browser, state = go(server, provider)
    provider.claims["sub"] = "sub-2"
    assert back(browser, state).json()["code"] == "ZL-SUPERVISION-020"


def test_without_a_provider_there_is_none(server):
    assert server.client().get(f"{V1}/openid").json()["code"] == "ZL-WEB-005"
    assert server.client().get(f"{V1}/openid/back").json()["code"] == "ZL-WEB-005"
