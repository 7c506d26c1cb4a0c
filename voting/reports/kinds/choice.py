from voting.reports.kinds.kind import Kind


class Choice(Kind):
    pass
