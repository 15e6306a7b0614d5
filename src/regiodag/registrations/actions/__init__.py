# SPDX-License-Identifier: EUPL-1.2
"""What participants and organisers do with registrations. The names of the functions here are the list of features."""
