"""The files of an evaluation over areas: tables, methods text and charts."""
