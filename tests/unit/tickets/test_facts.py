"""Device numbers, error codes and limits are found in the words, and nothing that only looks like one."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from suketto.tickets import facts

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize(
    ("text", "devices"),
    [
        ("管理番号は MFP-0312 です。", ("MFP-0312",)),
        ("ＰＣ０１２３の電源が入りません", ("PC0123",)),
        ("PC名：LT-20231、隣はnb-00417", ("LT-20231", "NB-00417")),
        ("PCが3台動きません", ()),
        ("Windows11にしたい", ()),
        ("USB-3000の件とHD-00012の件", ()),
    ],
)
def test_devices(text: str, devices: tuple[str, ...]) -> None:
    assert facts.find(text, NOW).devices == devices


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("0x80070005 が出ます", ("0x80070005",)),
        ("エラーコード：691 でつながりません", ("691",)),
        ("ERR_CONNECTION_RESET と Error 404", ("ERR_CONNECTION_RESET", "404")),
        ("エラー12件の一覧", ()),
        ("コード 5 つ", ()),
        ("エラー番号: M-1001-02", ("M-1001-02",)),
    ],
)
def test_errors(text: str, errors: tuple[str, ...]) -> None:
    assert facts.find(text, NOW).errors == errors


def test_an_audit_at_two_is_a_limit_of_today() -> None:
    limit = facts.find("14時から監査です。印刷できません。", NOW).deadline

    assert limit is not None
    assert (limit.at, limit.kind) == (datetime(2026, 11, 20, 14, 0, tzinfo=NOW.tzinfo), "meeting")


def test_nothing_said_is_nothing_found() -> None:
    assert not facts.find("お世話になっております。", NOW)
