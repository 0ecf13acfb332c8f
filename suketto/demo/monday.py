"""Monday morning: what arrived since yesterday, made by the same actions that people use."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from suketto.demo import content
from suketto.demo.company import Company
from suketto.people.models import Person
from suketto.procedures.models import Procedure
from suketto.sla.hours import Hours
from suketto.sla.queries import hours_of
from suketto.tickets import actions
from suketto.tickets.models import Ticket

SOONEST = timedelta(minutes=60)  # a deadline that is nearer belongs to the next working day of the story
MORNING, EVENING = time(9), time(19, 30)
A_DAY, THE_MORNING = 26 * 60, 5 * 60  # minutes
CHANNELS = ["phone", "email", "chat", "portal", "portal", "walk_in"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A matter of one of the named people; its deadline is so many minutes off, or at an hour of a working day."""

    who: str
    text: str
    channel: str = "portal"
    minutes_ago: int = 30
    service: str = "pc"
    boxes: tuple[str, str, str, str] = ("", "", "", "")
    judged: tuple[int, int] = (3, 2)
    deadline_in: int | None = None
    deadline_by: time | None = None

    def deadline(self, hours: Hours, now: datetime) -> datetime | None:
        if self.deadline_by is not None:
            days = (now.date() + timedelta(days=ahead) for ahead in range(30))
            hour = (datetime.combine(day, self.deadline_by, now.tzinfo) for day in days if hours.spans(day))
            return next(at for at in hour if at > now + SOONEST)
        return None if self.deadline_in is None else soon(now, self.deadline_in)


def soon(now: datetime, minutes: int) -> datetime:
    """So many minutes from now, at the full or half hour; by night nobody has an audit: then at nine in the morning."""
    at = now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    at += timedelta(minutes=-at.minute % 30)
    if MORNING <= at.time() <= EVENING:
        return at
    return datetime.combine(at.date() + timedelta(days=at.time() > EVENING), MORNING, at.tzinfo)


def said(at: datetime | None, now: datetime) -> str:
    """16時, 明日10時半, 11/24 16時: a deadline in the words of whoever has it."""
    if at is None:
        return ""
    days = (at.date() - now.date()).days
    day = "" if days == 0 else "明日" if days == 1 else f"{at.month}/{at.day} "
    return f"{day}{at.hour}時{'半' if at.minute == 30 else ''}"


ARRIVALS = [
    Arrival(
        "大場", "会議室のモニターに資料が映りません。急ぎませんので、順番にお願いします。", "phone", 65, "meeting-room"
    ),
    Arrival(
        "柴田",
        "VPNにつながりません。「証明書の有効期限が切れています」と出ます。",
        "portal",
        42,
        "vpn",
        (
            "自宅から見積システムを開きたい",
            "PCの再起動、Wi-Fiのつなぎ直し",
            "証明書の有効期限が切れています",
            "同期の二人も同じと言っています",
        ),
        (2, 1),
    ),
    Arrival(
        "真田",
        "{deadline}からの監査に検査記録を印刷して出さないといけません。2階の複合機から出ません。",
        "email",
        33,
        "printer",
        ("検査記録を12枚、紙で出したい", "別のPCからも試した", "「用紙を補給してください」と出るが入っている", ""),
        (3, 2),
        95,
    ),
    Arrival("久我", "仙台のホテルからVPNがつながりません。ホテルのログイン画面が出ないようです。", "phone", 28, "vpn"),
    Arrival(
        "井口",
        "請求書が印刷できません。{deadline}の締めまでに必要です。",
        "chat",
        24,
        "printer",
        ("請求書を印刷したい", "プリンターの電源を入れ直した", "「オフライン」と出る", "となりの席は印刷できる"),
        (2, 2),
        deadline_by=time(16),
    ),
    Arrival("鬼頭", "Excelの並べ替えがうまくいかない。現場に来てやってくれ。", "phone", 20, "office"),
    Arrival(
        "立花", "社長のPC2台の壁紙がまた違っているとのことです。来週の出張までにそろえてください。", "walk_in", 15, "pc"
    ),
    Arrival(
        "川辺",
        "千葉工場の共有フォルダーに新しい棚を作ってほしいと、品質保証課から頼まれました。",
        "portal",
        12,
        "file-share",
    ),
    Arrival("野中", "キンタツの勤怠画面が、月初だけとても遅いという声が3件ありました。", "portal", 8, "kintatsu"),
    Arrival(
        "堀内",
        "不審なメールに添付があり、一人が開いたそうです。至急みてください。",
        "phone",
        5,
        "security",
        (
            "被害があるか確かめたい",
            "開いた人はLANケーブルを抜いた",
            "「コンテンツの有効化」を押したとのこと",
            "他に3人が同じメールを受信",
        ),
        (1, 1),
    ),
]


