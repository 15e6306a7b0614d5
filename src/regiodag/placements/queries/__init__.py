# SPDX-License-Identifier: EUPL-1.2
"""What is asked of the placement: is the day ready, what came out, what is published."""
