# SPDX-License-Identifier: EUPL-1.2
"""Working on the same thing: two people at once are told, and what was done can be undone."""
