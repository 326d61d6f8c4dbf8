"""Checks that two runs have the same vectors, lists and scores, byte for byte.

Usage: check_same.py RUN RUN
"""

import sys

from checks import SAME_FILES, check, contents, differences

different = differences(contents(sys.argv[1]), contents(sys.argv[2]))
check(not different, f"the same bytes in {', '.join(SAME_FILES)}; differing: {different}")
