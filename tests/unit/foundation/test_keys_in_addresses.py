"""Addresses that are keys themselves stand in no log, neither in ours nor in that of the proxy in front."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from config.logging import hide_addresses

KEYS = [
    ("call_told", "abcDEF-_123456789012"), ("guide", "abcDEF-_123456789012"),
    ("thanks_by_mail", "WzQsMl0:1xV4Fj:YaRo16WhHspC3SjRUPI7HMm6rUUt4H8Zmm_YEXo-ztU"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_addresses_in_logs_have_no_key(name: str, key: str) -> None:
    path = reverse(name, args=[key])
    event = hide_addresses(None, "", {"event": f"Internal Server Error: {path}", "status": 500})

    assert event == {"event": f"Internal Server Error: {path.replace(key, '…')}", "status": 500}


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_the_proxy_in_front_writes_no_key_down(name: str, key: str) -> None:
    conf = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    plain, _bar, tls = conf.partition("listen 443")
    silent = re.search(r"location ~ (\S+) \{[^}]*access_log off;[^}]*proxy_pass", tls)
    kept = re.search(r"log_format house '([^']*)'", conf)

    assert silent
    assert re.match(silent[1], reverse(name, args=[key]))
    assert "access_log off;" in plain
    # What such a page asks for names it as its referrer.
    assert kept
    assert "referer" not in kept[1]
    assert re.search(r"access_log \S+ house;", tls)
