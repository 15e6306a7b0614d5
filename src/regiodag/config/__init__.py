# SPDX-License-Identifier: EUPL-1.2
"""What the site is made of: settings, addresses, and the ways to start it."""
