# SPDX-License-Identifier: EUPL-1.2
"""The site under load, killed, and out of disk: real processes, real sockets, a database in a temporary folder."""
