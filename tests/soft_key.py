# SPDX-License-Identifier: EUPL-1.2
"""A passkey made of software: does what a telephone or a security key does (W3C Web Authentication, level 3)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://testserver"
RP = sha256(b"testserver")
Flag = AuthenticatorData.FLAG
SEEN = Flag.UP | Flag.UV


@dataclass
class SoftKey:
    """A key pair and a name for it."""

    name: bytes = b"a key of software"
    pair: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    user: str = ""

    def register(self, options: Mapping[str, Any]) -> str:
        """Return what the browser sends when the key is added."""
        asked = options["publicKey"]
        self.user = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.pair.public_key())  # type: ignore[no-untyped-call]
        credential = AttestedCredentialData.create(b"\0" * 16, self.name, public)
        data = AuthenticatorData.create(RP, SEEN | Flag.AT, 0, credential)
        attestation = AttestationObject.create("none", data, {})
        return self._answer(
            "webauthn.create", asked["challenge"], lambda _client: {"attestationObject": websafe_encode(attestation)}
        )

    def sign_in(self, options: Mapping[str, Any]) -> str:
        """Return what the browser sends when the key is used."""
        data = AuthenticatorData.create(RP, SEEN, 1)

        def signed(client: bytes) -> dict[str, Any]:
            signature = self.pair.sign(data + sha256(client), ec.ECDSA(SHA256()))
            return {
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": self.user,
            }

        return self._answer("webauthn.get", options["publicKey"]["challenge"], signed)

    def _answer(self, kind: str, challenge: str, response: Callable[[bytes], dict[str, Any]]) -> str:
        client = json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}).encode()
        return json.dumps({
            "id": websafe_encode(self.name),
            "rawId": websafe_encode(self.name),
            "type": "public-key",
            "response": {"clientDataJSON": websafe_encode(client), **response(client)},
            "clientExtensionResults": {"credProps": {"rk": True}},
        })  # fmt: skip
