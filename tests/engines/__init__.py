"""The pages in WebKit and in Firefox: ``make engines``, no part of ``make test``."""
