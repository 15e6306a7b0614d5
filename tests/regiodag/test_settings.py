# SPDX-License-Identifier: EUPL-1.2
"""Settings from the environment: each is documented, and what is left out is safe."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ = re.compile(r'env\.\w+\(\s*"(\w+)"')


def read_with(**given: str) -> dict[str, object]:
    """What some settings are in a program started with these variables."""
    names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "DEMO", "ALLAUTH_TRUSTED_PROXY_COUNT", "DELIVERY_TIMEOUT")
    code = (
        "import json; from regiodag.config import settings as s;"
        f"print(json.dumps({{name: getattr(s, name) for name in {names}}}))"
    )
    kept = {name: os.environ[name] for name in ("PATH",)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "SECRET_KEY": "x", **given},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_every_setting_of_the_environment_is_documented_and_no_other() -> None:
    source = (ROOT / "src/regiodag/config/settings.py").read_text("utf-8")
    page = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE)) == set(READ.findall(source))


def test_site_with_an_encrypted_address_sends_cookies_encrypted_only() -> None:
    assert read_with(SITE_ADDRESS="https://regiodag.example.org", BEHIND_PROXY="1", EMAIL_TIMEOUT="5") == {
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "DEMO": False,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "DELIVERY_TIMEOUT": 5,
    }


def test_what_is_left_out_trusts_no_proxy_and_is_no_demonstration() -> None:
    found = read_with()
    assert (found["DEMO"], found["ALLAUTH_TRUSTED_PROXY_COUNT"], found["DELIVERY_TIMEOUT"]) == (False, 0, 30)
