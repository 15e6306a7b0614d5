# SPDX-License-Identifier: EUPL-1.2
"""One file per command; each holds a click command named `command`, and is found by its file name."""
