"""裏方の仕事 in words an administrator understands; the names of our programs stand small beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from suketto.jobs import words
from suketto.jobs.worker import Job

# Every job of the house has its sentence, here or by its own room: tests/unit/desk/test_working.py.
JOBS: Mapping[str, Any] = {
    "suketto.api.jobs.forget_answers": _("プログラムへの古い返事の控えを消す"),
    "suketto.channels.chat.jobs.look_after_chats": _("返事の途絶えたチャットを片付ける"),
    "suketto.channels.email.jobs.understand_letters": _("届いたメールを読んで案件にする"),
    "suketto.channels.email.jobs.watch_mailboxes": _("メールボックスが静かすぎないか見張る"),
    "suketto.channels.phone.jobs.understand_calls": _("交換機からの知らせを着信にする"),
    "suketto.channels.phone.jobs.end_unfinished_calls": _("終わりの知らせがない通話を終わりにする"),
    "suketto.channels.phone.jobs.forget_what_lines_said": _("交換機からの古い知らせを消す"),
    "suketto.desk.jobs.settle_left_calls": _("書きかけの電話の記録を片付ける"),
    "suketto.desk.jobs.send_month_lists": _("先月の小さな依頼の一覧を送る"),
    "suketto.jobs.jobs.forget_done_jobs": _("終わった仕事の控えを消す"),
    "suketto.notices.jobs.send_mail": _("メールを1通送る"),
    "suketto.notices.jobs.send_what_is_due": _("送る時刻になったメールを送る"),
    "suketto.portal.jobs.settle_and_forget": _("検索で自分で解決できたかを夜に数える"),
    "suketto.search.jobs.refresh_counts": _("検索の言葉の数を数え直す"),
    "suketto.search.jobs.test_oneself": _("検索の索引に傷みがないか確かめる"),
    "suketto.search.jobs.read_with_new_wording": _("新しい言葉の辞書で索引を作り直す"),
    "suketto.search.jobs.bundle_letters": _("検索の索引をまとめて軽くする"),
    "suketto.search.upkeep.learn_from_texts": _("書かれたものから、似た言葉を夜に学ぶ"),
    "suketto.search.upkeep.read_meanings": _("言語モデルで、書かれたものの意味を読む"),
    "suketto.search.upkeep.rebuild": _("検索の索引を作り直す"),
    "suketto.search.upkeep.index_rewording": _("言い換えの変更を索引に反映する"),
    "suketto.tickets.jobs.mark_overdue": _("約束の時刻を過ぎた案件に印を付ける"),
    "suketto.tickets.jobs.forget_presence": _("案件を開いている人の古い印を消す"),
    "suketto.tickets.jobs.tell_of_trouble": _("つまずきの多い手順を担当者に知らせる"),
    "suketto.tickets.reading.read_file": _("添付ファイルの中の文字を読む"),
    "suketto.trail.jobs.forget_whispers": _("入力中などの一時の知らせを消す"),
    "suketto.trail.listening.hear": _("起きたことに続く通知や記録をする"),
}
OTHER_JOB = _("そのほかの仕事")

# The first that is part of the name of what went wrong; the order decides.
REASONS: Mapping[str, Any] = {
    "SMTPAuthentication": _("メールのサーバーに入れませんでした（利用者名かパスワード）"),
    "SMTPRecipientsRefused": _("メールのサーバーが宛先を断りました"),
    "smtplib.": _("メールのサーバーとのやりとりが途切れました"),
    "gaierror": _("サーバーの名前から行き先が見つかりませんでした"),
    "imap": _("メールボックスとのやりとりがうまくいきませんでした"),
    "Timeout": _("時間内に終わりませんでした"),
    "Connection": _("相手のサーバーにつながりませんでした"),
    "ssl.": _("相手のサーバーと安全につながれませんでした"),
    "PermissionError": _("ファイルを読み書きする権限がありませんでした"),
    "FileNotFoundError": _("要るファイルが見つかりませんでした"),
    "DoesNotExist": _("相手の記録が、もうありませんでした"),
    "OperationalError": _("データベースが使えませんでした"),
    "OSError": _("読み書きができませんでした（空き容量や通信）"),
    "MemoryError": _("メモリーが足りませんでした"),
}


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that failed: what it is for and why it failed, in words, each with its technical name."""

    job: Job
    task: str
    reason: str

    @property
    def task_parts(self) -> list[str]:
        return parts(self.job.task_path)

    @property
    def reason_parts(self) -> list[str]:
        return parts(self.job.exception_class_path)


def failed(limit: int) -> list[Failed]:
    """The newest first."""
    found = DBTaskResult.objects.failed().order_by("-enqueued_at")[:limit]
    return [Failed(job, task_in_words(job.task_path), reason_in_words(job.exception_class_path)) for job in found]


def task_in_words(path: str) -> str:
    return str(JOBS.get(path) or words.JOBS.get(path, OTHER_JOB))


def parts(name: str) -> list[str]:
    """Where a technical name may break on a narrow screen."""
    return re.split(r"(?<=[._])", name)


def reason_in_words(name: str) -> str:
    if not name:
        return say("途中で止まりました")
    return next((str(said) for part, said in REASONS.items() if part in name), say("思わぬ誤りがありました"))
