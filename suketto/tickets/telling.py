"""Events of a ticket in words."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suketto.tickets.models import IdentityCheck, OtherWay, Resolution, Run, Step, Ticket
from suketto.trail.models import Event

WORDS = {
    "opened": gettext_lazy("受け付けました"),
    "written": gettext_lazy("書き込みました"),
    "replied": gettext_lazy("返信しました"),
    "heard": gettext_lazy("電話で聞いたことを書き留めました"),
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
    "answer_bounced": gettext_lazy("返信が届きませんでした"),
    "article_made": gettext_lazy("FAQの下書きを作りました"),
    "chat_taken": gettext_lazy("チャットで対応を始めました"),
    "chat_unseen": gettext_lazy("チャットの画面で見られていない返事を、メールでも送ります"),
    "chat_resumed": gettext_lazy("チャットを再開しました"),
}


HOUSE = {
    "person.added": gettext_lazy("社員を登録しました"),
    "person.changed": gettext_lazy("社員の記録を直しました"),
    "person.left": gettext_lazy("退職の手続きをしました"),
    "person.returned": gettext_lazy("退職を取り消しました"),
    "person.role_given": gettext_lazy("役割を渡しました"),
    "person.role_ended": gettext_lazy("役割を外しました"),
    "person.break_taken": gettext_lazy("10分休憩に入りました"),
    "person.break_ended": gettext_lazy("休憩から戻りました"),
    "person.jobs_again": gettext_lazy("うまくいかなかった裏方の仕事を、もう一度やらせました"),
    "person.signed_in": gettext_lazy("サインインしました"),
    "person.signed_out": gettext_lazy("サインアウトしました"),
    "person.sign_in_failed": gettext_lazy("サインインに失敗しました"),
    "person.password_key_made": gettext_lazy("パスワードを決め直すアドレスを作りました"),
    "desk.opened": gettext_lazy("窓口を開きました"),
    "desk.changed": gettext_lazy("窓口の連絡先を直しました"),
    "desk.hours_set": gettext_lazy("受付時間を決めました"),
    "desk.month_told": gettext_lazy("先月の小さな頼まれごとの一覧をリーダーに送りました"),
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
    "procedure.wording_declined": gettext_lazy("手順書の新しい言い回しを見送りました"),
    "procedure.draft_discarded": gettext_lazy("手順書の下書きを消しました"),
    "procedure.retired": gettext_lazy("手順書を廃止しました"),
    "procedure.brought_back": gettext_lazy("手順書をまた使えるようにしました"),
    "procedure.entrusted": gettext_lazy("手順書の所管と窓口を変えました"),
    "procedure.stuck": gettext_lazy("つまずきの多い手順を所管に知らせました"),
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
    "letter.joined": gettext_lazy("メールを案件に加えました"),
    "letter.quarantined": gettext_lazy("メールを確認待ちにしました"),
    "letter.ignored": gettext_lazy("メールを案件にしませんでした"),
    "mailbox.connected": gettext_lazy("メールボックスをつなぎました"),
    "mailbox.changed": gettext_lazy("メールボックスの設定を変えました"),
    "mailbox.silent": gettext_lazy("メールボックスを読めないことを、窓口のリーダーに知らせました"),
    "mailbox.well": gettext_lazy("メールボックスがまた読めるようになりました"),
    "mailbox.removed": gettext_lazy("メールボックスを外しました"),
    "call.rang": gettext_lazy("電話が鳴りました"),
    "call.answered": gettext_lazy("電話に出ました"),
    "call.ended": gettext_lazy("通話が終わりました"),
    "call.missed": gettext_lazy("出られなかった電話がありました"),
    "call.begun": gettext_lazy("通話を始めました"),
    "call.tied": gettext_lazy("通話を案件に結びました"),
    "callback.done": gettext_lazy("折り返したことを残しました"),
    "callback.tried": gettext_lazy("折り返して、出なかったことを残しました"),
    "line.opened": gettext_lazy("電話をつなぎました"),
    "line.changed": gettext_lazy("電話の設定を変えました"),
    "line.readdressed": gettext_lazy("電話の宛先を作り直しました"),
    "line.removed": gettext_lazy("電話を外しました"),
    "line.user_named": gettext_lazy("電話側の名前がだれのことかを決めました"),
    "line.user_removed": gettext_lazy("電話側の名前を外しました"),
    "token.made": gettext_lazy("連携の鍵を作りました"),
    "token.ended": gettext_lazy("連携の鍵を止めました"),
    "ticket.imported": gettext_lazy("取り込んだ記録"),
    "rota.rule_set": gettext_lazy("時間外に電話してよいことを決めました"),
    "rota.turn_added": gettext_lazy("時間外の当番に入れました"),
    "rota.turn_removed": gettext_lazy("時間外の当番から外しました"),
    "rota.agreed": gettext_lazy("時間外の当番への合意を記録しました"),
    "rota.agreement_ended": gettext_lazy("時間外の当番への合意を終わりにしました"),
    "rota.agreement_resumed": gettext_lazy("終わりにした時間外の当番への合意を元に戻しました"),
    "rota.number_shown": gettext_lazy("時間外の当番の電話番号を見ました"),
    "handling.written": gettext_lazy("応対メモを書きました"),
    "handling.renewed": gettext_lazy("応対メモの更新を書きました"),
    "handling.reviewed": gettext_lazy("応対メモを確かめました"),
    "handling.declined": gettext_lazy("応対メモを残さないことにしました"),
    "handling.removed": gettext_lazy("応対メモを消しました"),
    "handling.lapsed": gettext_lazy("応対メモの事実が一つ消えました"),
    "handling.ended": gettext_lazy("応対メモが期日で消えました"),
    "handling.seen": gettext_lazy("応対メモを見ました"),
    "handling.rebutted": gettext_lazy("応対メモに訂正・言い分を書きました"),
    "handling.rebuttal_withdrawn": gettext_lazy("応対メモの訂正・言い分を取り下げました"),
    "accommodation.given": gettext_lazy("配慮してほしいことを伝えました"),
    "accommodation.withdrawn": gettext_lazy("配慮してほしいことを取り下げました"),
    "privacy.asked": gettext_lazy("自分の記録について請求しました"),
    "refused_word.added": gettext_lazy("応対メモに書けないことばを足しました"),
    "refused_word.allowed": gettext_lazy("応対メモに書けないことばを外しました"),
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


def _with_holder(told: str, data: dict[str, Any]) -> str:
    return _("%(told)s（%(name)sさん）") % {"told": told, "name": data["holder"]} if data.get("holder") else told


def _of_step(data: dict[str, Any]) -> str:
    """Which step, what came of it, and why not; what was recorded before steps were named says only the result."""
    result = _choice(Step.Result.choices, data.get("result"))
    if not data.get("text"):
        return _("手順の結果: %s") % result
    told = _("手順 %(place)s「%(text)s」: %(result)s") % {
        "place": data["place"],
        "text": data["text"],
        "result": result,
    }
    return _("%(told)s（%(reason)s）") % {"told": told, "reason": data["reason"]} if data.get("reason") else told


ENDED = {
    "silent": gettext_lazy("チャットを休みました（一行書けば、いつでも続けられます）"),
    "gone": gettext_lazy("順番を待つあいだに画面が閉じられました。書かれたことは案件として残っています"),
    "closed": gettext_lazy("受付時間が終わったため、チャットを閉じました。案件として続けます"),
}


def _of_identity(data: dict[str, Any]) -> str:
    way = _choice(IdentityCheck.Way.choices, data["way"])
    if not data.get("confirmed"):
        return _("本人確認: ご本人ではありませんでした（%s）") % way
    return (
        _("本人確認: %(way)s（%(reason)s）") % {"way": way, "reason": data["reason"]}
        if data.get("reason")
        else (_("本人確認: %s") % way)
    )


TELLERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "chat_ended": lambda data: str(ENDED.get(data.get("why", ""), _("チャットを終えました"))),
    "chat_passed": lambda data: (
        _("チャットを%(name)sさんに引き継ぎました") % data if data.get("name") else _("チャットを順番待ちに戻しました")
    ),
    "device.added": lambda data: _with_holder(_("機器 %s を台帳に加えました") % data.get("number"), data),
    "device.changed": lambda data: _("機器 %s の記録を直しました") % data.get("number"),
    "device.given": lambda data: _with_holder(_("機器 %s を渡しました") % data.get("number"), data),
    "device.returned": lambda data: _with_holder(_("機器 %s が返却されました") % data.get("number"), data),
    "device.retired": lambda data: _with_holder(_("機器 %s を廃棄しました") % data.get("number"), data),
    "device.brought_back": lambda data: _("機器 %s の廃棄を取り消しました") % data.get("number"),
    "copy_added": lambda data: _("%sさんを写しの宛先に足しました") % data.get("name"),
    "copy_removed": lambda data: _("%sさんを写しの宛先から外しました") % data.get("name"),
    "copy_bounced": lambda data: _("%sさんへの写しが届かなかったため、宛先から外しました") % data.get("name"),
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
    "run_begun": lambda data: _("手順案内「%(name)s」を始めました") % data,
    "run_ended": lambda data: (
        _("手順案内「%(name)s」が終わりました（%(end)s）")
        % {
            "name": data["name"],
            "end": _choice(Run.End.choices, data["end"]),
        }
    ),
    "guide_sent": lambda data: _("手順案内「%(name)s」のリンクを作りました") % data,
    "way_chosen": lambda data: (
        _("別の手を決めました: %s") % _choice(OtherWay.Way.choices, data["way"])
        if data.get("granted")
        else _("訪問の条件に当てはまらないため、遠隔操作にしました")
    ),
    "identity_checked": _of_identity,
    "procedure_inserted": lambda data: _("手順書「%(name)s」版 %(version)s を入れました（%(steps)s 手順）") % data,
    "procedure_withdrawn": lambda data: _("手順書「%(name)s」版 %(version)s を取り消しました") % data,
    "step_added": lambda data: (
        _("手順「%s」を足しました") % data["text"] if data.get("text") else _("手順を足しました")
    ),
    "step_removed": lambda data: (
        _("手順「%s」を消しました") % data["text"] if data.get("text") else _("手順を消しました")
    ),
    "step_done": _of_step,
}
