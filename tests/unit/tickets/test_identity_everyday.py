"""Answers as desks write them every day: which report what opens doors, and which do not."""

import pytest

from suketto.tickets.identity import says_privileged_work_is_done, touches_secrets

REPORTS = """
仮パスワード「Abc12345」でサインインしてください。
多要素認証を外しました。
New password: Abc12345
Your temporary password is Abc12345
ロックを解除しておきました。
仮PWを設定しました
パスワードを初期パスワードに戻しました
ご希望のパスワードに変えておきました
パスワードを変更してお送りします
PINを消しました
パスコードを削除しました
パスワードを無期限にしました
Authenticatorを再登録できるようにしました
スマホの認証アプリを新しい機種に移しました
SMS認証の番号を09012345678に変えました
退職者のメールボックスを見られるようにしました
先ほどロックを解除しました。もう一度お試しください。
お待たせしました。ロック解除しました。
アカウントのロックを外しました
多要素認証を一時的に無効にしました
二段階認証を無効化しておきました
二要素認証の登録を削除いたしました
MFAをオフにしました
MFAの端末を新しいスマートフォンに切り替えました
パスワードの有効期限を延ばしました
パスワードを更新いたしました。
パスワードを「Abc12345」にしました
パスワードを設定済みです
初期パスワードを作成しました
仮パスワード：Abc12345
仮パスワード Abc12345 でお入りください
仮パスワード
Abc12345
パスワードは Abc12345 です
パスワード：himitsu
パスワードは「himitsu!」です
PINは4821です
暗証番号は0412です。
パスコード「248100」でお使いください
回復キーは123456-234567-345678です
パスワードを再発行してメールでお送りいたします
仮パスワードを発行して、内線でお伝えします
パスキーを消去しました
秘密の質問を変えました
パスワードを変えたので、お試しください
PWを初期値に戻しておきました
パスワードなしに変えておきました
パスワードをリセットしました いつでもお試しください
パスワードをリセットしました 後ほどお電話します
ロックを解除いたしましたので、お試しください
ご依頼のとおり、MFAを外しておきましたので、ご確認ください
Microsoft Authenticatorの登録を消しておきました
暗証番号を初期値に戻しました
新しいパスワードをチャットでお送りしました
録音を聞けるように転送しました
異動した前任者のメールを読めるようにしました
受信トレイを閲覧できるように設定しました
I set a new password for you.
I've removed the MFA from your account.
We have turned off the second factor.
Your account was unlocked.
Your password has been changed.
Your PIN is 4821
The password was set to Abc12345
password = Abc!defg
"""

HARMLESS = """
パスワードの変更方法をご案内します
パスワードはご自身で変更してください
パスワードを設定してください
PINを消してもう一度入れてください
パスワードの設定画面を開いてください
認証アプリの設定手順をお送りしました
Excelのパスワードを設定する方法は次のとおりです
プリンターの設定を戻しました
通知を消しました
複合機の設定を変えました
画面のロックを解除してください
画面のロックを解除しました
スクリーンロックを解除して設定を開きます
ブロックを解除しました
用紙トレイのロックを外しました
シートのロックを解除しました
ロックを解除する手順をお送りします
ロックがかかったときは30分お待ちください
パスワードを変更したら、もう一度サインインしてください
パスワードを変更しましたか
パスワードを変更した後に出る画面ですね
パスワードを変えたとのこと、ありがとうございます
パスワードを変えましたでしょうか
パスワードはご自身で変えていただきました
パスワードを消さずにそのままお待ちください
パスワードを設定したファイルをお送りください
ファイルにパスワードを設定しました
ブラウザーに保存されたパスワードを消しました
パスワードの入力欄が出るようにしました
パスワードを確かめて、プリンターの設定を戻しました
パスワードは合っていたので、通知は消しました
パスワードはWindowsと同じものです
パスワードはhttps://example.jp/pw1から変えられます
パスワードは8文字以上にしてください
パスワードは12345678のような並びを避けてください
パスワード（8文字以上）を入れてください
「パスワード」の欄に社員番号を入れてください
パスワード「********」と表示されます
PINは4桁以上です
PINを忘れたときは「PINを忘れた」を押します
暗証番号は6桁の数字です
多要素認証の設定方法は社内ページをご覧ください
多要素認証を外すには上長の承認が要ります
多要素認証を設定してからお使いください
二段階認証の案内を更新しました
認証アプリの手順書を新しいものに変えました
Authenticatorを開いて番号を入れてください
パスコードを入れると使えるようになります
パスワードの有効期限は90日です
メールボックスを見られるようにするには申請が要ります
メールボックスの容量を増やしました
Outlookの設定を変更しました
共有フォルダーの場所をお伝えしました
デスクトップのアイコンを消しました
新しい機種に移しました
VPNの設定を作成しました
パスワードを変更したい
パスワードを変更したいときは、画面の案内に沿ってください
パスワードを変更しました場合は、スマートフォンにも入れてください
デッドロックを解除しました
新しいパスワードの条件をお送りしました
PINの入力画面が出るか見てください
パスワード欄の下の目の印を押すと文字が見えます
プリンターのPINコード印刷を使ってください
多要素認証の確認画面で「承認」を押してください
Please reset your PIN on the sign-in page.
Your password is expired.
Your password is case-sensitive.
Please set a new password.
Password: required
Please change the password within 90 days.
The notification was removed.
We set up an account page for the FAQ.
Password resets are at https://example.jp/reset1
"""


def sentences(table: str) -> list[str]:
    """A line each; a password that stands alone belongs to the line before."""
    lines = table.strip().splitlines()
    return [
        "\n".join([line, *lines[at + 1 : at + 2]]) if line == "仮パスワード" else line
        for at, line in enumerate(lines)
        if line != "Abc12345"
    ]


@pytest.mark.parametrize("answer", sentences(REPORTS))
def test_what_the_desk_did_or_gave_away_is_heard(answer: str) -> None:
    assert says_privileged_work_is_done(answer)


@pytest.mark.parametrize("answer", sentences(HARMLESS))
def test_instructions_and_other_things_are_not(answer: str) -> None:
    assert not says_privileged_work_is_done(answer)


def test_a_lock_and_a_passcode_are_secrets_and_a_blocked_cell_is_none() -> None:
    told = ["ロックを解除しておきました", "パスコードを削除しました", "SMS認証の番号", "シートのロックを解除しました"]

    assert [touches_secrets(each) for each in told] == [True, True, True, False]
