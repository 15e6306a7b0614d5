# SPDX-License-Identifier: EUPL-1.2

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("days", "0004_constraints"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("text", models.TextField(max_length=20000, verbose_name="text")),
                ("audience", models.CharField(max_length=40, verbose_name="for whom")),
                (
                    "language",
                    models.CharField(
                        choices=[("nl", "Dutch"), ("en", "English")], default="nl", editable=False, max_length=5
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("code", models.CharField(blank=True, editable=False, max_length=40)),
                ("position", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="message_templates", to="days.day"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("audience", models.CharField(max_length=40, verbose_name="for whom")),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[django.core.validators.MaxValueValidator(365)],
                        verbose_name="days before",
                    ),
                ),
                ("moment", models.CharField(max_length=40, verbose_name="before what")),
                ("time", models.TimeField(verbose_name="time")),
                ("active", models.BooleanField(default=True, verbose_name="switched on")),
                ("at_once", models.BooleanField(default=False, verbose_name="send without looking at it first")),
                ("turn", models.PositiveIntegerField(default=1, editable=False)),
                ("done", models.PositiveIntegerField(default=0, editable=False)),
                ("last_run", models.DateTimeField(editable=False, null=True)),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="message_rules", to="days.day"
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="mailings.template",
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "ordering": ["-days", "time", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Mailing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("text", models.TextField(max_length=20000, verbose_name="text")),
                ("audience", models.CharField(max_length=40, verbose_name="for whom")),
                (
                    "language",
                    models.CharField(
                        choices=[("nl", "Dutch"), ("en", "English")], default="nl", editable=False, max_length=5
                    ),
                ),
                ("choice", models.JSONField(blank=True, default=list, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("approved", "approved")],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("turn", models.PositiveIntegerField(default=0, editable=False)),
                ("made", models.DateTimeField(auto_now_add=True)),
                ("approved", models.DateTimeField(editable=False, null=True)),
                ("people", models.PositiveIntegerField(editable=False, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mailings", to="days.day"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="mailings",
                        to="mailings.rule",
                    ),
                ),
            ],
            options={
                "ordering": ["-made", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "turn"), name="one_message_per_turn_of_a_rule")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="template",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True),
                fields=("day", "code"),
                name="one_usual_template_of_a_code",
            ),
        ),
    ]
