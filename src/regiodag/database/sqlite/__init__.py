# SPDX-License-Identifier: EUPL-1.2
"""Django's SQLite, for many queries that are the same: `ENGINE = "regiodag.database.sqlite"`."""
