# SPDX-License-Identifier: EUPL-1.2
"""What differs per person in a text, and the moment of closing. One per file, found by itself."""
