"""Pages, forms and downloads, and the checks and headers applied to every request."""
