# SPDX-License-Identifier: EUPL-1.2
"""What the site does with its database beyond Django, for many people who register at once."""
