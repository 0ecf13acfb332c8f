from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0006_handling'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notification',
            name='kind',
            field=models.CharField(choices=[('mentioned', 'あなたへの呼びかけ'), ('assigned', '担当になりました'), ('written', '新しい書き込み'), ('replied', '返信が届きました'), ('thanked', '助かった！が届きました'), ('resolved', '解決しました'), ('helped', 'まわりの方の回答'), ('bounced', '返信が届きませんでした'), ('silent', 'メールボックスを読めません'), ('well', 'メールボックスをまた読めます'), ('stuck', '手順書でつまずいています'), ('guided', '手順案内をご本人が進めました'), ('resting', 'メンバーが10分休憩に入りました'), ('handling', '応対メモ'), ('record', 'あなたについての応対メモ'), ('privacy', '記録についての請求')], max_length=12),
        ),
    ]
