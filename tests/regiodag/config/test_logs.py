# SPDX-License-Identifier: EUPL-1.2
"""What is struck out of a log line."""

from __future__ import annotations

import pytest

from regiodag.config.logs import scrubbed


@pytest.mark.parametrize("kind", ["invitation", "invited", "login-link", "address", "my", "d"])
def test_token_in_an_address_of_the_site_is_struck_out(kind: str) -> None:
    assert scrubbed(f'"GET /{kind}/abcDEF_123-456/ HTTP/1.1" 200') == f'"GET /{kind}/…/ HTTP/1.1" 200'
