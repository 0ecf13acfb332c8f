"""What a new house begins with: polite templates with the name and the next time of contact; proved procedures."""

import json
from pathlib import Path
from typing import Any

SIGNED = "\n\n{member_name}（ヘルプデスク）\n{ticket_number}"

USUAL = [
    (
        "receipt",
        "受け付けました",
        "{requester_name}様\n\nご連絡ありがとうございます。お困りの内容を確かに受け付けました。\n"
        "確認のうえ、{next_contact} までにご連絡します。" + SIGNED,
    ),
    (
        "check",
        "確認させてください",
        "{requester_name}様\n\n解決に向けて、次の点を教えてください。分かる範囲で構いません。\n\n"
        "・いつから起きていますか\n・ほかの方も同じですか\n・画面に出ている文字をそのまま\n\n"
        "お返事がなくても、{next_contact} に一度こちらからご連絡します。" + SIGNED,
    ),
    (
        "wait",
        "お時間をいただきます",
        "{requester_name}様\n\nお待たせしています。いまの状況は次のとおりです。\n\n{answer}\n\n"
        "次は {next_contact} にご連絡します。お急ぎの事情が変わりましたら、この案件に書き足してください。" + SIGNED,
    ),
    (
        "decline",
        "お受けできないことと、代わりの方法",
        "{requester_name}様\n\nご相談ありがとうございます。申し訳ありませんが、ご希望の方法ではお受けできません。\n\n{answer}\n\n"
        "代わりに、次の方法をご案内します。\n{instead}\n\nご都合を {next_contact} に伺います。" + SIGNED,
    ),
    (
        "apology",
        "お詫び",
        "{requester_name}様\n\nこのたびはご不便をおかけし、申し訳ありません。\n\n{answer}\n\n"
        "{next_contact} までに、あらためて状況をお知らせします。" + SIGNED,
    ),
    (
        "solved",
        "解決のお知らせ",
        "{requester_name}様\n\nお待たせしました。次のとおり対応しました。\n\n{answer}\n\n"
        "まだ続いているときは、14日以内ならこの案件に書き込むと再開します。" + SIGNED,
    ),
]

# One thing at a time, as people speak: whoever waits in a chat reads along.
CHAT = [
    ("chat", title, body)
    for title, body in (
        ("ごあいさつ", "{requester_name}さん、{member_name}です。お話を伺います。"),
        ("少し調べます", "少し調べますので、このままお待ちください。2、3分ほどです。"),
        ("まだ調べています", "お待たせしています。まだ調べているところです。あと2、3分ください。"),
        (
            "画面の文字を聞く",
            "画面に出ている文字を、そのまま教えてください。画面の写しを Ctrl+V で貼っていただいても大丈夫です。",
        ),
        ("いつから・ほかの人は", "いつからですか。まわりの方は、いつもどおり使えていますか。"),
        ("機器の番号を聞く", "お使いの機器に貼ってある、シールの番号を教えていただけますか。"),
        (
            "再起動のお願い",
            "書きかけのものを保存してから、一度再起動していただけますか。終わったら、ここに書いてください。",
        ),
        (
            "一つずつ試す",
            "これから一つずつお伝えします。言葉と違う画面が出たら、そこで止めて、見えているものを教えてください。",
        ),
        (
            "画面を一緒に見る",
            "画面を一緒に見ながら進めてもよいですか。見られて困るものを閉じて、準備ができたら教えてください。",
        ),
        ("電話に切り替える", "電話のほうが早そうです。いま、こちらからお電話してもよいですか。"),
        (
            "案件として続ける",
            "{ticket_number} として、続けて調べます。この画面は閉じて大丈夫です。返事はメールでも届きます。",
        ),
        (
            "ほかにないか聞いて終わる",
            "直ってよかったです。ほかに気になることはありますか。なければ、ここで終わりにします。",
        ),
    )
]


def usual_procedures() -> list[dict[str, Any]]:
    """Name, words, service by its slug, and steps (text, expect, minutes, otherwise), from `content/`."""
    folder = Path(__file__).parent / "content"
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
