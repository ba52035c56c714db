"""What the fuzzer does not send."""

import re
from urllib.parse import unquote

import schemathesis
from schemathesis import GenerationMode

# The server refuses control characters in paths itself, before any application is asked and in its own words, and clients resolve segments
# of dots. KvHttp and ProblemHttp have tests of addresses that servers refuse. The other characters are carried by some servers, this one
# among them, though the description does not promise it.
REFUSED = re.compile(r"[\x00-\x1f\x7f;#\\]|^\.{1,2}$")

# The description's own pattern. The fuzzer's coverage phase takes "0" for a valid value of any header, whatever its pattern is.
TAGS = re.compile(r'\*|(W/)?"[!#-~]*"(, ?(W/)?"[!#-~]*")*')


@schemathesis.hook
def filter_case(context, case):
    return not refused_in_path(case) and not wrongly_valid(case)


def refused_in_path(case):
    return any(REFUSED.search(unquote(str(value))) for value in (case.path_parameters or {}).values())


def wrongly_valid(case):
    valid = case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE
    tags = [value for name, value in (case.headers or {}).items() if name in ("If-Match", "If-None-Match")]
    return valid and not all(TAGS.fullmatch(str(value)) for value in tags)
