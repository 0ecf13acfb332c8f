"""Two people in live chat on the demo's Monday: one is being helped, one waits."""

from datetime import datetime, timedelta

from django.utils import timezone

from suketto.channels.chat import actions
from suketto.channels.chat.models import ChatSession
from suketto.demo.company import Company
from suketto.demo.monday import said, soon
from suketto.people.attendance import say_at_work

ALL_DAY = timedelta(hours=12)


def begin(company: Company, now: datetime) -> int:
    """柴田 is talking with 水野, whose next word is awaited; 久我 waits. Their pages stay open all day."""
    desk, shibata, kuga = company.desks["it"], company.named["柴田"], company.named["久我"]
    mizuno = company.named["水野"]
    say_at_work(mizuno)
    service = company.services["meeting-room"]
    here = timezone.localtime(now)
    words = f"会議室Bのモニターに、PC NPC-0412 の画面が映りません。{said(soon(here, 50), here)}から使います。"
    going = actions.begin(desk=desk, person=shibata, service=service, text=words)
    waiting = actions.begin(desk=desk, person=kuga, text="名刺管理アプリの画面が真っ白になります。")
    # Begun outside of opening hours it would have ended already.
    ChatSession.objects.filter(pk__in=[going.pk, waiting.pk]).update(ended_at=None, why="", here_at=now + ALL_DAY)
    actions.take(going, by=mizuno)
    actions.answer(going, "柴田さん、水野です。モニターの入力は「HDMI 1」になっていますか。", by=mizuno)
    actions.say(going, "「HDMI 2」でした。1にしましたが、まだ真っ黒です。", by=shibata)
    return 2
