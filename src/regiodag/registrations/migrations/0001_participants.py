# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

import regiodag.registrations.models.form


class Migration(migrations.Migration):
    initial = True

    dependencies = [("days", "0004_constraints"), ("registrations", "0001_form")]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="days.day"
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("also", models.JSONField(blank=True, default=list, editable=False)),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="organisations", to="days.day"
                    ),
                ),
                (
                    "domain",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="organisations",
                        to="registrations.domain",
                        verbose_name="domain",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("given_name", models.CharField(max_length=80, verbose_name="first name")),
                ("prefix", models.CharField(blank=True, max_length=20, verbose_name="prefix of the family name")),
                ("family_name", models.CharField(max_length=80, verbose_name="family name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("function", models.CharField(blank=True, max_length=160, verbose_name="function")),
                ("organisation_typed", models.CharField(blank=True, max_length=160, verbose_name="organisation")),
                (
                    "language",
                    models.CharField(
                        choices=[("nl", "Dutch"), ("en", "English")], default="nl", editable=False, max_length=5
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("registered", "comes"),
                            ("waiting", "on the waiting list"),
                            ("offered", "was offered a place"),
                            ("cancelled", "cancelled"),
                        ],
                        default="registered",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("form", "registered themselves"),
                            ("hand", "added by an organiser"),
                            ("import", "from a file"),
                            ("api", "from another system"),
                        ],
                        default="form",
                        editable=False,
                        max_length=6,
                    ),
                ),
                ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("notes", models.TextField(blank=True, verbose_name="notes of the organisers")),
                ("made", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("queued", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("offered_until", models.DateTimeField(editable=False, null=True)),
                ("cancelled", models.DateTimeField(editable=False, null=True)),
                ("wished", models.DateTimeField(editable=False, null=True)),
                ("link", models.PositiveIntegerField(default=1, editable=False)),
                ("link_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="days.day"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="participants",
                        to="registrations.group",
                        verbose_name="group",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="participants",
                        to="registrations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["family_name", "given_name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.JSONField()),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="registrations.formfield",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="registrations.participant",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)])),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferences",
                        to="registrations.participant",
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="preferences", to="days.workshop"
                    ),
                ),
            ],
            options={
                "ordering": ["participant", "rank"],
            },
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(fields=("day", "name"), name="one_group_of_a_name"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(fields=("day", "name"), name="one_organisation_of_a_name"),
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(fields=["day", "state", "queued"], name="participants_in_turn"),
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(fields=["day", "family_name", "given_name"], name="participants_by_name"),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                models.F("day"), django.db.models.functions.text.Lower("email"), name="one_registration_of_an_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(fields=("day", "submission"), name="one_registration_per_submission"),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "offered"), _negated=True), ("offered_until__isnull", False), _connector="OR"
                ),
                name="offer_has_a_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("participant", "field"), name="one_answer_per_question"),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.UniqueConstraint(fields=("participant", "rank"), name="one_wish_of_a_rank"),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.UniqueConstraint(fields=("participant", "workshop"), name="one_wish_for_a_workshop"),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.CheckConstraint(condition=models.Q(("rank__gte", 1)), name="rank_counts_from_one"),
        ),
    ]
