from voting.reports.kinds.kind import Kind


class Rating(Kind):
    pass
