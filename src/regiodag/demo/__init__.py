# SPDX-License-Identifier: EUPL-1.2
"""The demonstration: a complete day of made-up people and organisations, and a server that shows it."""
