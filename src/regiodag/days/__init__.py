# SPDX-License-Identifier: EUPL-1.2
"""Series and their days: what is held where and when, the programme, rooms, speakers and workshops."""
