# SPDX-License-Identifier: EUPL-1.2
"""Who comes: registration forms, participants, their organisations and wishes, the waiting list."""
