"""A house whose IT desk has a mailbox on the test's own Dovecot."""

import os

from suketto.channels.email.actions import connect
from suketto.people import actions as people
from suketto.people.models import Desk
from tests.mail.servers import PASSWORD
from tests.people import somebody

HELP = "help@example.jp"


def with_mailbox() -> None:
    desk = Desk.objects.create(slug="it", name="情報システム", email=HELP, extension="4000")
    people.give_role(somebody("水野", "真理", email="mizuno@example.jp"), "member", by=None, desk=desk)
    somebody("柴田", "葵", email="shibata@example.jp")
    somebody("田中", "消", email="tanaka@gone.example.jp")
    connect(
        by=None, desk=desk, address=HELP, host="127.0.0.1", port=int(os.environ["MAIL_TEST_IMAP"]), security="plain",
        username=HELP, password=PASSWORD, done_folder="処理済み", plus=True, begin="unread",
    )  # fmt: skip
