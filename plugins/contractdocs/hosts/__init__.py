"""The site generators that show the pages. Each host is thin: it turns a report into its own kind of pages."""
