# SPDX-License-Identifier: EUPL-1.2
"""Series and days."""

import uuid

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import regiodag.days.models.day


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("made", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Day",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("motto", models.CharField(blank=True, max_length=200, verbose_name="motto")),
                ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("open", "open"),
                            ("closed", "closed"),
                            ("placed", "placed"),
                            ("published", "published"),
                            ("held", "held"),
                            ("looked-back", "looked back"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("host", models.CharField(blank=True, max_length=160, verbose_name="host")),
                ("chair", models.CharField(blank=True, max_length=160, verbose_name="chair of the day")),
                ("contact_name", models.CharField(blank=True, max_length=120, verbose_name="contact person")),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address of the contact"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=30, verbose_name="telephone number of the contact"),
                ),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000000),
                        ],
                        verbose_name="capacity",
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=160, verbose_name="name of the venue")),
                ("address", models.CharField(blank=True, max_length=160, verbose_name="street and number")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="postcode")),
                ("town", models.CharField(blank=True, max_length=80, verbose_name="town")),
                ("route", models.TextField(blank=True, verbose_name="how to get there")),
                ("accessibility", models.TextField(blank=True, verbose_name="accessibility")),
                ("logo", models.ImageField(blank=True, editable=False, upload_to="logos")),
                ("logo_words", models.CharField(blank=True, max_length=120, verbose_name="what the logo says")),
                ("theme", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "code",
                    models.CharField(
                        default=regiodag.days.models.day.new_code, editable=False, max_length=20, unique=True
                    ),
                ),
                ("made", models.DateTimeField(auto_now_add=True)),
                (
                    "copied_from",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="days.day",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="days", to="days.series"
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("date"), descending=True, nulls_first=True), "title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRoom",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100000),
                        ],
                        verbose_name="number of chairs",
                    ),
                ),
                ("features", models.JSONField(blank=True, default=list, verbose_name="what the room has")),
                ("floor", models.CharField(blank=True, max_length=60, verbose_name="floor or wing")),
                ("position", models.PositiveIntegerField(default=0, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "day",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="days.day",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical room",
                "verbose_name_plural": "historical rooms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRound",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveIntegerField()),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "day",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="days.day",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical round",
                "verbose_name_plural": "historical rounds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSpeaker",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("given_name", models.CharField(max_length=80, verbose_name="first name")),
                ("prefix", models.CharField(blank=True, max_length=20, verbose_name="prefix of the family name")),
                ("family_name", models.CharField(max_length=80, verbose_name="family name")),
                ("function", models.CharField(blank=True, max_length=160, verbose_name="function")),
                ("organisation", models.CharField(blank=True, max_length=160, verbose_name="organisation")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("biography", models.TextField(blank=True, verbose_name="biography")),
                ("photo", models.TextField(blank=True, editable=False, max_length=100)),
                ("photo_consent", models.BooleanField(default=False, verbose_name="agrees that the photo is shown")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "day",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="days.day",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical speaker",
                "verbose_name_plural": "historical speakers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
