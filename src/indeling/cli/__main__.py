# SPDX-License-Identifier: EUPL-1.2
"""`python -m indeling.cli`: the command line where no `indeling` is on the path."""

import sys

from indeling.cli import main

sys.exit(main())
