"""What the lead takes away: one record as plain data, its tables (CSV, XLSX) and charts (SVG).

``record`` is the whole of it; every other file is made from that, so that no two can disagree.
"""

from voting.exports.charts import charts_zip, domain_svg, profile_svg
from voting.exports.record import FORMAT, VERSION, Record, record
from voting.exports.tables import groups_csv, ratings_csv, reasons_csv, rounds_csv
from voting.exports.workbook import workbook

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
