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

    dependencies = [("days", "0004_constraints")]

    operations = [
        migrations.CreateModel(
            name="FormSection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=120, verbose_name="heading")),
                ("introduction", models.TextField(blank=True, verbose_name="introduction")),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Domain",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="domains", to="days.day"
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FormField",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("kind", models.CharField(max_length=20)),
                ("label", models.CharField(max_length=200, verbose_name="question")),
                ("help", models.CharField(blank=True, max_length=300, verbose_name="explanation")),
                ("required", models.BooleanField(default=False, verbose_name="must be answered")),
                ("choices", models.JSONField(blank=True, default=list, verbose_name="choices")),
                ("purpose", models.CharField(max_length=200, verbose_name="why it is asked")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("consent", "consent"),
                            ("task", "a task in the public interest"),
                            ("interest", "a legitimate interest"),
                            ("explicit", "explicit consent (health, lived experience)"),
                        ],
                        default="task",
                        max_length=10,
                        verbose_name="legal basis",
                    ),
                ),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        default=8,
                        validators=[django.core.validators.MaxValueValidator(520)],
                        verbose_name="weeks that the answer is kept after the day",
                    ),
                ),
                ("only_if_answer", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "only_if",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="registrations.formfield",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fields",
                        to="registrations.formsection",
                    ),
                ),
            ],
            options={
                "ordering": ["section__position", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RegistrationForm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("opens", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("closes", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("open", "everybody who has the address of the page"),
                            ("code", "whoever has the code"),
                            ("personal", "only who was invited personally"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="who may register",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=regiodag.registrations.models.form.new_code, max_length=20, verbose_name="code"
                    ),
                ),
                (
                    "wishes",
                    models.PositiveSmallIntegerField(
                        default=4,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="how many workshops people rank",
                    ),
                ),
                (
                    "offer_hours",
                    models.PositiveSmallIntegerField(
                        default=48,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(336),
                        ],
                        verbose_name="hours that a place which came free is kept",
                    ),
                ),
                ("introduction", models.TextField(blank=True, verbose_name="introduction")),
                (
                    "day",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="registration_form", to="days.day"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="formsection",
            name="form",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sections",
                to="registrations.registrationform",
            ),
        ),
        migrations.AddConstraint(
            model_name="domain",
            constraint=models.UniqueConstraint(fields=("day", "name"), name="one_domain_of_a_name"),
        ),
        migrations.AddConstraint(
            model_name="registrationform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opens", None), ("closes", None), ("opens__lt", models.F("closes")), _connector="OR"
                ),
                name="registration_opens_before_it_closes",
            ),
        ),
    ]
