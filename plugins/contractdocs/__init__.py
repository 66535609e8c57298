"""Contracts in, a gate and a site out."""

__version__ = "0.1.0"
__all__ = ["__version__"]
