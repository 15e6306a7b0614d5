# SPDX-License-Identifier: EUPL-1.2
"""The programme of a day as a workbook: written out, read in again, and compared with what is there.

sheets: what stands where. write: day → workbook. measure → unpack → read: file → rows. match, references → plan: rows →
what would change. Nothing here saves anything; `days.actions.workbook` does.
"""
