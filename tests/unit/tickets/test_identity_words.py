"""Which work needs to know who asks: no database."""

import pytest

from suketto.tickets.identity import is_privileged_work, says_privileged_work_is_done


@pytest.mark.parametrize(
    "step",
    [
        "仮のパスワードを発行して電話で伝える",
        "パスワードをリセットする",
        "アカウントのロックを解除",
        "多要素認証を登録し直す",
        "MFAリセット",
        "共有フォルダーのアクセス権を付与する",
        "管理者権限を追加",
        "退職者のメールボックスのデータを復元して渡す",
        "BitLocker回復キーを伝える",
        "仮パスワードを発行して、本人に変えてもらう",
    ],
)
def test_work_that_opens_doors(step: str) -> None:
    assert is_privileged_work(step)


@pytest.mark.parametrize(
    "step",
    [
        "パスワード再設定の画面から、ご本人に決め直してもらいます",
        "パスワードの再設定方法を案内する",
        "パスワードを変更していただく",
        "複合機の用紙を足す",
        "VPNを再設定する",
        "古いパスワードが残っていないか見る",
        "権限があるか聞く",
        "データの容量を見る",
        "ファイルをデスクトップに写す",
    ],
)
def test_work_that_opens_none(step: str) -> None:
    assert not is_privileged_work(step)


@pytest.mark.parametrize(
    "answer",
    [
        "パスワードをリセットしました。新しいものは電話で伝えます。",
        "仮パスワードを発行いたしましたので、画面の案内に沿って変更してください。",
        "お待たせしました。\nアクセス権を付与済みです。",
        "ロックの件、アカウントのロック解除しました。",
        "多要素認証の登録をリセットしておきました",
        "パスワードは「Abc12345」です",
        "権限の追加が完了しました。",
        "MFAをやり直しました。",
        "管理者権限を付けました",
        "PWを再発行しました",
        "ﾊﾟｽﾜｰﾄﾞ を 再設定 済みです",
        "I have reset your password.",
        "Your password has been reset.",
        "We granted you access to the folder.",
    ],
)
def test_answers_that_report_it(answer: str) -> None:
    assert says_privileged_work_is_done(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "パスワードの再設定は、サインイン画面の「パスワードを忘れた」からできます。",
        "ご自身でパスワードを変更していただきました。ありがとうございます。",
        "権限の追加は上長の承認のあとで行います。",
        "VPNの設定を直しました。",
        "パスワードは窓口にもお知らせにならないようお願いします。",
        "複合機のパスワード印刷の方法をご案内しました。",
        "ファイルを復元する手順をFAQに載せました。",
        "You can reset your password on the sign-in page.",
        "The shipping address was changed.",
    ],
)
def test_answers_that_do_not(answer: str) -> None:
    assert not says_privileged_work_is_done(answer)
