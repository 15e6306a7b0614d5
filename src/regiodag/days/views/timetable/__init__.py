# SPDX-License-Identifier: EUPL-1.2
"""The timetable of a day: the page, and every change that is made on it."""
