# SPDX-License-Identifier: EUPL-1.2
"""How fast the engine is: days made from a seed, a table with goals, results to hold the next run against."""
