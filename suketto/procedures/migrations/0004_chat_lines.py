"""Short lines for chats; a house that has its letters already gets the usual ones, in the language of its letters."""

import re
from typing import Any

from django.db import migrations, models

from suketto.procedures.usual import CHAT
from suketto.procedures.usual_english import CHAT_ENGLISH

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
POSITION = 6


def bring(apps: Any, editor: Any) -> None:
    templates = apps.get_model("procedures", "ReplyTemplate").objects
    first = templates.order_by("pk").first()
    if first is None:
        return
    lines = CHAT if JAPANESE.search(first.title + first.body) else CHAT_ENGLISH
    for number, (category, title, body) in enumerate(lines, start=1):
        known = {"category": category, "title": title, "body": body, "position": POSITION}
        templates.get_or_create(slug=f"chat-{number}", defaults=known)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_ways")]
    operations = [
        migrations.AlterField(
            model_name="replytemplate",
            name="category",
            field=models.CharField(
                choices=[
                    ("receipt", "受付"),
                    ("check", "確認"),
                    ("wait", "待ち"),
                    ("decline", "お断り＋代替"),
                    ("apology", "お詫び"),
                    ("solved", "解決"),
                    ("chat", "チャットのひとこと"),
                ],
                max_length=10,
                verbose_name="種類",
            ),
        ),
        migrations.RunPython(bring, migrations.RunPython.noop),
    ]
