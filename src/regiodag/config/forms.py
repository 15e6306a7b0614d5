# SPDX-License-Identifier: EUPL-1.2
"""How forms are drawn: with our own templates, in the look of the site."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws a form as fields below one another, each with its label, help and error."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
