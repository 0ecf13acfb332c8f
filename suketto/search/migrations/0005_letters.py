"""Which records hold two neighbouring letters: so that a search by letters reads few texts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_wordings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(db_index=True, max_length=40)),
                ("members", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.IntegerField()),
                ("places", models.BinaryField()),
                (
                    "bundle",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="search.bundle",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["key", "bundle"], name="search_pair_key")]},
        ),
        migrations.AddField(
            model_name="text",
            name="bundle",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="texts",
                to="search.bundle",
            ),
        ),
    ]
