"""A leader fills the rota; on a Saturday a colleague learns who may be called for what, and nobody else is (S14)."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import Complaints, axe, shot, sign_in
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.rota_seeds:with_mobiles"
AT = "2026-06-13T20:30+09:00"


def test_an_administrator_says_by_whom_somebody_is_employed(new_page: Callable[..., Page]) -> None:
    kishimoto = new_page()
    sign_in(kishimoto, "9001", PASSWORD)
    kishimoto.goto("/house/people/?q=真田")
    kishimoto.get_by_role("link", name="真田 隆志").click()
    kishimoto.get_by_label("雇用区分").select_option(label="業務委託")
    kishimoto.get_by_role("button", name="雇用区分を直す").click()
    expect(kishimoto.get_by_text("雇用区分を「業務委託」にしました。")).to_be_visible()
    expect(kishimoto.get_by_label("雇用区分")).to_have_value("contractor")
    axe(kishimoto)


def test_from_an_empty_rota_to_a_number_on_a_saturday_night(
    new_page: Callable[..., Page], complaints: Complaints
) -> None:
    complaints.expect("409")
    shibata, ishida = new_page(), new_page()
    sign_in(shibata, "1001", PASSWORD)
    shibata.goto("/portal/")
    expect(shibata.get_by_text("情報システムは、いま受付時間外です")).to_be_visible()
    expect(shibata.get_by_text("時間外に電話できる当番はいません。")).to_be_visible()

    sign_in(ishida, "2002", PASSWORD)
    ishida.goto("/desk/rota/")
    expect(ishida.get_by_text("だれもいない日 30日")).to_be_visible()
    axe(ishida)
    ishida.get_by_label("どんなときに電話してよいか").fill("全社でメールが止まった\n海外でパソコンが起動しない")
    ishida.get_by_role("button", name="決まりを保存する").click()
    expect(ishida.get_by_role("listitem").filter(has_text="全社でメールが止まった")).to_be_visible()
    turns = ishida.locator("#turns > form")
    turns.get_by_label("だれが").select_option(label="佐伯 翼")
    turns.get_by_role("button", name="当番に入れる").click()
    expect(ishida.get_by_text("合意の記録が要ります")).to_be_visible()
    turns.get_by_label("だれが").select_option(label="水野 真理")
    turns.get_by_role("button", name="当番に入れる").click()
    expect(ishida.locator("[aria-current=date]")).to_contain_text("水野 真理")
    expect(ishida.get_by_text("だれもいない日 23日")).to_be_visible()
    axe(ishida)
    shot(ishida, "rota")

    shibata.reload()
    shibata.get_by_text("それまで待てないとき").click()
    shibata.get_by_label("海外でパソコンが起動しない").check()
    axe(shibata)
    shot(shibata, "rota-portal")
    shibata.get_by_role("button", name="当番の電話番号を見る").click()
    expect(shibata.get_by_role("link", name="090-1234-5678")).to_be_visible()
    expect(shibata.get_by_text("水野 真理さんが 6/14(日) 09:00 までの当番です。")).to_be_visible()
    axe(shibata)
