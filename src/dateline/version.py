"""The version of the package, alone, so that every room may record it and importing it costs nothing."""

__version__ = "0.1.0"
