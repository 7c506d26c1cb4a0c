"""What scipy and pingouin make of many data sets, in a process of its own: they take long to load,
and nothing of the app runs beside them.

    python -m tests.evaluation.oracle < JOBS

A job is {"changes": [differences], "some": [differences], "scores": [differences], "complete":
[rows]}, as JSON, each a list of data sets; the answer has a list for each.
"""

import json
import sys
import warnings
from typing import Any


def main() -> None:
    warnings.simplefilter("ignore")  # theirs, about small samples
    import numpy
    import pandas
    import pingouin
    from scipy import stats

    def changed(differences: list[int]) -> list[float]:
        found = stats.wilcoxon(
            differences, zero_method="wilcox", correction=False, method="asymptotic"
        )
        return [found.statistic, found.zstatistic, found.pvalue]

    def biserial(differences: list[int]) -> float:
        return float(pingouin.wilcoxon(differences)["RBC"].iloc[0])

    def scored(differences: list[float]) -> dict[str, Any]:
        answers = {}
        for sides in ("two", "greater", "less"):
            way = "two-sided" if sides == "two" else sides
            test = stats.ttest_1samp(differences, 0, alternative=way)
            low, high = test.confidence_interval(0.9)
            answers[sides] = [
                float(one) for one in (test.statistic, test.df, test.pvalue, low, high)
            ]
        quarters = numpy.quantile(differences, [0.25, 0.5, 0.75], method="weibull")
        answers["described"] = [*map(float, quarters), float(numpy.std(differences, ddof=1))]
        return answers

    def alpha(rows: list[list[int]]) -> float:
        return float(pingouin.cronbach_alpha(pandas.DataFrame(rows), nan_policy="listwise")[0])

    jobs = json.load(sys.stdin)
    for work, name in (
        (changed, "changes"),
        (biserial, "some"),
        (scored, "scores"),
        (alpha, "complete"),
    ):
        jobs[name] = [work(one) for one in jobs[name]]
    for name in ("cronbach_wide_missing", "cronbach_alpha"):
        table = pingouin.read_dataset(name)
        if name == "cronbach_alpha":
            table = table.pivot(index="Subj", columns="Items", values="Scores")
        jobs[name] = [[None if one != one else one for one in row] for row in table.values.tolist()]
    json.dump(jobs, sys.stdout)


if __name__ == "__main__":
    main()
