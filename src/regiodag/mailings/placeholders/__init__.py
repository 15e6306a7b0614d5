# SPDX-License-Identifier: EUPL-1.2
"""What can stand in a text and is the same for all people of a day. One per file."""
