# SPDX-License-Identifier: EUPL-1.2
"""What a message can tell of the placement; one per file."""
