# SPDX-License-Identifier: EUPL-1.2
"""Addresses of registrations: of participants below `my/` and the page of the day, of organisers below the day."""

from __future__ import annotations

from django.urls import path

from regiodag.registrations.views import (
    groups,
    mine,
    organisations,
    participant,
    participants,
    participants_export,
    wishes_chart,
)

DAY = "days/<uuid:day_id>/"
PERSON = f"{DAY}participants/<uuid:participant_id>/"
ORGANISATION = f"{DAY}organisations/<uuid:organisation_id>/"
GROUP = f"{DAY}groups/<uuid:group_id>/"

urlpatterns = [
    path("my/<str:token>/", mine.my, name="my"),
    path(f"{DAY}participants/", participants.participants, name="participants"),
    path(f"{DAY}participants/add/", participant.participant_add, name="participant-add"),
    path(f"{DAY}participants/export/", participants_export.participants_export, name="participants-export"),
    path(PERSON, participant.participant, name="participant"),
    path(f"{PERSON}change/", participant.participant_change, name="participant-change"),
    path(f"{PERSON}cancel/", participant.participant_cancel, name="participant-cancel"),
    path(f"{PERSON}place/", participant.participant_place, name="participant-place"),
    path(f"{PERSON}wait/", participant.participant_wait, name="participant-wait"),
    path(f"{PERSON}link/", participant.participant_link, name="participant-link"),
    path(f"{DAY}organisations/", organisations.organisations, name="organisations"),
    path(f"{DAY}organisations/add/", organisations.organisation, name="organisation-add"),
    path(f"{DAY}organisations/name/", organisations.organisations_name, name="organisations-name"),
    path(f"{DAY}organisations/merge/", organisations.organisations_merge, name="organisations-merge"),
    path(ORGANISATION, organisations.organisation, name="organisation"),
    path(f"{ORGANISATION}split/", organisations.organisation_split, name="organisation-split"),
    path(f"{ORGANISATION}remove/", organisations.organisation_remove, name="organisation-remove"),
    path(f"{DAY}domains/add/", organisations.domain, name="domain-add"),
    path(f"{DAY}domains/<uuid:domain_id>/", organisations.domain, name="domain"),
    path(f"{DAY}domains/<uuid:domain_id>/delete/", organisations.domain_delete, name="domain-delete"),
    path(f"{DAY}groups/", groups.groups, name="groups"),
    path(f"{DAY}groups/add/", groups.group_add, name="group-add"),
    path(GROUP, groups.group, name="group"),
    path(f"{GROUP}name/", groups.group_rename, name="group-rename"),
    path(f"{GROUP}delete/", groups.group_delete, name="group-delete"),
    path(f"{GROUP}<uuid:participant_id>/join/", groups.group_join, name="group-join"),
    path(f"{GROUP}<uuid:participant_id>/leave/", groups.group_leave, name="group-leave"),
    path(f"{DAY}wanted/", wishes_chart.wishes_chart, name="wanted"),
]
