# SPDX-License-Identifier: EUPL-1.2
"""What runs in a process of its own, with limits, and what starts, watches and kills it."""
