# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0002_form_history"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="differs",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AlterField(
            model_name="participant",
            name="state",
            field=models.CharField(
                choices=[
                    ("registered", "comes"),
                    ("waiting", "on the waiting list"),
                    ("offered", "was offered a place"),
                    ("cancelled", "does not come any more"),
                ],
                default="registered",
                editable=False,
                max_length=10,
            ),
        ),
    ]
