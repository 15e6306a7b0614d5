# SPDX-License-Identifier: EUPL-1.2
"""Participants from a file: what its columns mean, who its rows are about, and what bringing it in would change.

columns: what each column is used for. rows: what a row says of somebody. people, words, said: who and what is meant.
asked: whether the form asks
it of them. plan: all of that together, and what is to be chosen. keep, undo: what `actions.intake` saves and puts back.
"""
