# SPDX-License-Identifier: EUPL-1.2
"""Questions about a day that take more than one placement to answer."""
