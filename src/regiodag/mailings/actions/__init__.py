# SPDX-License-Identifier: EUPL-1.2
"""What organisers do with messages. The names of the functions here are the list of features."""
