"""The wording as a table and on its pages: for administrators and leaders, nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suketto.foundation.sheets import as_csv
from suketto.foundation.tables import Row
from suketto.people.models import Desk, Person
from suketto.search import rewording, vocabulary, wording, wording_table
from suketto.search.actions import index_many
from suketto.search.models import Spelling, Wording
from suketto.search.sources import Entry
from suketto.trail.models import Event
from tests.pages import in_one_line
from tests.people import a_desk, a_leader, a_member, an_administrator, somebody


@pytest.fixture
def kishimoto(db: None) -> Person:
    return an_administrator()


def rows(*lines: str) -> list[Row]:
    return [Row(number, {"": line}) for number, line in enumerate(lines, start=2)]


def test_rows_that_share_a_word_become_one_group_and_what_was_there_grows(kishimoto: Person) -> None:
    rewording.add(["就業システム", "キンタイ君"], by=kishimoto)
    table = rows(
        "打刻=出退勤",
        "出退勤=勤之助",
        "刷るやつ＝コピー機",
        "勤怠くん、キンタイ君",
        "一つだけ",
        "キンタイ君=就業システム",
    )

    taking = wording_table.considered(table)
    wording_table.take_in(table, by=kishimoto)

    assert (taking.new, taking.joined, [line for line, _why in taking.wrong]) == (1, 2, [6])
    assert wording.replaced("勤之助 刷るやつ 勤怠くん") == "打刻 プリンター 就業システム"
    assert wording_table.considered(table).plan == []
    assert Event.objects.filter(kind="wording.imported").count() == 1


def test_a_row_that_ties_two_groups_makes_them_one_and_can_be_taken_back(kishimoto: Person) -> None:
    rewording.add(["就業システム", "キンタイ君"], by=kishimoto)
    rewording.add(["打刻機", "ピッのやつ"], by=kishimoto)

    made = wording_table.take_in(rows("キンタイ君=ピッのやつ"), by=kishimoto)

    assert wording.replaced("ピッのやつ") == "就業システム"
    assert made is not None
    rewording.undo(made, by=kishimoto)
    assert wording.replaced("ピッのやつ キンタイ君") == "打刻機 就業システム"


def test_what_is_written_out_can_be_taken_in_and_no_cell_is_reckoned_with(kishimoto: Person) -> None:
    rewording.add(["+プラス", "@アット", "箱"], by=kishimoto)
    text = as_csv(wording_table.written_out())
    assert "'+プラス" in text

    rewording.end(Wording.objects.get(), by=kishimoto)
    line = text.splitlines()[1].split(",")
    wording_table.take_in([Row(2, {"a": line[0], "b": line[1]})], by=kishimoto)

    assert Wording.objects.get(ended_at=None).words == ["+プラス", "@アット", "箱"]


@pytest.mark.slow
def test_ten_thousand_rows_are_taken_in_at_once_and_a_chain_of_them_is_refused(kishimoto: Person) -> None:
    table = rows(*[f"物品{n}番 = 品{n}号" for n in range(9_000)], *[f"鎖{n}輪 = 鎖{n + 1}輪" for n in range(1_000)])

    taking = wording_table.considered(table)
    wording_table.take_in(table, by=kishimoto)

    assert taking.left_out == 1_000
    assert (taking.new, [why for _line, why in taking.wrong]) == (
        9_000, ["1,000 行がつながって 1,001 語の組になります。一つの組は 60 語までです。"],
    )  # fmt: skip
    assert wording.replaced("品8999号") == "物品8999番"
    assert Spelling.objects.count() == 18_000
    with pytest.raises(wording_table.TooManyRows):
        wording_table.considered(table + table)


@pytest.fixture
def desk(db: None) -> Desk:
    return a_desk()


ADDRESSES = ["/wording/", "/wording/new/", "/wording/changes/", "/wording/import/", "/wording/export/",
             "/wording/seed/?first=プリンター"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_administrators_and_leaders_arrange_it_nobody_else(client: Client, desk: Desk, address: str) -> None:
    allowed = {an_administrator(): 200, a_leader(): 200, a_member(): 403, somebody(): 403}

    answers = {}
    for person in allowed:
        client.force_login(person)
        answers[person] = client.get(address).status_code

    assert answers == allowed


def test_a_colleague_changes_nothing(client: Client, kishimoto: Person) -> None:
    made = rewording.add(["就業システム", "キンタイ君"], by=kishimoto)
    group = Wording.objects.get()
    client.force_login(somebody())

    for address in ("/wording/new/", f"/wording/{group.pk}/", f"/wording/{group.pk}/end/",
                    f"/wording/changes/{made.pk}/undo/", "/wording/import/", "/wording/reach/"):  # fmt: skip
        assert client.post(address, {"words": "甲\n乙", "table": "2\t甲=乙"}).status_code == 403

    assert [each.words for each in Wording.objects.filter(ended_at=None)] == [["就業システム", "キンタイ君"]]


def test_through_the_pages_a_group_is_added_changed_stopped_and_brought_back(client: Client, kishimoto: Person) -> None:
    client.force_login(kishimoto)

    client.post("/wording/new/", {"words": "就業システム\nキンタイ君"})
    group = Wording.objects.get()
    client.post(
        f"/wording/{group.pk}/", {"words": "就業システム\nキンタイ君\n勤之助", "seen": "就業システム = キンタイ君"}
    )
    page = client.get("/wording/", {"q": "きんたい"}).content.decode()
    assert "勤之助" in page
    assert "元に戻す" in page
    client.post(f"/wording/{group.pk}/end/")
    assert wording.replaced("勤之助") == "勤之助"
    client.post(f"/wording/{group.pk}/resumption/")
    assert wording.replaced("勤之助") == "就業システム"
    client.post("/wording/seed/end/?first=プリンター")
    assert wording.replaced("複合機") == "複合機"
    assert client.get("/wording/seed/?first=プリンター").status_code == 404
    assert client.get("/wording/changes/").content.decode().count("元に戻す") >= 5


def test_a_refusal_keeps_what_was_typed_and_offers_to_join(client: Client, kishimoto: Person) -> None:
    client.force_login(kishimoto)

    answer = client.post("/wording/new/", {"words": "刷るやつ\nコピー機\n<script>"})
    page = answer.content.decode()
    joined = client.post("/wording/new/", {"words": "刷るやつ\nコピー機", "act": "join"})

    assert (answer.status_code, joined.status_code) == (422, 302)
    assert "「プリンター」の組にもう入っています" in page
    assert "&lt;script&gt;" in page
    assert wording.replaced("刷るやつ") == "プリンター"


def test_the_list_goes_on_by_key(client: Client, kishimoto: Person) -> None:
    wording_table.take_in(rows(*[f"物品{n}番 = 品{n}号" for n in range(120)]), by=kishimoto)
    client.force_login(kishimoto)

    address, seen = "/wording/", 0
    while address:
        answer = client.get(address)
        seen += len(answer.context["groups"])
        address = f"/wording/?{answer.context['next']}" if answer.context["next"] else ""

    assert seen == 120
    for strange in ("before=x", "before=" + "9" * 30, "show=nothing", "q=%00%", "show=seed&before=99999"):
        assert client.get(f"/wording/?{strange}").status_code == 200


def test_the_preview_counts_what_everybody_may_read(kishimoto: Person) -> None:
    index_many([Entry("article", 1, "キンタイ君の入口", "", public=True), Entry("article", 2, "キンタイ君", "下書き"),
                Entry("ticket", 1, "キンタイ君が開かない", "", person_id=1)])  # fmt: skip

    [found] = vocabulary.reach(["ｷﾝﾀｲ君"])

    assert (found.articles, found.others, list(found.titles)) == (1, 1, ["キンタイ君の入口"])


def test_all_rows_of_a_chain_are_counted_and_with_nothing_left_nothing_is_promised(
    client: Client, kishimoto: Person
) -> None:
    client.force_login(kishimoto)
    chain = "ことば\n" + "".join(f"鎖{n}輪 = 鎖{n + 1}輪\n" for n in range(70)) + "一つだけ\n"

    pages = [
        in_one_line(client.post("/wording/import/", {"file": SimpleUploadedFile("組.csv", text.encode())}))
        for text in (chain, chain + "勤怠くん = キンタイ君\n", "ことば\n勤怠くん\n", "ことば\nプリンター = 複合機\n")
    ]

    assert [[each in page for each in ("誤り 71 行", "だけを除いて", "取り込めるものがありません", "もうそのとおり")]
            for page in pages] == [
        [True, False, True, False],
        [True, True, False, False],
        [False, False, True, False],
        [False, False, False, True],
    ]  # fmt: skip


def test_the_record_says_in_words_that_there_was_no_group(client: Client, kishimoto: Person) -> None:
    client.force_login(kishimoto)
    made = wording_table.take_in(rows("物品甲=品甲号", "物品乙=品乙号", "物品丙=品丙号"), by=kishimoto)
    assert made is not None
    before = in_one_line(client.get("/wording/changes/"))
    rewording.undo(made, by=kishimoto)

    after = in_one_line(client.get("/wording/changes/"))

    assert (before.count("（組なし）"), after.count("（組なし）")) == (1, 2)
    assert "—" not in after.partition("<tbody>")[2].partition("</tbody>")[0]
