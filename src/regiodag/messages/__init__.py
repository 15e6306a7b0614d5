# SPDX-License-Identifier: EUPL-1.2
"""Mail: written to the outbox with what causes it, delivered by the worker."""
