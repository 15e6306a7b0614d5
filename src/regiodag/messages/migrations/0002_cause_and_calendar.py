# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="about",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="mail",
            name="calendar",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="mail",
            name="kind",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="mail",
            name="scope",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="mail",
            name="version",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["scope", "made"], name="mail_of_a_day"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("about__isnull", False)),
                fields=("about", "kind", "version"),
                name="one_mail_of_a_kind_and_version",
            ),
        ),
    ]
