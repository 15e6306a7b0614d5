# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0001_participants"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="differs",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
