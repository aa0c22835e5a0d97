"""The version of the package, which is that of its jar."""

VERSION = "0.1.0"
