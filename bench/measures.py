"""What is measured, each beside the floor of the same run."""

from statistics import median
from typing import Any
from urllib.parse import quote

from bench.house import House
from bench.load import Request, a_second, milliseconds, percentile, side_by_side

TYPED = """
印 印刷 印刷で 印刷でき 印刷できない VPN VPNに VPNにつな vpn 証明書 パ パスワ パスワード パスワードを忘れた
メール メールが届かない 共有フォルダ 共有フォルダーが開けない Excel Excelが固まる 会議室 会議室の予約 勤怠
勤怠の締め 経費精算 二段階認証 スマホ機種変更 新入社員 Wi-Fi 無線がつながらない プリンター 複合機 スキャン
画面が映らない 遅い パソコンが遅い Teams 音が出ない insatsu ぱすわーど 権限 アクセスが拒否されました
""".split()
WORDS = ["プリンター", "パスワード", "証明書", "共有フォルダー"]
ASKED = {
    "text": "お疲れさまです。今朝から社外のネットワークでVPNにつながりません。証明書の有効期限が切れていますと出ます。",
    "wanted": "客先で見積書を開きたい", "tried": "再起動して、つなぎ直した",
    "stuck": "証明書の有効期限が切れています（691）",
    "others": "同じ部署の人は使えている",
}  # fmt: skip
ANSWER = {"body": "ご連絡ありがとうございます。証明書を更新しました。もう一度つないでみてください。"}


def all_of(house: House, say: Any) -> dict[str, Any]:
    known, port = house.known, house.port
    member, colleague = cookie(known["member"]), cookie(known["colleague"])
    rows = [Request("/bench/list/")]
    found: dict[str, Any] = {}

    say("work list")
    inbox = [Request("/desk/", member)]
    found["inbox"] = side_by_side(port, inbox, rows, 40) | eight(port, inbox, rows)
    say("ticket page")
    numbers = [number for four in zip(*[iter(known["open"][:180])] * 3, known["done"], strict=False) for number in four]
    pages = [Request(f"/desk/tickets/{number}/", member) for number in numbers]
    found["ticket"] = side_by_side(port, pages, rows, 40) | eight(port, pages, rows)
    later = [Request(f"/desk/tickets/{number}/?part=known", member | {"HX-Request": "true"}) for number in numbers]
    found["ticket"]["loaded_after"] = side_by_side(port, later, rows, 40)["p50"]
    say("suggestions")
    found["suggestion"] = suggestions(port, colleague)
    say("search")
    found["search"] = searching(port, known["member_tokens"][0])
    say("creating, replying")
    found["create"] = creating(port, known["colleague_tokens"])
    found["reply"] = replying(port, known["member_tokens"], known["open"])
    found["memory"] = house.megabytes()
    return found


def cookie(session: str) -> dict[str, str]:
    return {"Cookie": f"sessionid={session}"}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def eight(port: int, ours: list[Request], floor: list[Request]) -> dict[str, float]:
    return {"a_second_at_8": a_second(port, [ours] * 8), "floor_a_second_at_8": a_second(port, [floor] * 8)}


def suggestions(port: int, colleague: dict[str, str]) -> dict[str, float]:
    """Every typed beginning in turn, five times over."""
    requests = [Request(f"/portal/?q={quote(text)}", colleague | {"HX-Request": "true"}) for text in TYPED]
    milliseconds(port, requests, len(requests))
    spent = [milliseconds(port, requests, len(requests)) for _ in range(5)]
    return {
        "p50": round(median(median(each) for each in spent), 1),
        "p95": round(median(percentile(each, 0.95) for each in spent), 1),
        "a_second_at_8": a_second(port, [requests] * 8),
    }


def searching(port: int, token: str) -> dict[str, float]:
    """Japanese words among all tickets of a member's desks."""
    ours = [Request(f"/api/v1/search?kind=ticket&q={quote(word)}", bearer(token)) for word in WORDS]
    floor = [Request(f"/bench/postings/?q={quote(word)}") for word in WORDS]
    return side_by_side(port, ours, floor, 20) | eight(port, ours, floor)


def creating(port: int, tokens: list[str]) -> dict[str, float]:
    """Over the API: row, first message, index, event, listeners queued, one durable commit; beside the bare INSERT."""
    ours = [[Request("/api/v1/tickets", bearer(token), ASKED)] for token in tokens]
    floor = [[Request("/bench/insert/", {}, {})] for _ in tokens]
    alone = side_by_side(port, ours[0], floor[0], 20)
    rounds = [(a_second(port, ours), a_second(port, floor)) for _ in range(3)]
    return alone | {
        "a_second_at_8": median(mine for mine, _ in rounds), "floor_a_second_at_8": median(bare for _, bare in rounds),
    }  # fmt: skip


def replying(port: int, tokens: list[str], numbers: list[int]) -> dict[str, float]:
    """The desk's answer; each client has its own tickets."""
    clients = [
        [Request(f"/api/v1/tickets/{number}/replies", bearer(tokens[at % len(tokens)]), ANSWER)
         for number in numbers[at::8]]
        for at in range(8)
    ]  # fmt: skip
    return side_by_side(port, clients[0], [Request("/bench/insert/", {}, {})], 15) | {
        "a_second_at_8": a_second(port, clients)
    }
