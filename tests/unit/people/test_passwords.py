"""A new password where no mail arrives: an address from the operator, good once; and nobody reads those of others."""

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from suketto.console.verbs import run
from suketto.foundation.refusals import Refusal
from suketto.notices.mailbox import KeptMail
from suketto.notices.models import Mail
from suketto.people.models import Person
from suketto.people.passwords import CannotSignIn, password_key
from suketto.trail.models import Event
from tests.people import an_administrator, somebody

pytestmark = pytest.mark.django_db
NEW = "とても長い新しいパスワード２０２６"


def test_the_address_chooses_a_password_once(capsys: pytest.CaptureFixture[str]) -> None:
    shibata = somebody()
    run(["password-link", shibata.employee_number])
    address = re.findall(r"http\S+", capsys.readouterr().out)[0].removeprefix("http://127.0.0.1:8000")
    browser = Client()
    form = browser.get(address, follow=True).redirect_chain[-1][0]

    browser.post(form, {"password1": NEW, "password2": NEW})

    shibata.refresh_from_db()
    assert shibata.check_password(NEW)
    assert Event.objects.filter(kind="person.password_key_made", about_id=shibata.pk).count() == 1
    assert "password1" not in Client().get(address, follow=True).content.decode()


def test_for_nobody_and_for_those_who_left_there_is_none() -> None:
    left = somebody()
    Person.objects.filter(pk=left.pk).update(is_active=False)
    left.refresh_from_db()

    with pytest.raises(Refusal, match="nobody here"):
        run(["password-link", "000000"])
    with pytest.raises(CannotSignIn):
        password_key(left, by=None)


def test_an_administrator_does_not_read_it_in_the_outbox() -> None:
    uid, key = password_key(somebody(), by=None)
    address = f"http://127.0.0.1:8000/account/password/reset/key/{uid}-{key}/"
    KeptMail().send_messages([EmailMessage("パスワード", f"こちらで決めてください\n{address}\n", to=["a@example.jp"])])
    browser = Client()
    browser.force_login(an_administrator())

    page = browser.get(f"/house/outbox/{Mail.objects.get().pk}/").content.decode()

    assert "/password/reset/key/…/" in page
    assert key not in page
