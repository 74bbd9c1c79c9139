"""Remake cases.csv: what NIST expects of each PKITS path, in a form of our own.

Origin of the expectations: PKITS 1.0.1 (NIST, public domain), as encoded in fixtures/nist_pkits/pkits.json of
the source of pyhanko-certvalidator 0.33.0 (MIT, Will Bond and Matthias Valvekens). The certificates and
lists come from the package cryptography_vectors and are not in this repository.

    pip download --no-deps --no-binary pyhanko-certvalidator pyhanko-certvalidator==0.33.0
    tar xzf pyhanko_certvalidator-0.33.0.tar.gz
    python make_cases.py pyhanko_certvalidator-0.33.0/tests/fixtures/nist_pkits/pkits.json > cases.csv
"""

import csv
import json
import sys
from pathlib import Path

EXPECTED = {
    "PathValidationError": "refused", "RevokedError": "revoked", "InsufficientRevinfoError": "unchecked",
    "StaleRevinfoError": "unchecked",
}
FLAGS = ("initial_explicit_policy", "initial_policy_mapping_inhibit", "initial_any_policy_inhibit")


def rows(cases: list[dict[str, object]]) -> list[dict[str, str]]:
    return [
        {
            "section": f"{case['id'][0]}.{int(case['id'][1:3])}.{int(case['id'][3:])}", "name": case["name"],
            "expected": EXPECTED[case["error"]["class"]] if "error" in case else "valid",
            "target": case["cert"], "certificates": " ".join(case.get("other_certs", ())),
            "lists": " ".join(case.get("crls", ())),
            "initial_policies": " ".join(case.get("params", {}).get("user_initial_policy_set", ())),
            "flags": " ".join(flag for flag in FLAGS if case.get("params", {}).get(flag)),
        }
        for case in cases
    ]


if __name__ == "__main__":
    found = rows(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    writer = csv.DictWriter(sys.stdout, list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
