"""Pages of letters: who may see which, decisions by hand, and what a page says."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from suketto.channels.email.models import Letter
from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_member, a_ticket, an_administrator, somebody
from tests.unit.email.writing import a_letter, arrives, what_became

pytestmark = pytest.mark.django_db
ABOUT_ONE = ["letter", "letter_file", "letter_html", "letter_attachment"]


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(name: str, letter: Letter) -> str:
    return reverse(name, args=[letter.pk, 1] if name == "letter_attachment" else [letter.pk])


@pytest.fixture
def shibata() -> Person:
    return somebody()


@pytest.fixture
def letter(shibata: Person) -> Letter:
    return arrives(a_letter(by=shibata, files=(("議事録.txt", "本日の議題".encode()),)), a_desk())


@pytest.fixture
def empty() -> Letter:
    return arrives(a_letter("", by="scanner@example.jp", subject=""), a_desk())


# ── Who may see what ──


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_letter_is_for_the_members_of_its_desk_alone(name: str, letter: Letter, shibata: Person) -> None:
    readers = {
        "its writer": shibata, "a colleague": somebody(),
        "a member of another desk": a_member(desk=a_desk("ga", "総務")),
        "its member": a_member(), "an administrator": an_administrator(),
    }  # fmt: skip

    seen = {who: as_(person).get(page_of(name, letter)).status_code for who, person in readers.items()}

    assert seen == {
        "its writer": 403, "a colleague": 403, "a member of another desk": 404, "its member": 200,
        "an administrator": 404,
    }  # fmt: skip


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_letter_to_no_desk_is_for_administrators_alone(name: str, shibata: Person) -> None:
    letter = arrives(a_letter("", subject="", files=(("a.txt", b"a"),)), None)
    Letter.objects.filter(pk=letter.pk).update(outcome="quarantined", desk=None, ticket=None)

    seen = [as_(person).get(page_of(name, letter)).status_code for person in (shibata, a_member(), an_administrator())]

    assert seen == [403, 404, 200]


def test_the_list_shows_the_letters_of_ones_own_desks(letter: Letter, shibata: Person) -> None:
    address = reverse("letters") + "?show=all"
    readers = [a_member(), a_member(desk=a_desk("ga", "総務")), an_administrator()]

    pages = [as_(person).get(address).content.decode() for person in readers]

    assert [page_of("letter", letter) in page for page in pages] == [True, False, False]
    assert as_(shibata).get(address).status_code == 403


def test_only_those_who_may_see_a_letter_may_decide_about_it(empty: Letter, shibata: Person) -> None:
    others = [shibata, somebody(), a_member(desk=a_desk("ga", "総務")), an_administrator()]

    answers = [as_(person).post(reverse("letter_decision", args=[empty.pk]), {"act": "leave"}) for person in others]

    assert [answer.status_code for answer in answers] == [403, 403, 404, 404]
    assert what_became(Letter.objects.get(pk=empty.pk)) == ("quarantined", "empty")


def test_signed_out_one_signs_in_first(letter: Letter) -> None:
    addresses = [reverse("letters"), reverse("mail_state"), *(page_of(name, letter) for name in ABOUT_ONE)]

    answers = [Client().get(address) for address in addresses]

    assert {(answer.status_code, answer["Location"].split("?")[0]) for answer in answers} == {(302, "/account/login/")}


def test_the_way_to_the_letters_is_shown_where_mail_comes() -> None:
    mizuno, way = as_(a_member()), 'data-hotkey="g e"'
    pages = []
    for desk in (None, a_desk("ga", "総務"), a_desk()):
        if desk is not None:
            arrives(a_letter(by=somebody()), desk)
        pages.append(mizuno.get(reverse("inbox")).content.decode())

    assert [way in page for page in pages] == [False, False, True]


def test_a_letter_without_any_words_still_has_a_subject_as_a_ticket() -> None:
    letter = arrives(a_letter("", by=somebody(), subject="", files=(("画面.pdf", b"pdf"),)), a_desk())

    assert what_became(letter) == ("opened", "new")
    assert Ticket.objects.get().subject == "（件名なし）"


def test_a_ticket_that_moved_on_is_named_to_its_letters_desk_and_open_to_its_own(
    letter: Letter, shibata: Person
) -> None:
    ticket = Ticket.objects.get(pk=letter.ticket_id)
    actions.move(ticket, a_desk("ga", "総務"), by=a_member(), reason="総務の件")
    actions.set_facts(Ticket.objects.get(pk=ticket.pk), by=a_member(desk=a_desk("ga", "総務")), subject="懲戒の件")
    readers = {"owner": shibata, "member before": a_member(), "member now": a_member(desk=a_desk("ga", "総務"))}
    link, addresses = reverse("ticket", args=[ticket.pk]), [page_of("letter", letter), reverse("letters") + "?show=all"]

    answers = {who: [as_(person).get(address) for address in addresses] for who, person in readers.items()}
    seen = {
        who: [(answer.status_code, link in answer.content.decode(), ticket.label in answer.content.decode())
              for answer in two]
        for who, two in answers.items()
    }  # fmt: skip

    assert seen == {
        "owner": [(403, False, False)] * 2,
        "member before": [(200, False, True)] * 2,
        "member now": [(200, True, True)] * 2,
    }
    assert ["懲戒" in answers[who][0].content.decode() for who in readers] == [False, False, True]


# ── Decisions by hand ──


def test_a_letter_in_quarantine_becomes_a_ticket(empty: Letter) -> None:
    answer = as_(a_member()).post(reverse("letter_decision", args=[empty.pk]), {"act": "open"})

    ticket = Ticket.objects.get()
    assert answer["Location"] == reverse("ticket", args=[ticket.pk])
    assert what_became(Letter.objects.get(pk=empty.pk)) == ("opened", "by-hand")


@pytest.mark.parametrize("typed", ["{}", "HD-{:05d}", "ＨＤ－{:05d}"])
def test_it_is_added_to_the_ticket_named_as_people_write_numbers(empty: Letter, typed: str) -> None:
    ticket = a_ticket()

    as_(a_member()).post(reverse("letter_decision", args=[empty.pk]), {"act": "add", "ticket": typed.format(ticket.pk)})

    assert Letter.objects.get(pk=empty.pk).ticket == ticket


def test_a_number_that_is_none_of_theirs_is_refused_and_stays_typed(empty: Letter) -> None:
    elsewhere = a_ticket(desk=a_desk("ga", "総務"))

    answer = as_(a_member()).post(
        reverse("letter_decision", args=[empty.pk]), {"act": "add", "ticket": elsewhere.label}
    )

    assert (answer.status_code, Letter.objects.get(pk=empty.pk).outcome) == (422, "quarantined")
    assert f'value="{elsewhere.label}"' in answer.content.decode()


def test_who_comes_second_is_told_that_it_is_done(empty: Letter) -> None:
    mizuno = as_(a_member())
    mizuno.post(reverse("letter_decision", args=[empty.pk]), {"act": "open"})

    answer = mizuno.post(reverse("letter_decision", args=[empty.pk]), {"act": "open"})

    assert (answer.status_code, Ticket.objects.count()) == (422, 1)
    assert "もう片付いています" in answer.content.decode()


def test_an_administrator_gives_a_letter_of_no_desk_to_one() -> None:
    a_desk()
    affairs = a_desk("ga", "総務")
    letter = arrives(a_letter("", subject=""), None)

    answer = as_(an_administrator()).post(reverse("letter_decision", args=[letter.pk]), {"act": "open", "desk": "ga"})

    assert Ticket.objects.get().desk == affairs
    assert answer.status_code == 302


# ── What it shows ──


def test_why_a_letter_was_refused_is_said_in_the_words_of_the_refusal(empty: Letter) -> None:
    Letter.objects.filter(pk=empty.pk).update(reason="refused", warnings=["本文が長すぎます。"])

    page = as_(a_member()).get(page_of("letter", empty)).content.decode()

    assert "案件にできませんでした。 本文が長すぎます。" in page


def test_a_borrowed_name_and_failed_checks_stand_in_one_alarm() -> None:
    sanada = somebody("真田", "隆志")
    letter = arrives(
        a_letter("至急です", by="s@freemail.example.net", name="真田 隆志", Reply_To="b@elsewhere.example.org",
                 Authentication_Results="mx.example.jp; spf=softfail; dmarc=fail"), a_desk(),
    )  # fmt: skip
    mizuno = as_(a_member())

    pages = [mizuno.get(page_of("letter", letter)), mizuno.get(reverse("ticket", args=[letter.ticket_id]))]

    for page in (answer.content.decode() for answer in pages):
        alarm = page.split('class="refusal alarm"')[1].split("</div>")[0]
        assert alarm.count("<li>") == 3
        assert "SPF: 不合格（弱）・DMARC: 不合格" in alarm
    assert f'name="person" value="{sanada.pk}"' in pages[1].content.decode()


def test_whoever_sees_the_ticket_but_not_the_letter_is_led_to_no_closed_door(letter: Letter) -> None:
    watcher = a_member(desk=a_desk("ga", "総務"))
    ticket = Ticket.objects.get(pk=letter.ticket_id)
    actions.watch(ticket, by=watcher)

    page = as_(watcher).get(reverse("ticket", args=[ticket.pk])).content.decode()

    assert "新しい件として受け付けました" in page
    assert page_of("letter", letter) not in page


@pytest.mark.slow
def test_pages_of_older_letters_follow_by_key() -> None:
    for _number in range(52):
        arrives(a_letter("", subject=""), a_desk())
    mizuno = as_(a_member())

    first = mizuno.get(reverse("letters")).content.decode()
    older = re.search(r"\?show=waiting&amp;before=(\d+)", first)
    assert older is not None
    second = mizuno.get(f"{reverse('letters')}?before={older[1]}").content.decode()

    assert (first.count('class="mails__one"'), second.count('class="mails__one"')) == (50, 2)


@pytest.mark.parametrize("query", ["before=9999999999999999999999", "before=x", "show=<b>", "before=%EF%BC%99"])
def test_nonsense_in_the_address_is_borne(query: str) -> None:
    assert as_(a_member()).get(f"{reverse('letters')}?{query}").status_code == 200
