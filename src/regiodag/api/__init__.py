# SPDX-License-Identifier: EUPL-1.2
"""The API: what other systems ask of a day, and do to it, with a token that an owner of the day gave them."""
