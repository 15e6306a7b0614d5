# SPDX-License-Identifier: EUPL-1.2
"""Side by side: the same days, placed by what anybody can install from the package index, and by the engine.

`systems/` holds one file per system, which is found by itself. Every cell runs in a process of its own (`worker`), in
the environment that has its system, so that one can be stopped without the others noticing. `judge` counts what came
out; it knows what a seat is worth, and no solver.
"""
