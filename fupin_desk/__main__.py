"""``python -m fupin_desk``: the same as the command ``fupin-desk``."""

from __future__ import annotations

import sys

from fupin_desk.app.main import main

if __name__ == "__main__":
    sys.exit(main())
