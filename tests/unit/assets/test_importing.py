"""Devices from files as people have them; twice is the same as once."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from suketto.assets import actions
from suketto.assets.importing import Plan, carry_out, plan
from suketto.assets.models import Device
from suketto.console.verbs import run
from suketto.foundation.tables import ColumnMissing, read
from suketto.people.models import Person, Site
from suketto.trail.models import Event
from tests.people import an_administrator, somebody

pytestmark = pytest.mark.django_db
HEADS = "管理番号,種類,機種,社員番号,拠点,貸与日,廃棄日\n"


@pytest.fixture
def sanada() -> Person:
    Site.objects.create(slug="chiba", name="千葉工場")
    return somebody("真田", "隆志", employee_number="003140")


def planned(tmp_path: Path, rows: str, heads: str = HEADS) -> Plan:
    file = tmp_path / "機器.csv"
    file.write_text(heads + rows, encoding="utf-8")
    return plan(read(file))


def verdicts(made: Plan) -> list[str]:
    return [line.verdict for line in made.lines]


def test_a_table_becomes_devices_and_the_second_time_nothing(tmp_path: Path, sanada: Person) -> None:
    rows = "CB-0412,ノートPC,ThinkPad L14,003140,千葉工場,2025/4/1,\nCB-0001,モニター,,,,,\n"
    rows += "CB-0002,PC,古い,,,,2024-03-31\n"

    carry_out(planned(tmp_path, rows), by=None)
    events = Event.objects.count()
    again = planned(tmp_path, rows)
    carry_out(again, by=None)

    kept = [(each.number, each.kind, each.person, each.since_on, each.retired) for each in Device.objects.all()]
    assert kept == [
        ("CB-0001", "monitor", None, None, False), ("CB-0002", "notebook", None, None, True),
        ("CB-0412", "notebook", sanada, date(2025, 4, 1), False),
    ]  # fmt: skip
    assert (verdicts(again), Event.objects.count()) == (["same"] * 3, events)


def test_the_same_number_written_otherwise_is_the_same_device(tmp_path: Path, sanada: Person) -> None:
    actions.register("CB-0412", by=None, person=sanada, model="ThinkPad L14")

    made = planned(tmp_path, "ｃｂ０４１２,ThinkPad L14,003140\n", "資産番号,機種名,使用者\n")

    assert verdicts(made) == ["same"]


def test_another_holder_is_given_and_an_empty_one_is_a_return(tmp_path: Path, sanada: Person) -> None:
    shibata = somebody(employee_number="004444")
    one = actions.register("CB-0001", by=None, person=sanada)
    two = actions.register("CB-0002", by=None, person=sanada)

    made = planned(tmp_path, "CB-0001,004444\nCB-0002,\n", "管理番号,社員番号\n")
    carry_out(made, by=None)

    assert [line.changed_words for line in made.lines] == [["使う方"], ["使う方"]]
    assert [Device.objects.get(pk=each.pk).person for each in (one, two)] == [shibata, None]
    assert set(Event.objects.filter(kind__in=["device.given", "device.returned"]).values_list("about_id", "kind")) == {
        (one.pk, "device.given"), (two.pk, "device.returned"),
    }  # fmt: skip


def test_a_column_that_is_not_there_changes_nothing(tmp_path: Path, sanada: Person) -> None:
    actions.register("CB-0412", by=None, person=sanada, kind="desktop")

    carry_out(planned(tmp_path, "CB-0412,OptiPlex\n", "管理番号,機種\n"), by=None)

    device = Device.objects.get()
    assert (device.model, device.person, device.kind) == ("OptiPlex", sanada, "desktop")


def test_an_empty_cell_says_nothing_about_a_device_that_is_there(tmp_path: Path, sanada: Person) -> None:
    chiba = Site.objects.get(slug="chiba")
    facts = {"kind": "monitor", "model": "EV2740X", "site": chiba, "since_on": date(2025, 4, 1)}
    actions.register("CB-0412", by=None, person=sanada, **facts)

    made = planned(tmp_path, "CB-0412,,,003140,,,\n")
    carry_out(made, by=None)

    device = Device.objects.get()
    assert verdicts(made) == ["same"]
    assert {name: getattr(device, name) for name in facts} == facts


def test_excel_took_the_zeros_away_and_the_person_is_still_known(tmp_path: Path, sanada: Person) -> None:
    file = tmp_path / "機器.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["PC番号", "利用者の社員番号"])
    sheet.write_row(1, 0, ["CB-0412", 3140])
    book.close()

    carry_out(plan(read(file)), by=None)

    assert Device.objects.get().person == sanada


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",ノートPC,,,,,", "管理番号が空です"),
        ("CB-1,冷蔵庫,,,,,", "種類「冷蔵庫」が分かりません"),
        ("CB-1,,,999999,,,", "社員番号 999999 の方が名簿にいません"),
        ("CB-1,,,,月面,,", "拠点「月面」がありません"),
        ("CB-1,,,,,いつか,", "日付「いつか」が読めません"),
    ],
)
def test_what_is_wrong_is_said_by_line_and_left_out(tmp_path: Path, sanada: Person, row: str, reason: str) -> None:
    made = planned(tmp_path, f"{row}\nCB-0412,,,,,,\nｃｂ0412,,,,,,\n")
    carry_out(made, by=None)

    assert verdicts(made) == ["wrong", "new", "wrong"]
    assert made.lines[0].reason.startswith(reason)
    assert made.lines[2].reason == "管理番号 ｃｂ0412 が 3 行目と重なっています"
    assert [device.number for device in Device.objects.all()] == ["CB-0412"]


def test_a_table_without_numbers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ColumnMissing, match="管理番号"):
        planned(tmp_path, "x,y\n", "機種,拠点\n")


def test_the_page_shows_first_and_does_on_the_second_press(sanada: Person) -> None:
    browser = Client()
    browser.force_login(an_administrator())
    file = SimpleUploadedFile("機器.csv", "管理番号,社員番号\nCB-0412,003140\n".encode("cp932"))

    shown = browser.post(reverse("import_devices"), {"file": file})
    before = Device.objects.count()
    done = browser.post(reverse("import_devices"), {"kept": shown.context["kept"]})
    gone = browser.post(reverse("import_devices"), {"kept": shown.context["kept"]})

    assert (before, Device.objects.get().person, done.status_code, gone.status_code) == (0, sanada, 302, 422)


def test_the_command_previews_and_imports(tmp_path: Path, sanada: Person) -> None:
    file = tmp_path / "機器.csv"
    file.write_text("管理番号,社員番号\nCB-0412,003140\nCB-0413,999999\n", encoding="utf-8")

    previewed = run(["import", "devices", str(file), "--preview"])
    before = Device.objects.count()
    imported = run(["import", "devices", str(file)])

    assert (previewed, before, imported) == (1, 0, 1)
    assert Device.objects.get().person == sanada
