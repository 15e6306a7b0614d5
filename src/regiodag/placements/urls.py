# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the placement: of organisers below the day, of participants below `my/`."""

from __future__ import annotations

from django.urls import path

from regiodag.placements.views import (
    board,
    changes,
    files,
    home,
    leader,
    leaders,
    mine,
    moves,
    own,
    publish,
    repair,
    run,
    side_by_side,
    what_if,
)

PLACEMENT = "days/<uuid:day_id>/placement/"
RUN = f"{PLACEMENT}runs/<uuid:run_id>/"
SOMEBODY = f"{RUN}people/<uuid:participant_id>/"
BOARD = f"{RUN}board/"
VERSIONS = f"{PLACEMENT}versions/"
FILES = f"{PLACEMENT}files/<uuid:seats_id>/"
MINE = "my/<str:token>/"
LEADERS = "days/<uuid:day_id>/leaders/"
FILE = f"{LEADERS}files/<uuid:material_id>/"
LEAD = "lead/<str:token>/"

urlpatterns = [
    path(PLACEMENT, home.placement, name="placement"),
    path(f"{PLACEMENT}start/", home.start, name="placement-start"),
    path(f"{PLACEMENT}changed/", repair.changed, name="placement-changed"),
    path(f"{PLACEMENT}repair/", repair.start, name="placement-repair"),
    path(f"{PLACEMENT}compare/", side_by_side.compare, name="placement-compare"),
    path(f"{PLACEMENT}side-by-side/", side_by_side.side_by_side, name="placement-side-by-side"),
    path(RUN, run.run, name="placement-run"),
    path(f"{RUN}progress/", run.progress, name="placement-progress"),
    path(f"{RUN}stop/", run.stop, name="placement-stop"),
    path(f"{RUN}sessions/", run.sessions, name="placement-sessions"),
    path(f"{RUN}people/", run.people, name="placement-people"),
    path(SOMEBODY, run.person, name="placement-person"),
    path(f"{SOMEBODY}rounds/<int:number>/", moves.move, name="placement-move"),
    path(f"{SOMEBODY}back/", moves.put_back, name="placement-put-back"),
    path(f"{RUN}repaired/", repair.repaired, name="placement-repaired"),
    path(f"{RUN}curve/", repair.curve, name="placement-curve"),
    path(f"{RUN}within/", repair.within, name="placement-within"),
    path(f"{SOMEBODY}lock/", moves.lock, name="placement-lock"),
    path(f"{SOMEBODY}unlock/", moves.unlock, name="placement-unlock"),
    path(BOARD, board.board, name="placement-board"),
    path(f"{BOARD}<int:number>/", board.board, name="placement-board-round"),
    path(f"{BOARD}news/", board.news, name="placement-board-news"),
    path(f"{BOARD}undo/", board.undo, name="placement-undo"),
    path(f"{BOARD}redo/", board.redo, name="placement-redo"),
    path(f"{RUN}publish/", publish.publish, name="placement-publish"),
    path(f"{RUN}what-if/", what_if.what_if, name="placement-what-if"),
    path(f"{RUN}what-if/ask/", what_if.ask, name="placement-advice"),
    path(f"{RUN}what-if/try/", what_if.try_it, name="placement-try"),
    path(f"{RUN}tried/", what_if.tried, name="placement-tried"),
    path(f"{RUN}adopt/", what_if.adopt, name="placement-adopt"),
    path(f"{RUN}drop/", what_if.drop, name="placement-drop"),
    path(VERSIONS, publish.versions, name="placement-versions"),
    path(f"{VERSIONS}<uuid:publication_id>/back/", publish.go_back, name="placement-back"),
    path(FILES, files.files, name="placement-files"),
    path(f"{FILES}paper/<slug:code>.pdf", files.paper, name="placement-paper"),
    path(f"{FILES}export/", files.export, name="placement-export"),
    path(f"{MINE}programme.ics", mine.calendar, name="my-programme"),
    path(f"{MINE}programme-<int:number>.ics", mine.calendar, name="my-programme-round"),
    path(f"{MINE}programme.pdf", mine.programme_pdf, name="my-programme-pdf"),
    path(f"{MINE}programme/mail/", mine.mail, name="my-programme-mail"),
    path(f"{PLACEMENT}changes/", changes.changes, name="placement-changes"),
    path(f"{PLACEMENT}changes/rules/", changes.rules, name="placement-change-rules"),
    path(LEADERS, leaders.overview, name="leaders"),
    path(f"{LEADERS}rules/", leaders.rules, name="leaders-rules"),
    path(f"{LEADERS}send/", leaders.send, name="leaders-send"),
    path(f"{FILE}download/", leaders.download, name="leaders-file"),
    path(f"{FILE}show/", leaders.show, name="leaders-file-show"),
    path(f"{FILE}remove/", leaders.remove, name="leaders-file-remove"),
    path(LEAD, leader.page, name="leader"),
    path(f"{LEAD}workshops/<uuid:workshop_id>/", leader.give, name="leader-give"),
    path(f"{LEAD}parts/<uuid:item_id>/", leader.give_part, name="leader-give-part"),
    path(f"{LEAD}files/<uuid:material_id>/download/", leader.download, name="leader-file"),
    path(f"{LEAD}files/<uuid:material_id>/remove/", leader.remove, name="leader-file-remove"),
    path(f"{MINE}files/<uuid:material_id>/download/", mine.material, name="my-material"),
    path(f"{MINE}rounds/<int:number>/", own.another, name="my-another"),
    path(f"{MINE}swaps/<uuid:offer_id>/agree/", own.agree, name="my-swap-agree"),
    path(f"{MINE}swaps/<uuid:offer_id>/withdraw/", own.withdraw, name="my-swap-withdraw"),
]
