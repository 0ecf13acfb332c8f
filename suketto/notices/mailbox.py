"""What stands in for a mail server that nobody has connected: the mail stays in the outbox, to be read there."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from suketto.foundation import clock
from suketto.notices.models import Mail


class KeptMail(BaseEmailBackend):
    """Keeps mails that do not come from the outbox (password mails); the outbox keeps its own."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        now = clock.now()
        for number, mail in enumerate(email_messages):
            for to in mail.to:
                Mail.objects.get_or_create(
                    about=f"other-{now.timestamp()}-{number}"[:40],
                    defaults={
                        "to": to, "subject": mail.subject[:300], "body": str(mail.body), "made_at": now,
                        "state": Mail.State.KEPT,
                    },
                )  # fmt: skip
        return len(email_messages)
