# SPDX-License-Identifier: EUPL-1.2
"""Addresses of series and days."""

from __future__ import annotations

from django.urls import path

from regiodag.days.views import dates, details, history, home, look, organisers, page, parts, series, states, workbook
from regiodag.days.views.timetable import back, items, pages, sessions

PEOPLE = {
    "organisers": "organisers/",
    "organiser-invite": "organisers/invite/",
    "organiser-leave": "organisers/leave/",
    "organiser-role": "organisers/<int:member_id>/role/",
    "organiser-remove": "organisers/<int:member_id>/remove/",
    "invitation-resend": "organisers/invitations/<uuid:invitation_id>/resend/",
    "invitation-withdraw": "organisers/invitations/<uuid:invitation_id>/withdraw/",
    "history": "history/",
}
"""Who organises, and who did what: the same below a day and below a series."""

OF_A_DAY = {**organisers.OF_A_DAY, **history.OF_A_DAY}
OF_A_SERIES = {**organisers.OF_A_SERIES, **history.OF_A_SERIES}

urlpatterns = [
    path("", home.home, name="home"),
    path("days/new/", home.new_day, name="new-day"),
    path("days/<uuid:day_id>/", home.day_home, name="day"),
    path("days/<uuid:day_id>/state/", states.state, name="day-state"),
    path("days/<uuid:day_id>/date/", dates.postpone, name="day-postpone"),
    path("days/<uuid:day_id>/copy/", dates.copy, name="day-copy"),
    path("days/<uuid:day_id>/look/", look.look, name="day-look"),
    path("days/<uuid:day_id>/rooms/", parts.rooms, name="rooms"),
    path("days/<uuid:day_id>/rooms/add/", parts.room, name="room-add"),
    path("days/<uuid:day_id>/rooms/<uuid:part_id>/", parts.room, name="room"),
    path("days/<uuid:day_id>/rooms/<uuid:part_id>/remove/", parts.room_remove, name="room-remove"),
    path("days/<uuid:day_id>/speakers/", parts.speakers, name="speakers"),
    path("days/<uuid:day_id>/speakers/add/", parts.speaker, name="speaker-add"),
    path("days/<uuid:day_id>/speakers/<uuid:part_id>/", parts.speaker, name="speaker"),
    path("days/<uuid:day_id>/speakers/<uuid:part_id>/remove/", parts.speaker_remove, name="speaker-remove"),
    path("days/<uuid:day_id>/workshops/", parts.workshops, name="workshops"),
    path("days/<uuid:day_id>/workshops/add/", parts.workshop, name="workshop-add"),
    path("days/<uuid:day_id>/workshops/<uuid:part_id>/", parts.workshop, name="workshop"),
    path("days/<uuid:day_id>/workshops/<uuid:part_id>/remove/", parts.workshop_remove, name="workshop-remove"),
    path("days/<uuid:day_id>/speakers/<uuid:part_id>/photo.png", parts.speaker_photo, name="speaker-photo"),
    path("days/<uuid:day_id>/programme.xlsx", workbook.programme_export, name="programme-export"),
    path("days/<uuid:day_id>/programme/import/", workbook.programme_import, name="programme-import"),
    path("days/<uuid:day_id>/programme/import/undo/", workbook.programme_import_undo, name="programme-import-undo"),
    path("days/<uuid:day_id>/programme/import/<uuid:import_id>/", workbook.programme_check, name="programme-check"),
    path("days/<uuid:day_id>/timetable/", pages.timetable, name="timetable"),
    path("days/<uuid:day_id>/timetable/news/", pages.news, name="timetable-news"),
    path("days/<uuid:day_id>/timetable/print/", pages.on_paper, name="timetable-print"),
    path("days/<uuid:day_id>/timetable/undo/", back.undo, name="undo"),
    path("days/<uuid:day_id>/timetable/redo/", back.redo, name="redo"),
    path("days/<uuid:day_id>/timetable/parts/new/", items.add, name="item-add"),
    path("days/<uuid:day_id>/timetable/parts/<uuid:item_id>/", items.change, name="item-change"),
    path("days/<uuid:day_id>/timetable/parts/<uuid:item_id>/move/", items.move, name="item-move"),
    path("days/<uuid:day_id>/timetable/parts/<uuid:item_id>/order/", items.order, name="item-order"),
    path("days/<uuid:day_id>/timetable/parts/<uuid:item_id>/delete/", items.delete, name="item-delete"),
    path("days/<uuid:day_id>/timetable/sessions/new/", sessions.place, name="session-place"),
    path("days/<uuid:day_id>/timetable/sessions/<uuid:session_id>/move/", sessions.move, name="session-move"),
    path("days/<uuid:day_id>/timetable/sessions/<uuid:session_id>/remove/", sessions.remove, name="session-remove"),
    path("d/<uuid:day_id>/", page.page, name="page"),
    path("d/<uuid:day_id>/with/<str:code>/", page.with_code, name="page-with-code"),
    path("d/<uuid:day_id>/style.css", page.page_style, name="page-style"),
    path("d/<uuid:day_id>/logo.png", page.page_logo, name="page-logo"),
    path("d/<uuid:day_id>/photo/<uuid:speaker_id>.png", page.page_photo, name="page-photo"),
    path("days/<uuid:day_id>/details/", details.details, name="day-details"),
    *(path(f"days/<uuid:day_id>/{PEOPLE[name]}", view, name=name) for name, view in OF_A_DAY.items()),
    *(
        path(f"series/<uuid:series_id>/{PEOPLE[name]}", view, name=f"series-{name}")
        for name, view in OF_A_SERIES.items()
    ),
    path("series/<uuid:series_id>/", series.series_home, name="series"),
]
