# SPDX-License-Identifier: EUPL-1.2
"""Addresses of registrations: of participants below `my/` and the page of the day, of organisers below the day."""

from __future__ import annotations

from django.urls import path

from regiodag.registrations.views import (
    address,
    asked,
    change,
    data,
    form,
    form_order,
    form_parts,
    groups,
    intake,
    intake_check,
    invitees,
    link,
    mine,
    organisations,
    participant,
    participants,
    participants_export,
    problem,
    register,
    wishes_chart,
)

DAY = "days/<uuid:day_id>/"
PERSON = f"{DAY}participants/<uuid:participant_id>/"
ORGANISATION = f"{DAY}organisations/<uuid:organisation_id>/"
GROUP = f"{DAY}groups/<uuid:group_id>/"
FORM = f"{DAY}registration/"
SECTION = f"{FORM}sections/<uuid:section_id>/"
QUESTION = f"{FORM}questions/<uuid:question_id>/"
IMPORT = f"{DAY}participants/import/"
INVITEES = f"{DAY}participants/invited/"

urlpatterns = [
    path("d/<uuid:day_id>/register/", register.register, name="register"),
    path("d/<uuid:day_id>/register/code/", register.code, name="register-code"),
    path("d/<uuid:day_id>/register/with/<str:code>/", register.with_code, name="register-with-code"),
    path("d/<uuid:day_id>/register/done/", register.done, name="register-done"),
    path("d/<uuid:day_id>/link/", link.link_again, name="link-again"),
    path("link/sent/", link.link_sent, name="link-sent"),
    path("my/<str:token>/", mine.my, name="my"),
    path("my/<str:token>/change/", change.change, name="my-change"),
    path("my/<str:token>/cancel/", change.cancel, name="my-cancel"),
    path("my/<str:token>/again/", change.again, name="my-again"),
    path("my/<str:token>/offer/", mine.offer, name="my-offer"),
    path("my/<str:token>/still/", mine.still, name="my-still"),
    path("my/<str:token>/day.ics", mine.calendar, name="my-calendar"),
    path("my/<str:token>/new-link/", link.new_link, name="my-new-link"),
    path("my/<str:token>/address/", address.address, name="my-address"),
    path("address/<str:token>/", address.confirm, name="address-confirm"),
    path("my/<str:token>/data/", data.data, name="my-data"),
    path("my/<str:token>/data.json", data.data_file, name="my-data-file"),
    path("my/<str:token>/erase/", data.erase, name="my-erase"),
    path("erased/", data.erased, name="erased"),
    path(FORM, form.overview, name="registration-form"),
    path(f"{FORM}settings/", form.settings, name="registration-settings"),
    path(f"{FORM}preview/", form.preview, name="registration-preview"),
    path(f"{FORM}undo/", form_order.undo, name="registration-undo"),
    path(f"{FORM}redo/", form_order.redo, name="registration-redo"),
    path(f"{FORM}sections/add/", form_parts.section_add, name="form-section-add"),
    path(SECTION, form_parts.section, name="form-section"),
    path(f"{SECTION}move/", form_order.section_move, name="form-section-move"),
    path(f"{SECTION}remove/", form_parts.section_remove, name="form-section-remove"),
    path(f"{SECTION}questions/add/", form_parts.question_add, name="form-question-add"),
    path(QUESTION, form_parts.question, name="form-question"),
    path(f"{QUESTION}move/", form_order.question_move, name="form-question-move"),
    path(f"{QUESTION}remove/", form_parts.question_remove, name="form-question-remove"),
    path(f"{DAY}participants/", participants.participants, name="participants"),
    path(f"{DAY}participants/add/", participant.participant_add, name="participant-add"),
    path(f"{DAY}participants/export/", participants_export.participants_export, name="participants-export"),
    path(f"{DAY}participants/asked/", asked.asked, name="participants-asked"),
    path(f"{DAY}participants/asked/cancel/", asked.cancel, name="participants-asked-cancel"),
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
    path(f"{DAY}problem.json", problem.problem_export, name="problem-export"),
    path(IMPORT, intake.participants_import, name="participants-import"),
    path(f"{IMPORT}<uuid:import_id>/", intake_check.participants_import_check, name="participants-import-check"),
    path(f"{IMPORT}<uuid:import_id>/undo/", intake.participants_import_undo, name="participants-import-undo"),
    path(f"{IMPORT}<uuid:import_id>/forget/", intake.participants_import_forget, name="participants-import-forget"),
    path("invited/<str:token>/", invitees.invited, name="invited"),
    path(INVITEES, invitees.invitees, name="invitees"),
    path(f"{INVITEES}add/", invitees.invitees_add, name="invitees-add"),
    path(f"{INVITEES}send/", invitees.invitees_send, name="invitees-send"),
    path(f"{INVITEES}<uuid:invitee_id>/remove/", invitees.invitee_remove, name="invitee-remove"),
]