def play(company: Company, random: Random, *, now: datetime, by_day: bool = True, others: int = 22) -> None:
    """Named people first, then others; some are already being worked on.

    The others asked since yesterday; where the desk was opened for whoever looks by night, in the last hours.
    """
    tickets = [_arrive(company, each, now) for each in ARRIVALS]
    tickets += [_someone(company, random, now, A_DAY if by_day else THE_MORNING) for _ in range(others)]
    _mizuno_works(company, tickets, now)
    _takase_guides(company, tickets[3])
    for ticket in tickets[12::5]:
        _worked_on(company, ticket, random)
    for ticket in tickets[14::6]:
        actions.reply(
            ticket, f"{ticket.requester_name} 様\n\n確認のため、画面に出ている文字をそのまま教えていただけますか。",
            by=random.choice(company.members[:3]), waiting=True,
        )  # fmt: skip
    late = now
    for ticket in Ticket.objects.waiting_for_us().filter(due_at__lt=late):
        actions.mark_overdue(ticket, late)


def _arrive(company: Company, each: Arrival, now: datetime) -> Ticket:
    person, service = company.named[each.who], company.services[each.service]
    impact, urgency = each.judged
    boxes: dict[str, Any] = dict(zip(("wanted", "tried", "stuck", "others"), each.boxes, strict=True))
    here = timezone.localtime(now)
    deadline_at = each.deadline(hours_of(company.desks["it"]), here)
    return actions.open_ticket(
        desk=service.desk,
        by=person,
        requester=person,
        channel=each.channel,
        text=each.text.format(deadline=said(deadline_at, here)),
        service=service,
        impact=impact,
        urgency=urgency,
        at=now - timedelta(minutes=each.minutes_ago),
        working_place=person.working_place,
        deadline_at=deadline_at,
        **boxes,
    )


def _someone(company: Company, random: Random, now: datetime, since: int) -> Ticket:
    told, person = content.story(random), random.choice(company.colleagues)
    filled = {"wanted": told.wanted, "tried": told.tried, "stuck": told.stuck}
    boxes: dict[str, Any] = filled if random.random() < 0.5 else {}
    urgent = random.random() < 0.2
    return actions.open_ticket(
        desk=company.services[told.service].desk, by=person, requester=person, channel=random.choice(CHANNELS),
        subject=told.subject, text=told.body, service=company.services[told.service], impact=2 if urgent else 3,
        urgency=1 if urgent else random.choice([2, 2, 3]), at=now - timedelta(minutes=random.randrange(3, since)),
        working_place=person.working_place, **boxes,
    )  # fmt: skip


def _mizuno_works(company: Company, tickets: list[Ticket], now: datetime) -> None:
    """井口's print job, in the middle of being helped."""
    mizuno, ticket = company.named["水野"], tickets[4]
    until = said(ticket.deadline_at, timezone.localtime(now))
    actions.triage(
        ticket, by=mizuno, situation="今朝から。本人のPCのみオフライン。となりの席は印刷できる。昨夜 更新あり",
        unknowns="ポートのIPアドレス", goal=f"{until}の締めまでに請求書12枚を紙で",
    )  # fmt: skip
    for text in ("プリンターのポートを確認", "テスト印刷", "だめなら隣の席のPCから印刷（代替）"):
        actions.add_step(ticket, text, by=mizuno)
    first = ticket.steps.first()
    if first is not None:
        actions.finish_step(first, "done", by=mizuno)
    actions.reply(
        ticket,
        f"井口様\n\n{until}の締めまでに12枚を紙で、ですね。まずプリンターの接続先を確かめます。",
        by=mizuno,
        next_contact_at=now + timedelta(minutes=30),
        instead="お急ぎの分は、となりの席のPCから印刷できます。",
    )
    actions.note(ticket, "@高瀬 2階のポート設定を変えた記録がないか見てもらえますか。", by=mizuno)


def _takase_guides(company: Company, ticket: Ticket) -> None:
    """久我 at the hotel, led by the procedure: the second step is where he is stuck."""
    takase, procedure = company.named["高瀬"], Procedure.objects.get(name="VPNにつながらない")
    actions.assign(ticket, takase, by=takase)
    if procedure.published is not None:
        actions.insert_procedure(ticket, procedure.published, by=takase)
    found, stuck = ticket.steps.all()[:2]
    actions.finish_step(found, "done", by=takase)
    actions.finish_step(stuck, "cannot", by=takase, reason="ホテルのログイン画面が出ない")


def _worked_on(company: Company, ticket: Ticket, random: Random) -> None:
    member: Person = random.choice(company.members[:3])
    if ticket.desk.slug != "it":
        member = company.named["倉持"]
    actions.triage(ticket, by=member, situation="本人のみ。今朝から。", goal="今日中に使える状態にする")
    actions.note(ticket, random.choice(content.load("tickets")["notes"]), by=member)
