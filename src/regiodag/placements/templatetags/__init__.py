# SPDX-License-Identifier: EUPL-1.2
"""Pieces of pages about the placement."""
