# SPDX-License-Identifier: EUPL-1.2
"""Workshops, sessions and the rest of the history."""

import uuid

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import regiodag.days.models.day


class Migration(migrations.Migration):
    dependencies = [
        ("days", "0002_programme"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalDay",
            fields=[
                ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
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
                ("logo", models.TextField(blank=True, editable=False, max_length=100)),
                ("logo_words", models.CharField(blank=True, max_length=120, verbose_name="what the logo says")),
                ("theme", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "code",
                    models.CharField(
                        db_index=True, default=regiodag.days.models.day.new_code, editable=False, max_length=20
                    ),
                ),
                ("made", models.DateTimeField(blank=True, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
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
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="days.series",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical day",
                "verbose_name_plural": "historical days",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("given_name", models.CharField(max_length=80, verbose_name="first name")),
                ("prefix", models.CharField(blank=True, max_length=20, verbose_name="prefix of the family name")),
                ("family_name", models.CharField(max_length=80, verbose_name="family name")),
                ("function", models.CharField(blank=True, max_length=160, verbose_name="function")),
                ("organisation", models.CharField(blank=True, max_length=160, verbose_name="organisation")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("biography", models.TextField(blank=True, verbose_name="biography")),
                ("photo", models.ImageField(blank=True, editable=False, upload_to="speakers")),
                ("photo_consent", models.BooleanField(default=False, verbose_name="agrees that the photo is shown")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="speakers", to="days.day"
                    ),
                ),
            ],
            options={
                "ordering": ["family_name", "given_name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("plenary", "plenary"),
                            ("film", "film"),
                            ("break", "break"),
                            ("round", "workshop round"),
                            ("drinks", "drinks"),
                            ("other", "something else"),
                        ],
                        default="plenary",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("start", models.TimeField(verbose_name="from")),
                ("end", models.TimeField(verbose_name="until")),
                (
                    "day",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="items", to="days.day"),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="items",
                        to="days.room",
                        verbose_name="room",
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="item",
                        to="days.round",
                    ),
                ),
                (
                    "speakers",
                    models.ManyToManyField(
                        blank=True, related_name="items", to="days.speaker", verbose_name="speakers"
                    ),
                ),
            ],
            options={
                "ordering": ["start", "end", "title", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalProgrammeItem_speakers",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="days.historicalprogrammeitem",
                    ),
                ),
                (
                    "programmeitem",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="days.programmeitem",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="days.speaker",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalProgrammeItem_speakers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Workshop",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("form", models.CharField(blank=True, max_length=80, verbose_name="form")),
                ("subject", models.CharField(blank=True, max_length=80, verbose_name="subject")),
                ("material", models.TextField(blank=True, verbose_name="material that is needed")),
                ("minimum", models.PositiveIntegerField(default=0, verbose_name="at least so many people")),
                (
                    "maximum",
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100000),
                        ],
                        verbose_name="at most so many people",
                    ),
                ),
                ("needs", models.JSONField(blank=True, default=list, verbose_name="what the room must have")),
                ("position", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="workshops", to="days.day"
                    ),
                ),
                (
                    "leaders",
                    models.ManyToManyField(
                        blank=True, related_name="workshops", to="days.speaker", verbose_name="leaders"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "title", "pk"],
            },
        ),
    ]
