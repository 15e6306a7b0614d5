# SPDX-License-Identifier: EUPL-1.2
"""Organisers: who they are, how they sign in, what their role lets them do, and who did what."""
