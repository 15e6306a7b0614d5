# SPDX-License-Identifier: EUPL-1.2
"""Messages to the people of a day: texts with placeholders, for whom, by hand or by rule; looked at before they go.

It knows no participants: whoever knows people registers audiences, placeholders and moments (`registry`).
"""
