"""Other ways to join the same names, in the same run: each returns a label for every name, or None where it is not installed."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Callable, Sequence
from typing import Any

from cwbaudit import names
from cwbaudit.resolve import names_of

Labels = list[Any]


def ours(spellings: Sequence[str]) -> Labels:
    return [row["supplier_id"] for row in names_of([{"supplier_name": name} for name in spellings])]


def exact(spellings: Sequence[str]) -> Labels:
    """Equal once normalised, by our own normaliser."""
    return [names.key(name) for name in spellings]


def string_grouper(spellings: Sequence[str]) -> Labels | None:
    """Behind our normaliser, at its default likeness of 0.8."""
    if importlib.util.find_spec("string_grouper") is None:
        return None
    import pandas as pd
    from string_grouper import group_similar_strings

    return list(group_similar_strings(pd.Series([names.key(name) for name in spellings]), min_similarity=0.8).iloc[:, 0])


def splink(spellings: Sequence[str], threshold: float = 0.95) -> Labels | None:
    """As its guide recommends for names: Jaro-Winkler levels, weighed by how common a name or word is, on the name and on its parts; several
    blocking rules of few pairs each; trained on the data by expectation maximisation, in two runs that block on different things."""
    if importlib.util.find_spec("splink") is None:
        return None
    import pandas as pd
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as cl

    said = [names.key(name).split() for name in spellings]
    frame = pd.DataFrame({
        "unique_id": range(len(said)), "name": [" ".join(words) for words in said], "first": [words[0] if words else "" for words in said],
        "second": [words[1] if len(words) > 1 else None for words in said], "last": [words[-1] if words else "" for words in said],
        "start": ["".join(words)[:7] for words in said], "end": ["".join(words)[-12:] for words in said],
    })  # fmt: skip
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.97, 0.93, 0.88]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("first", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("last", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[block_on("first", "last"), block_on("first", "second"), block_on("start"), block_on("end")],
    )
    api = DuckDBAPI()
    try:
        linker = Linker(frame, settings, db_api=api)
    except TypeError:  # from version 5 on, a frame is registered first
        linker = Linker(api.register(frame), settings)
    logging.getLogger("splink").setLevel(logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("start"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("end"))
    found = linker.inference.predict(threshold_match_probability=threshold)
    groups = linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold_match_probability=threshold)
    return list(groups.as_pandas_dataframe().sort_values("unique_id")["cluster_id"])


PEERS: dict[str, Callable[[Sequence[str]], Labels | None]] = {
    "cwbaudit": ours, "exact, normalised": exact, "string_grouper": string_grouper, "splink": splink,
}  # fmt: skip
