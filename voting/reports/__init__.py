"""What the lead takes away: one record as plain data, its tables (CSV, XLSX) and charts (SVG).

``record`` is the whole of it; every other file is made from that, so that no two can disagree.
"""

from voting.reports.charts import charts_zip, domain_svg, profile_svg
from voting.reports.record import FORMAT, VERSION, Record, record
from voting.reports.tables import groups_csv, ratings_csv, reasons_csv, rounds_csv
from voting.reports.workbook import workbook

__all__ = [
    "FORMAT",
    "VERSION",
    "Record",
    "charts_zip",
    "domain_svg",
    "groups_csv",
    "profile_svg",
    "ratings_csv",
    "reasons_csv",
    "record",
    "rounds_csv",
    "workbook",
]
