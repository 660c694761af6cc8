"""Measures Dateline against third-party gold and against its own base library; never in the test gate."""
