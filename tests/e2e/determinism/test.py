"""A few of the variations that `make determinism` tries, on a part of what kbc writes."""
import os

import variations

variations.vary(os.environ["KBC"], os.path.join(os.environ["WORK"], "determinism"), variations.SMALL, True)
