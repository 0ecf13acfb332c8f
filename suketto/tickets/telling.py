"""Events of a ticket in words."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suketto.tickets.models import Resolution, Step, Ticket
from suketto.trail.models import Event

WORDS = {
    "opened": gettext_lazy("受け付けました"),
    "written": gettext_lazy("書き込みました"),
    "replied": gettext_lazy("返信しました"),
    "noted": gettext_lazy("社内メモを残しました"),
    "helped": gettext_lazy("まわりの詳しい人として答えました"),
    "triaged": gettext_lazy("四点整理を保存しました"),
    "facts_changed": gettext_lazy("内容を直しました"),
    "begun": gettext_lazy("対応を始めました"),
    "reopened": gettext_lazy("再開しました"),
    "thanked": gettext_lazy("「助かった！」を送りました"),
    "watched": gettext_lazy("見守りを始めました"),
    "unwatched": gettext_lazy("見守りをやめました"),
    "overdue": gettext_lazy("約束の時刻を過ぎたため、一つ上に上げました"),
    "step_added": gettext_lazy("手順を足しました"),
    "step_removed": gettext_lazy("手順を消しました"),
    "article_made": gettext_lazy("FAQの下書きを作りました"),
}


HOUSE = {
    "person.added": gettext_lazy("社員を登録しました"),
    "person.changed": gettext_lazy("社員の記録を直しました"),
    "person.left": gettext_lazy("退職の手続きをしました"),
    "person.returned": gettext_lazy("退職を取り消しました"),
    "person.role_given": gettext_lazy("役割を渡しました"),
    "person.role_ended": gettext_lazy("役割を外しました"),
    "person.signed_in": gettext_lazy("サインインしました"),
    "person.signed_out": gettext_lazy("サインアウトしました"),
    "person.sign_in_failed": gettext_lazy("サインインに失敗しました"),
    "desk.opened": gettext_lazy("窓口を開きました"),
    "desk.changed": gettext_lazy("窓口の連絡先を直しました"),
    "desk.hours_set": gettext_lazy("受付時間を決めました"),
    "desk.targets_set": gettext_lazy("返事の目安を決めました"),
    "service.opened": gettext_lazy("サービスを足しました"),
    "service.changed": gettext_lazy("サービスを直しました"),
    "template.written": gettext_lazy("返信のひな形を書きました"),
    "template.removed": gettext_lazy("返信のひな形を消しました"),
    "notice.published": gettext_lazy("お知らせを出しました"),
    "article.drafted": gettext_lazy("FAQを書き始めました"),
    "article.revised": gettext_lazy("FAQを直しました"),
    "article.state_changed": gettext_lazy("FAQの状態を変えました"),
    "article.rated": gettext_lazy("FAQを評価しました"),
    "article.solved": gettext_lazy("FAQで解決しました"),
    "procedure.drafted": gettext_lazy("手順書を書き始めました"),
    "procedure.revised": gettext_lazy("手順書の下書きを直しました"),
    "procedure.published": gettext_lazy("手順書を公開しました"),
    "procedure.draft_discarded": gettext_lazy("手順書の下書きを消しました"),
    "procedure.retired": gettext_lazy("手順書を廃止しました"),
    "procedure.brought_back": gettext_lazy("手順書をまた使えるようにしました"),
    "procedure.entrusted": gettext_lazy("手順書の所管と窓口を変えました"),
    "service.scope_written": gettext_lazy("できること・できないことを書きました"),
    "service.scope_removed": gettext_lazy("できること・できないことを消しました"),
    "lookup.ignored": gettext_lazy("探されたことばを見送りにしました"),
    "lookup.article": gettext_lazy("探されたことばの記事を書くことにしました"),
    "lookup.undecided": gettext_lazy("探されたことばの判断を取り消しました"),
    "wording.added": gettext_lazy("言い換えを足しました"),
    "wording.changed": gettext_lazy("言い換えを直しました"),
    "wording.ended": gettext_lazy("言い換えを止めました"),
    "wording.resumed": gettext_lazy("言い換えをまた使うようにしました"),
    "wording.imported": gettext_lazy("言い換えを取り込みました"),
    "wording.undone": gettext_lazy("言い換えの変更を元に戻しました"),
    "token.made": gettext_lazy("連携の鍵を作りました"),
    "token.ended": gettext_lazy("連携の鍵を止めました"),
    "ticket.imported": gettext_lazy("取り込んだ記録"),
}


def in_words(event: Event) -> str:
    """What happened, in the reader's language, with what mattered."""
    what = event.kind.removeprefix("ticket.")
    if event.kind in HOUSE:
        return str(HOUSE[event.kind])
    if what in TELLERS:
        return TELLERS[what](event.data)
    return str(WORDS.get(what, event.kind))


def _label(number: Any) -> str:
    return f"HD-{number:05d}" if isinstance(number, int) else "—"


def _choice(choices: Any, value: Any) -> str:
    return str(dict(choices).get(value, value))


TELLERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "assigned": lambda data: (
        _("担当を%(name)sさんにしました") % {"name": data["name"]} if data.get("name") else _("担当を外しました")
    ),
    "moved": lambda data: _("%(before)sから%(to)sへ引き継ぎました（%(reason)s）") % data,
    "waiting": lambda data: f"{_choice(Ticket.State.choices, data['state'])}: {data['reason']}",
    "resolved": lambda data: _("解決しました（%s）") % _choice(Resolution.How.choices, data.get("how")),
    "merged": lambda data: _("%s に統合しました") % _label(data.get("into")),
    "absorbed": lambda data: _("%s をここに統合しました") % _label(data.get("other")),
    "split": lambda data: _("一部を %s に切り出しました") % _label(data.get("other")),
    "split_from": lambda data: _("%s から切り出しました") % _label(data.get("other")),
    "linked": lambda data: _("%s と結びました") % _label(data.get("other")),
    "unlinked": lambda data: _("%s との結びを解きました") % _label(data.get("other")),
    "help_asked": lambda data: _("まわりの詳しい人（%s）に相談しました") % data.get("name"),
    "rated": lambda data: _("評価 %s／5 を付けました") % data.get("stars"),
    "time_spent": lambda data: _("作業 %s 分を足しました") % data.get("minutes"),
    "procedure_inserted": lambda data: _("手順書「%(name)s」版 %(version)s を入れました（%(steps)s 手順）") % data,
    "procedure_withdrawn": lambda data: _("手順書「%(name)s」版 %(version)s を取り消しました") % data,
    "step_done": lambda data: _("手順の結果: %s") % _choice(Step.Result.choices, data.get("result")),
}
