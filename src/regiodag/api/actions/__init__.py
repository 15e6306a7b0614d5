# SPDX-License-Identifier: EUPL-1.2
"""What owners do with tokens, and other systems with participants: verbs, one transaction each."""
