# SPDX-License-Identifier: EUPL-1.2
"""What organisers do with the placement."""
