# SPDX-License-Identifier: EUPL-1.2
"""To whom an organiser can write. One audience per file; a file here that holds an `AUDIENCE` is found by itself."""
