"""The FineWeb recipe of datatrove on one WARC file, English only, without MinHash.

usage: datatrove_fineweb.py WARC OUT LANGUAGE_MODEL
LANGUAGE_MODEL is fastText's lid.176.ftz (the recipe's own lid.176.bin is fetched at run time and ten times as large).
"""

import os
import shutil
import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.extractors import Trafilatura
from datatrove.pipeline.filters import (
    C4QualityFilter,
    FineWebQualityFilter,
    GopherQualityFilter,
    GopherRepetitionFilter,
    LanguageFilter,
    URLFilter,
)
from datatrove.pipeline.readers import WarcReader
from datatrove.pipeline.writers.jsonl import JsonlWriter
from datatrove.utils import lid

warc, out, model = sys.argv[1:4]
shutil.rmtree(out, ignore_errors=True)
lid.cached_asset_path_or_download = lambda *_args, **_kwargs: model

LocalPipelineExecutor(
    pipeline=[
        WarcReader(os.path.dirname(warc), glob_pattern=os.path.basename(warc)),
        URLFilter(),
        Trafilatura(favour_precision=True),
        LanguageFilter(languages=["en"]),
        GopherRepetitionFilter(),
        GopherQualityFilter(),
        C4QualityFilter(filter_no_terminal_punct=False),
        FineWebQualityFilter(),
        JsonlWriter(out),
    ],
    tasks=1,
    workers=1,
    logging_dir=os.path.join(out, "logs"),
).run()
