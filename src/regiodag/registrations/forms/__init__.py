# SPDX-License-Identifier: EUPL-1.2
"""What participants and organisers fill in."""
