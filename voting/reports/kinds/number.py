from voting.reports.kinds.kind import Kind


class Number(Kind):
    pass
