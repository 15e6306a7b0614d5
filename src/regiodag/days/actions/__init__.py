# SPDX-License-Identifier: EUPL-1.2
"""What organisers do to days. One function is one thing that somebody does, in one transaction."""
