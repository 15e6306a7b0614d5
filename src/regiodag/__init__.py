# SPDX-License-Identifier: EUPL-1.2
"""Regiodag: the site on which people organise a regional network day. One folder is one part of their work."""
