"""Articles and announcements: what a help desk types stands as typed, and nothing that is dangerous lives."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest

from suketto.ui.templatetags.ui import markdown

REL = ' rel="noopener noreferrer"'


def seen(text: str) -> str:
    """The words of the page, as its reader sees them."""
    return unescape(re.sub(r"<[^>]*>", "", markdown(text))).strip()


def links(text: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'<a href="([^"]*)"' + REL + ">", markdown(text))]


@pytest.mark.parametrize(
    "typed",
    [
        r"\\fs01\部署\営業",
        r"\\fs01\_共有_\-old\.bak\{1}\(2)\+3",
        r"AppData\_temp_\*.tmp",
        r"C:\Users\<ユーザー名>\AppData\Local",
        "net user <username> <password>",
        "*.xlsx は 2*3",
        "*.doc と *.docx と _old_ と __pycache__",
        "a < b かつ c > d、<- と <= と <3",
        "<?xml version='1'?> <!DOCTYPE html> <![CDATA[x]]>",
        "List<String> と Map<String, int>",
        "</username> <br_old> <bring> <p2>",
        "http://<サーバ名>:<port>/",
        "<javascript://x> <file://fs01/a>",
        "<!-- 閉じていない",
    ],
)
def test_paths_wild_cards_and_words_in_angle_brackets_stand_as_typed(typed: str) -> None:
    assert markdown(typed) == f"<p>{typed.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</p>"


@pytest.mark.parametrize("typed", [r"\\fs01\_x_\*", "<x>", "<br>", "<script>", "a & b", "**x**", "http://a.example/"])
@pytest.mark.parametrize("way", ["`{}`", "```\n{}\n```", "    {}", "1. 一\n\n```\n{}\n```\n\n2. 二"])
def test_in_code_everything_shows_as_typed_and_once(typed: str, way: str) -> None:
    page = markdown(way.format(typed))

    assert [unescape(each).strip() for each in re.findall(r"<code>(.*?)</code>", page, re.DOTALL)] == [typed]


def test_lines_of_code_that_look_like_a_list_get_no_empty_lines_between() -> None:
    assert markdown("```\nusage:\n- a\n- b\n```") == "<pre><code>usage:\n- a\n- b\n</code></pre>"


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("**太字**です", "<p><strong>太字</strong>です</p>"),
        ("a<br>b<BR/>c<br />d", "<p>a<br>b<br>c<br>d</p>"),
        (r"\# \[x](y) \! \`", "<p># [x](y) ! `</p>"),
        ("<strong>強</strong><del>旧</del>", "<p><strong>強</strong><del>旧</del></p>"),
        ('<p class="x" onclick="y()">段落</p>', "<p>段落</p>"),
        ("<blockquote>a <user> b</blockquote>", "<blockquote>a &lt;user&gt; b</blockquote>"),
        ("本文 <!-- 社内メモ --> 続き", "<p>本文  続き</p>"),
        ("&lt;b&gt; &amp; &copy;", "<p>&lt;b&gt; &amp; ©</p>"),
        ("> 引用", "<blockquote>\n<p>引用</p>\n</blockquote>"),
    ],
)
def test_the_marks_and_tags_of_articles_still_work(typed: str, page: str) -> None:
    assert markdown(typed).strip() == page


def test_cells_of_tables_hold_names_paths_and_bars() -> None:
    page = markdown("|名|例|\n|-|-|\n|<user>|a\\|b|\n|`<x>`|\\\\fs01\\_a|")

    assert re.findall("<td>(.*?)</td>", page) == [
        "&lt;user&gt;", "a|b", "<code>&lt;x&gt;</code>", "\\\\fs01\\_a",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<SCRIPT src=//evil.example></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<style>*{display:none}</style>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<p onmouseover=alert(1)>x</p>",
        "<p\nonmouseover=alert(1)\n>x</p>",
        "<br onload=alert(1)>",
        '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        '<a title="<script>alert(1)</script>">x</a>',
        "<a <script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "<javascript:alert(1)>",
        '![x](x"onerror="alert(1))',
        'https://a.example/"onmouseover="alert(1)',
        "https://a.example/'onmouseover='alert(1)",
        "https://a.example/<script>alert(1)</script>",
        "https://a.example/&quot;onmouseover=&quot;alert(1)",
        "`<script>alert(1)</script>",
        "```\n</code></pre><script>alert(1)</script>\n```",
        "\x02lt\x03script>alert(1)</script>",
        "\x02wzxhzdk:0\x03<script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<math><mi><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mi></math>",
        "<table><tr><td><script>alert(1)</script></td></tr></table>",
        "<form action=//evil.example><button>送信</button></form>",
        '<ol start="1 onclick=alert(1)"><li>x</li></ol>',
    ],
)
def test_nothing_dangerous_ever_lives(typed: str) -> None:
    page = markdown(typed)

    for tag in re.findall(r"<[^>]*>", page):
        assert re.fullmatch(
            rf'</?[a-z][a-z0-9]*(?: (?:href="(?:https?:|mailto:|tel:)[^"]*"|title="[^"]*"|start="\d+")|{REL})*>', tag
        ), page
    assert not re.search(r"<(?!/?(?:p|br|pre|code|a|ol|li|table|tbody|tr|td)\b)", page), page


@pytest.mark.parametrize(
    ("typed", "start"), [("2. 乙\n3. 丙", "2"), ("1. 甲\n2. 乙", None), ("文\n10. 十", "10"), ("２. 全角", "2")]
)
def test_a_numbered_list_begins_with_the_number_it_was_given(typed: str, start: str | None) -> None:
    assert re.findall(r"<ol[^>]*>", markdown(typed)) == ["<ol>" if start is None else f'<ol start="{start}">']


@pytest.mark.parametrize(
    ("start", "kept"), [("7", ' start="7"'), ("x", ""), ("-1", ""), ("1" * 7, ""), ('1" on="', "")]
)
def test_a_start_that_is_no_number_is_left_out(start: str, kept: str) -> None:
    assert markdown(f"<ol start='{start}'><li>甲</li></ol>").strip() == f"<ol{kept}><li>甲</li></ol>"


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("https://a.example/x?a=1&b=2#c を開く", ["https://a.example/x?a=1&b=2#c"]),
        ("https://a.example/faqを開く", ["https://a.example/faq"]),
        ("開く: https://a.example/。次", ["https://a.example/"]),
        ("（https://a.example/、http://b.example）", ["https://a.example/", "http://b.example"]),
        ("「http://a.example/」", ["http://a.example/"]),
        ("http://a.example, http://b.example. http://c.example; http://d.example:", [
            "http://a.example", "http://b.example", "http://c.example", "http://d.example",
        ]),
        ("(http://a.example/) http://b.example/a_(b)", ["http://a.example/", "http://b.example/a_(b)"]),
        ("**http://a.example/a_b_c**", ["http://a.example/a_b_c"]),
        ("1. http://a.example/\n2. http://b.example/", ["http://a.example/", "http://b.example/"]),
        ("<http://a.example/> [名](http://b.example/)", ["http://a.example/", "http://b.example/"]),
        ("[http://a.example/](http://b.example/)", ["http://b.example/"]),
        ('<a href="http://a.example/">http://a.example/</a> http://b.example/', [
            "http://a.example/", "http://b.example/",
        ]),
        ("`http://a.example/` と http://b.example/", ["http://b.example/"]),
        ("http://intra.example/部署/手順", []),
        ("ftp://a.example javascript://a http:// https://", []),
    ],
)  # fmt: skip
def test_bare_addresses_become_links_that_end_where_the_address_does(typed: str, addresses: list[str]) -> None:
    assert links(typed) == addresses


def test_what_stands_around_an_address_stays_as_typed() -> None:
    typed = "a & b <c> https://a.example/?x=1&y=2。d & 'e' \"f\""

    assert seen(typed) == typed


def test_threads_do_not_read_each_others_texts() -> None:
    texts = [f"`code {n}` [名][{n}] <user{n}>\n\n[{n}]: http://a.example/{n}" for n in range(60)]
    alone = [markdown(text) for text in texts]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(markdown, texts))

    assert together == alone


@pytest.mark.parametrize("part", ["<a ", '<a "', "<", "<!--", "x@", "**a ", "http://a", "<p '\"", "<https://", "\\"])
def test_a_long_text_of_beginnings_is_read_in_time_that_grows_with_its_length(part: str) -> None:
    assert markdown(part * 20_000)


def test_the_dress_of_other_programs_goes_and_the_words_stay() -> None:
    html = markdown(
        '<div class="x"><span style="color:red">赤い<b>字</b></span> <img src="a.png" alt="図"> <email> へ</div>'
    )

    assert all(gone not in html for gone in ("div", "span", "img", "style", "&lt;b"))
    assert all(kept in html for kept in ("赤い", "字", "&lt;email&gt;"))
