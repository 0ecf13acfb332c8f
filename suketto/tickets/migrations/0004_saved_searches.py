from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0001_initial"),
        ("tickets", "0003_file_texts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="savedview", name="view_once"),
        migrations.AddField(
            model_name="savedview",
            name="place",
            field=models.CharField(choices=[("inbox", "受付箱"), ("search", "さがす")], default="inbox", max_length=10),
        ),
        migrations.AddIndex(
            model_name="ticket", index=models.Index(fields=["desk", "-id"], name="ticket_newest")
        ),
        migrations.AddIndex(
            model_name="ticket", index=models.Index(fields=["opened_at", "id"], name="ticket_opened")
        ),
        migrations.AlterField(model_name="savedview", name="query", field=models.CharField(max_length=2000)),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("person", "place", "name"), name="view_once"),
        ),
    ]
