# SPDX-License-Identifier: EUPL-1.2
"""The placement: is the day ready, run, read the result, publish; and everybody's own programme."""
