"""What the lead takes away: one record as plain data, and its tables as CSV and XLSX.

``record`` is the whole of it; every table is made from that, so that no two files can disagree.
"""

from voting.exports.record import FORMAT, VERSION, Record, record
from voting.exports.tables import ratings_csv, rounds_csv
from voting.exports.workbook import workbook

__all__ = ["FORMAT", "VERSION", "Record", "ratings_csv", "record", "rounds_csv", "workbook"]
