# SPDX-License-Identifier: EUPL-1.2
"""Addresses of messages, below the day."""

from __future__ import annotations

from django.urls import path

from regiodag.mailings.views import call_off, look, outbox, rules, templates, write

BELOW = "days/<uuid:day_id>/messages/"

urlpatterns = [
    path("days/<uuid:day_id>/call-off/", call_off.call_off, name="day-call-off"),
    path(BELOW, outbox.messages_home, name="messages"),
    path(BELOW + "new/", write.new, name="mailing-new"),
    path(BELOW + "preview/", write.preview, name="mailing-preview"),
    path(BELOW + "mails/", outbox.mails, name="mails"),
    path(BELOW + "mails/retry/", outbox.retry_all, name="mails-retry"),
    path(BELOW + "mails/<uuid:mail_id>/", outbox.mail, name="mail-of-day"),
    path(BELOW + "mails/<uuid:mail_id>/retry/", outbox.retry, name="mail-retry"),
    path(BELOW + "templates/", templates.templates, name="message-templates"),
    path(BELOW + "templates/usual/", templates.templates_usual, name="message-templates-usual"),
    path(BELOW + "templates/add/", templates.template, name="message-template-add"),
    path(BELOW + "templates/<uuid:template_id>/", templates.template, name="message-template"),
    path(BELOW + "templates/<uuid:template_id>/remove/", templates.template_remove, name="message-template-remove"),
    path(BELOW + "rules/", rules.rules, name="message-rules"),
    path(BELOW + "rules/add/", rules.rule, name="message-rule-add"),
    path(BELOW + "rules/<uuid:rule_id>/", rules.rule, name="message-rule"),
    path(BELOW + "rules/<uuid:rule_id>/again/", rules.rule_again, name="message-rule-again"),
    path(BELOW + "rules/<uuid:rule_id>/remove/", rules.rule_remove, name="message-rule-remove"),
    path(BELOW + "<uuid:mailing_id>/", look.mailing, name="mailing"),
    path(BELOW + "<uuid:mailing_id>/change/", write.change, name="mailing-change"),
    path(BELOW + "<uuid:mailing_id>/test/", look.test, name="mailing-test"),
    path(BELOW + "<uuid:mailing_id>/send/", look.send, name="mailing-send"),
    path(BELOW + "<uuid:mailing_id>/remove/", look.remove, name="mailing-remove"),
]
