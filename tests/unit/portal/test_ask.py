"""Asking the desk (S08): five boxes, proposals, nothing typed lost, nothing sent twice."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.knowledge.models import Article
from suketto.people.models import Desk, Person
from suketto.portal.answers import answers_to
from suketto.portal.models import SelfService
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_ticket, somebody
from tests.unit.portal.conftest import an_article

pytestmark = pytest.mark.django_db

SENTENCE = "Excelの集計表を開くところまでやってみましたが、保存で躓いています"


def asked(**typed: Any) -> dict[str, Any]:
    return {"text": "VPNにつながりません", "working_place": "home", "once": str(uuid4()), **typed}


def test_one_sentence_is_enough_and_is_proposed_for_the_boxes(as_shibata: Client, desk: Desk) -> None:
    page = as_shibata.post("/portal/ask/", {"text": SENTENCE, "act": "read"}).content.decode()

    assert "Excelの集計表を開くところまで" in page
    assert 'name="use" value="tried"' in page
    assert "記入 0/5" in page
    assert not Ticket.objects.exists()


def test_one_click_moves_a_proposal_into_its_box(as_shibata: Client, desk: Desk) -> None:
    typed = {"text": SENTENCE, "stuck": "", "use": "tried"}

    answer = as_shibata.post("/portal/ask/", typed)

    assert answer.context["form"]["tried"].value() == "Excelの集計表を開くところまで"
    assert answer.context["form"]["stuck"].value() == ""
    assert "記入 1/5" in answer.content.decode()


@time_machine.travel(datetime(2026, 6, 8, 14, 0, tzinfo=ZoneInfo("Asia/Tokyo")))
def test_a_limit_that_is_over_today_is_asked_and_one_click_answers(as_shibata: Client, desk: Desk) -> None:
    typed = {"text": "印刷できません。10時までに必要です。"}

    page = as_shibata.post("/portal/ask/", typed | {"act": "read"}).content.decode()
    everything = as_shibata.post("/portal/ask/", typed | {"use": "all"}).context["form"]
    answered = as_shibata.post("/portal/ask/", typed | {"use": "deadline_at@2026-06-09T10:00"}).context["form"]

    assert "6/9(火) 10:00 ですか（「10時までに」は、今日はもう過ぎています）" in page
    assert not everything["deadline_at"].value()
    assert answered["deadline_at"].value() == "2026-06-09T10:00"


def test_what_was_typed_is_never_replaced_by_a_proposal(as_shibata: Client, desk: Desk) -> None:
    typed = {"text": SENTENCE, "tried": "自分で書いた", "use": "all"}

    form = as_shibata.post("/portal/ask/", typed).context["form"]

    assert (form["tried"].value(), form["stuck"].value()) == ("自分で書いた", "保存")


def test_the_sentence_alone_is_accepted(as_shibata: Client, shibata: Person, desk: Desk) -> None:
    answer = as_shibata.post("/portal/ask/", asked(text=SENTENCE))

    ticket = Ticket.objects.get()
    assert answer["Location"] == f"/my/tickets/{ticket.pk}/?arrived=ask"
    assert (ticket.requester, ticket.opened_by, ticket.desk, ticket.channel) == (shibata, shibata, desk, "portal")
    assert ticket.messages.get().body == SENTENCE


def test_all_the_boxes_arrive(as_shibata: Client, desk: Desk) -> None:
    later = timezone.localtime(clock.now() + timedelta(hours=5)).replace(second=0, microsecond=0)
    boxes = {"wanted": "見積を送りたい", "tried": "再起動", "stuck": "証明書の画面", "others": "隣は使える"}
    facts = {"place": "大阪 3階", "device": "CB-0412", "deadline_kind": "customer"}

    as_shibata.post("/portal/ask/", asked(**boxes, **facts, deadline_at=later.strftime("%Y-%m-%dT%H:%M")))

    ticket = Ticket.objects.get()
    assert ticket.boxes_filled == 5
    assert {name: getattr(ticket, name) for name in (*boxes, *facts)} == {**boxes, **facts}
    assert (ticket.deadline_at, ticket.working_place) == (later, "home")


def test_the_service_meant_decides_the_desk(as_shibata: Client, desk: Desk) -> None:
    affairs = a_desk("ga", "総務")
    cards = Service.objects.create(slug="card", name="名刺", desk=affairs, words=["名刺"])

    as_shibata.post("/portal/ask/", asked(text="名刺を発注したい"))

    ticket = Ticket.objects.get()
    assert (ticket.desk, ticket.service) == (affairs, cards)


def test_the_service_shown_never_contradicts_the_first_answer(as_shibata: Client, desk: Desk, vpn: Service) -> None:
    cards = Service.objects.create(slug="card", name="名刺", desk=desk, words=["名刺", "スキャナー", "発注"])
    paper = Service.objects.create(slug="paper", name="用紙", desk=desk, words=["用紙"])
    an_article(paper, title="名刺スキャナーが動かない", symptom="名刺を読み取れません")
    an_article(vpn, title="錠前が開かない", symptom="錠前に鍵が入りません")

    shown = {
        text: as_shibata.post("/portal/ask/beside/", {"text": text}).context["service"]
        for text in ("名刺スキャナーが動かない", "発注したい", "錠前が開かない")
    }

    assert shown == {"名刺スキャナーが動かない": None, "発注したい": cards, "錠前が開かない": vpn}


def test_a_question_nobody_can_place_goes_to_the_first_desk(as_shibata: Client, desk: Desk) -> None:
    a_desk("ga", "総務")

    as_shibata.post("/portal/ask/", asked(text="なんとなく変です"))

    assert Ticket.objects.get().desk == desk


def test_sent_twice_it_is_one_ticket(as_shibata: Client, desk: Desk) -> None:
    typed = asked()

    first, second = as_shibata.post("/portal/ask/", typed), as_shibata.post("/portal/ask/", typed)

    assert first["Location"] == second["Location"]
    assert Ticket.objects.count() == 1


def test_brought_back_by_the_back_button_it_is_still_one_ticket(as_shibata: Client, desk: Desk) -> None:
    boxes = {"text": "", "wanted": " 見積を送りたい ", "stuck": "証明書の画面"}

    for first in (asked(), asked(**boxes)):
        as_shibata.post("/portal/ask/", first)
        before = Ticket.objects.latest("id")
        again = as_shibata.post("/portal/ask/", first | {"once": str(uuid4())}, follow=True)

        assert again.redirect_chain[0][0] == f"/my/tickets/{before.pk}/?arrived=ask"
        assert f"さきほど {before.label} として届いています。" in again.content.decode()
    assert Ticket.objects.count() == 2


def test_a_file_sent_with_the_same_words_is_added_to_the_ticket(as_shibata: Client, desk: Desk) -> None:
    as_shibata.post("/portal/ask/", asked(files=SimpleUploadedFile("画面.txt", b"a")))
    as_shibata.post("/portal/ask/", asked(files=SimpleUploadedFile("画面.txt", b"a")))
    as_shibata.post("/portal/ask/", asked(files=SimpleUploadedFile("log.txt", b"b")))

    messages = Ticket.objects.get().messages.all()
    assert [[file.name for file in message.attachments.all()] for message in messages] == [["画面.txt"], ["log.txt"]]


@pytest.mark.parametrize("other", [{"text": "VPNにつながりません。急ぎます"}, {"stuck": "証明書の画面"}])
def test_other_words_are_another_ticket(as_shibata: Client, desk: Desk, other: dict[str, str]) -> None:
    as_shibata.post("/portal/ask/", asked())
    as_shibata.post("/portal/ask/", asked(**other))

    assert Ticket.objects.count() == 2


def test_the_same_words_later_after_solving_or_by_somebody_else_are_another_ticket(
    client: Client, shibata: Person, desk: Desk
) -> None:
    client.force_login(shibata)
    client.post("/portal/ask/", asked())
    Ticket.objects.update(opened_at=clock.now() - timedelta(minutes=11))
    client.post("/portal/ask/", asked())
    assert Ticket.objects.count() == 2

    actions.solved_by_requester(Ticket.objects.latest("id"), by=shibata)
    client.post("/portal/ask/", asked())
    assert Ticket.objects.count() == 3

    client.force_login(somebody("久我"))
    client.post("/portal/ask/", asked())
    assert Ticket.objects.count() == 4


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": "   "}, "困っていることを、どれか一つの欄に書いてください"),
        ({"deadline_at": "2020-01-01T10:00"}, "「いつまでに」が過ぎた時刻"),
        ({"text": "あ" * 100_001}, "一度に書けるのは 100,000 文字まで"),
        ({"place": "あ" * 121}, "120"),
        ({"deadline_at": "いつか"}, "日時"),
    ],
)
def test_a_refused_question_keeps_every_word(as_shibata: Client, desk: Desk, wrong: dict[str, str], said: str) -> None:
    answer = as_shibata.post("/portal/ask/", asked(**wrong))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    form = answer.context["form"]
    assert {name: form[name].value() for name in wrong} == wrong
    assert not Ticket.objects.exists()


def test_nul_and_other_controls_are_taken_out_and_not_complained_about(as_shibata: Client, desk: Desk) -> None:
    as_shibata.post("/portal/ask/", asked(text="VPN\x00が\x07切れる😀𠮷", device="CB\x00-1"))

    ticket = Ticket.objects.get()
    assert (ticket.messages.get().body, ticket.device) == ("VPNが切れる😀𠮷", "CB-1")


def test_files_and_photographs_arrive_with_the_question(as_shibata: Client, desk: Desk) -> None:
    files = [SimpleUploadedFile("画面.txt", b"a"), SimpleUploadedFile("log.txt", b"b")]

    as_shibata.post("/portal/ask/", asked(files=files, camera=SimpleUploadedFile("photo.jpg", b"c")))

    names = [file.name for file in Ticket.objects.get().messages.get().attachments.all()]
    assert names == ["画面.txt", "log.txt", "photo.jpg"]


def test_a_program_is_refused_and_the_words_stay(as_shibata: Client, desk: Desk) -> None:
    answer = as_shibata.post("/portal/ask/", asked(files=SimpleUploadedFile("請求書.pdf.exe", b"MZ....")))

    assert answer.status_code == 422
    assert "実行できる種類のファイル" in answer.content.decode()
    assert answer.context["form"]["text"].value() == "VPNにつながりません"


def test_beside_the_form_stand_the_answer_the_own_ticket_and_the_limits(
    as_shibata: Client, shibata: Person, article: Article
) -> None:
    a_ticket(shibata, "VPNの証明書について")

    page = as_shibata.post("/portal/ask/beside/", {"text": "VPNの証明書の期限が切れたようです"}).content.decode()

    assert article.title in page
    assert "同じことを、もう聞かれていませんか" in page
    assert "会社の貸出用PCをご利用ください" in page


def test_the_place_is_known_beforehand(as_shibata: Client, shibata: Person, desk: Desk) -> None:
    shibata.working_place = "trip"
    shibata.save()

    assert as_shibata.get("/portal/ask/").context["form"]["working_place"].value() == "trip"


def test_asking_after_reading_is_not_counted_as_solved(as_shibata: Client, shibata: Person, article: Article) -> None:
    seal = answers_to("VPN 証明書", shibata).asked.seal
    as_shibata.get(f"/faq/{article.pk}/", {"from": seal})

    as_shibata.post("/portal/ask/", asked(**{"from": seal}))

    row = SelfService.objects.get()
    assert row.asked_at is not None
    assert row.solved_at is None


def test_a_house_without_a_desk_says_so_and_keeps_the_words(as_shibata: Client) -> None:
    answer = as_shibata.post("/portal/ask/", asked())

    assert answer.status_code == 422
    assert "窓口がまだ一つもありません" in answer.content.decode()


def test_an_expired_session_gives_the_words_back(client: Client, desk: Desk) -> None:
    answer = client.post("/portal/ask/", asked(text="長い間書いていた大切な文章です。消えると困ります。"))

    assert answer.status_code == 401
    assert "長い間書いていた大切な文章です" in answer.content.decode()
