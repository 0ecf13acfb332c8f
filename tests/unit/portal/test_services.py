"""できること・できないこと (S53) and 窓口のお約束 (R43)."""

import pytest
from django.conf import settings
from django.test import Client

from suketto.catalog.models import ScopeItem, Service
from suketto.people.models import Person
from suketto.trail.models import Event
from tests.pages import in_one_line
from tests.people import a_desk, a_leader, a_member, an_administrator, somebody

pytestmark = pytest.mark.django_db


def test_everyone_reads_what_cannot_be_done_and_what_to_do_instead(as_shibata: Client, vpn: Service) -> None:
    page = as_shibata.get("/services/vpn/").content.decode()

    assert "個人のPCからのVPN接続" in page
    assert "会社の貸出用PCをご利用ください" in page
    assert 'name="instead"' not in page


def test_words_narrow_the_services_down(as_shibata: Client, vpn: Service, security: Service) -> None:
    answer = as_shibata.get("/services/", {"q": "貸出用"})

    assert answer.context["services"] == [vpn]


def editors(service: Service) -> dict[str, tuple[Person, int]]:
    owner = somebody("野中")
    service.owner = owner
    service.save()
    return {
        "owner": (owner, 302),
        "leader": (a_leader(), 302),
        "administrator": (an_administrator(), 302),
        "member": (a_member(), 403),
        "colleague": (somebody("久我"), 403),
        "leader of another desk": (a_leader("総務", desk=a_desk("ga", "総務")), 403),
    }


@pytest.mark.parametrize("who", ["owner", "leader", "administrator", "member", "colleague", "leader of another desk"])
def test_owner_leader_and_administrator_write_the_lines(client: Client, vpn: Service, who: str) -> None:
    person, status = editors(vpn)[who]
    client.force_login(person)

    answer = client.post("/services/vpn/scope/", {"kind": "can", "text": "接続の相談"})

    assert answer.status_code == status
    assert ScopeItem.objects.filter(text="接続の相談").exists() is (status == 302)


def test_a_cannot_without_instead_is_refused_and_stays_typed(client: Client, vpn: Service) -> None:
    client.force_login(an_administrator())

    answer = client.post("/services/vpn/scope/", {"kind": "cannot", "text": "私物の接続", "instead": " "})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "できないことには「代わりに」を必ず添えてください" in page
    assert "私物の接続" in page
    assert not ScopeItem.objects.filter(text="私物の接続").exists()


def test_a_line_is_changed_and_taken_away_and_the_trail_keeps_what_it_said(client: Client, vpn: Service) -> None:
    client.force_login(an_administrator())
    line = vpn.scope.get(kind="can")

    client.post("/services/vpn/scope/", {"item": line.pk, "kind": "can", "text": "証明書の再発行"})
    line.refresh_from_db()
    assert line.text == "証明書の再発行"
    client.post("/services/vpn/scope/", {"item": line.pk, "act": "remove"})

    assert not ScopeItem.objects.filter(pk=line.pk).exists()
    kept = Event.objects.filter(kind__startswith="service.").order_by("id")
    assert [event.data.get("before", {}).get("text") or event.data["text"] for event in kept] == [
        "証明書の更新",
        "証明書の再発行",
    ]


def test_a_line_of_another_service_cannot_be_touched_from_here(client: Client, vpn: Service, security: Service) -> None:
    client.force_login(an_administrator())
    line = ScopeItem.objects.create(service=security, kind="can", text="相談")

    client.post("/services/vpn/scope/", {"item": line.pk, "act": "remove", "kind": "can", "text": ""})

    assert ScopeItem.objects.filter(pk=line.pk).exists()


def test_the_charter_has_hours_targets_and_a_version_and_needs_no_sign_in(client: Client, vpn: Service) -> None:
    page = in_one_line(client.get("/charter/"))

    assert "月〜金 09:00–12:00、13:00–17:30" in page
    assert "15分以内" in page
    assert "受付時間で7.5時間以内" in page
    assert "第 1.0 版" in page


def test_the_charter_in_english_is_punctuated_in_english(client: Client, vpn: Service) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = in_one_line(client.get("/charter/"))

    assert "Mon–Fri 09:00–12:00, 13:00–17:30" in page
