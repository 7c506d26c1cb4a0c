"""What the lead takes away: one record as plain data, its tables (CSV, XLSX) and charts (SVG).

``record`` is the whole of it; every other file is made from that, so that no two can disagree.
"""
