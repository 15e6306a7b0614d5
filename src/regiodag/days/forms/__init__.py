# SPDX-License-Identifier: EUPL-1.2
"""What organisers fill in about days."""
