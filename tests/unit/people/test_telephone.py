"""Numbers as exchanges and people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suketto.people.telephone import Said, read, shown


@pytest.mark.parametrize(
    "raw",
    [
        "090-1234-5678", "09012345678", "０９０−１２３４−５６７８", "+81 90 1234 5678", "819012345678", "+819012345678",
        "９０１２３４５６７８",
        "(090)1234-5678", "tel:+81-90-1234-5678", "sip:09012345678@pbx.example.jp:5060;user=phone",
        '"真田 隆志" <sip:+819012345678@10.0.0.1>', "sip:%2B819012345678@pbx", "18409012345678", "009012345678",
        "090 1234 5678", "０９０ー１２３４ー５６７８", "00819012345678",
    ],
)  # fmt: skip
def test_one_number_in_every_form(raw: str) -> None:
    assert read(raw) == Said(raw, number="+819012345678")


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("043-123-4567", "+81431234567"),
        ("0120-444-444", "+81120444444"),
        ("050-1234-5678", "+815012345678"),
        ("+65 6591 2345", "+6565912345"),
        ("4915792000000", "+4915792000000"),
        ("010 65 6591 2345", "+6565912345"),
    ],
)
def test_other_numbers(raw: str, number: str) -> None:
    assert read(raw).number == number


@pytest.mark.parametrize(
    ("raw", "extension"),
    [("4120", "4120"), ("内線4120", "4120"), ("内線 ４１２０", "4120"),
     ("sip:4120@pbx.local", "4120"), ("x4120", "4120"),
     ("0412", "0412"), ("ext. 8-4120", "84120"), ("<sip:201@10.0.0.9;user=phone>", "201")],
)  # fmt: skip
def test_an_extension_is_its_digits_and_nothing_else(raw: str, extension: str) -> None:
    assert read(raw) == Said(raw, extension=extension)


@pytest.mark.parametrize(
    ("raw", "why"),
    [("anonymous", "anonymous"), ("Anonymous", "anonymous"), ("非通知", "anonymous"), ("公衆電話", "payphone"),
     ("表示圏外", "unavailable"), ("sip:anonymous@anonymous.invalid", "anonymous"), ("通知不可能", "unavailable"),
     ('"Anonymous" <sip:anonymous@anonymous.invalid>', "anonymous"), ("Coin line/payphone", "payphone")],
)  # fmt: skip
def test_a_number_that_is_withheld_says_why(raw: str, why: str) -> None:
    said = read(raw)

    assert (said.hidden, said.callable, said.raw) == (why, "", raw)


@pytest.mark.parametrize("raw", ["", "   ", "alice", "[Number]", "12345678901234567890123", "sip:", "０", "+", "<>"])
def test_what_is_none_stays_as_it_was_said(raw: str) -> None:
    assert read(raw).number == ""


@given(st.text(max_size=200))
def test_nothing_said_is_too_odd(raw: str) -> None:
    said = read(raw)

    assert said.raw == raw.strip()[:100]
    assert sum(map(bool, (said.number, said.extension, said.hidden))) <= 1


def test_numbers_are_shown_as_people_write_them() -> None:
    assert [shown("+819012345678"), shown("+81431234567"), shown("+6565912345"), shown("4120")] == [
        "090-1234-5678", "043-123-4567", "+65 6591 2345", "4120",
    ]  # fmt: skip
