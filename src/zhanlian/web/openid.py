"""OpenID: a provider the agency trusts says who somebody is; the account says what they may.

in     the provider's address and our client at it, from ``server.toml``
out    where to send the browser, and the subject of whoever came back
keeps  the answer belongs to the question: state, nonce and code challenge (PKCE) are checked,
       the token's signature, issuer, audience and time too; no connection is opened unless
       a provider is named
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

import httpx
from authlib.common.security import generate_token  # type: ignore[import-untyped]  # has no types
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]  # has no types
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]  # has no types
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, import_key

from zhanlian.terms import MICROS, Refusal
from zhanlian.web.settings import OpenId

WELL_KNOWN = "/.well-known/openid-configuration"
ALGORITHMS = ["RS256", "ES256", "PS256"]
SCOPE = "openid"
SECRET_LENGTH = 48
WAIT_S = 10
LEEWAY_S = 60


class Wrong(StrEnum):
    """What can go wrong on the way to a provider and back."""

    NO_PROVIDER = "this server names no provider"
    NO_QUESTION = "the browser brought no question of ours back"
    OTHER_QUESTION = "the answer belongs to another question"
    OTHER_ISSUER = "it names another issuer than the settings do"
    TOKEN = "its token does not hold"  # noqa: S105  a sentence
    SILENT = "it did not answer"


class OpenIdFailed(Refusal):
    """Signing in by OpenID Connect did not work."""

    code = "ZL-WEB-005"

    def __init__(self, wrong: Wrong, detail: str = "") -> None:
        super().__init__(
            "Signing in by OpenID Connect did not work.",
            where="the OpenID provider",
            why=f"{wrong.value}: {detail}" if detail else wrong.value,
            do_next="start again; if it stays so, ask whoever keeps the server",
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What was sent along with a browser, and must come back with it."""

    state: str
    nonce: str
    verifier: str

    def as_cookie(self) -> str:
        """The question as one text."""
        return f"{self.state}.{self.nonce}.{self.verifier}"

    @classmethod
    def from_cookie(cls, text: str) -> "Question":
        """The question of a cookie; ``OpenIdFailed`` where it is none."""
        parts = text.split(".")
        if len(parts) != len(fields(cls)) or not all(parts):
            raise OpenIdFailed(Wrong.NO_QUESTION)
        return cls(*parts)


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider of a server."""

    settings: OpenId
    transport: httpx.BaseTransport | None = None

    def begin(self) -> tuple[str, Question]:
        """Where to send the browser, and what to remember of it."""
        question = Question(*(generate_token(SECRET_LENGTH) for _ in range(3)))
        address = prepare_grant_uri(
            self._described()["authorization_endpoint"],
            client_id=self.settings.client_id, response_type="code",
            redirect_uri=self.settings.redirect, scope=SCOPE, state=question.state,
            nonce=question.nonce, code_challenge_method="S256",
            code_challenge=create_s256_code_challenge(question.verifier),
        )  # fmt: skip
        return str(address), question

    def finish(self, question: Question, *, state: str, code: str, now_at: int) -> str:
        """The subject of whoever came back with ``code``."""
        if state != question.state:
            raise OpenIdFailed(Wrong.OTHER_QUESTION)
        described = self._described()
        told = self._ask("POST", described["token_endpoint"], {
            "grant_type": "authorization_code", "code": code,
            "redirect_uri": self.settings.redirect, "client_id": self.settings.client_id,
            "client_secret": self.settings.client_secret, "code_verifier": question.verifier,
        })  # fmt: skip
        keys = self._ask("GET", described["jwks_uri"])
        return self._subject(str(told.get("id_token", "")), keys, question, now_at // MICROS)

    def _subject(
        self, id_token: str, keys: Mapping[str, Any], question: Question, now_s: int
    ) -> str:
        wanted = jwt.JWTClaimsRegistry(
            now_s, LEEWAY_S,
            iss={"essential": True, "value": self.settings.issuer},
            aud={"essential": True, "value": self.settings.client_id},
            nonce={"essential": True, "value": question.nonce},
            exp={"essential": True}, sub={"essential": True},
        )  # fmt: skip
        try:
            known = KeySet([import_key(each) for each in keys.get("keys", [])])
            token = jwt.decode(id_token, known, ALGORITHMS)
            wanted.validate(token.claims)
        except (JoseError, ValueError, KeyError) as error:
            raise OpenIdFailed(Wrong.TOKEN, str(error)) from error
        return str(token.claims["sub"])

    def _described(self) -> Mapping[str, Any]:
        described = self._ask("GET", self.settings.issuer.rstrip("/") + WELL_KNOWN)
        if described.get("issuer") != self.settings.issuer:
            raise OpenIdFailed(Wrong.OTHER_ISSUER)
        return described

    def _ask(
        self, method: str, address: str, form: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        try:
            with httpx.Client(transport=self.transport, timeout=WAIT_S) as client:
                said = client.request(method, address, data=form).raise_for_status()
                body = said.json()
        except (httpx.HTTPError, ValueError) as error:
            raise OpenIdFailed(Wrong.SILENT, type(error).__name__) from error
        return body if isinstance(body, dict) else {}
