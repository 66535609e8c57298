"""Lets `python -m contractdocs` be the command."""

from .cli import main

main()
