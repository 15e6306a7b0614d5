# SPDX-License-Identifier: EUPL-1.2
"""The site for a WSGI server such as gunicorn: `gunicorn regiodag.config.wsgi`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regiodag.config.settings")

application = get_wsgi_application()
