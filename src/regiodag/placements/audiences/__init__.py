# SPDX-License-Identifier: EUPL-1.2
"""To whom of the placement one can write; one per file."""
