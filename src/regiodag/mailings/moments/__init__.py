# SPDX-License-Identifier: EUPL-1.2
"""What a rule can count back from. One per file; other apps register theirs."""
