"""Text of strangers, written for the place where it stands: one module a place, and nothing escapes elsewhere."""
