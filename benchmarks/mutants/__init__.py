# SPDX-License-Identifier: EUPL-1.2
"""Mutation testing: what the tests notice when the code is changed, one place at a time (`scripts/mutants`)."""
