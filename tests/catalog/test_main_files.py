"""Which files of code stand for a contract, and which are its parts."""

from __future__ import annotations

import pytest

from contractdocs.catalog.layout import is_candidate, main_files, spot_of

CASES = {
    "a package is one contract": (
        ["contracts/ops/v1/types.go", "contracts/ops/v1/errors.go"],
        {"contracts/ops/v1/types.go": "contracts/ops/v1/errors.go"},
    ),
    "doc.go stands for its package": (
        ["contracts/ops/a.go", "contracts/ops/doc.go"],
        {"contracts/ops/a.go": "contracts/ops/doc.go"},
    ),
    "major folders stand apart": (["contracts/ops/v1/doc.go", "contracts/ops/v2/doc.go"], {}),
    "a package below another is a contract": (["contracts/ops/doc.go", "contracts/ops/sub/doc.go"], {}),
    "index.ts stands for what is below it": (
        ["contracts/shop/models/user.ts", "contracts/shop/index.ts"],
        {"contracts/shop/models/user.ts": "contracts/shop/index.ts"},
    ),
    "a document stands for the code beside it": (
        ["contracts/shop/contract.md", "contracts/shop/types.ts", "contracts/shop/models/user.ts"],
        {
            "contracts/shop/types.ts": "contracts/shop/contract.md",
            "contracts/shop/models/user.ts": "contracts/shop/contract.md",
        },
    ),
    "a document named as its folder": (
        ["contracts/shop/shop.md", "contracts/shop/types.ts"],
        {"contracts/shop/types.ts": "contracts/shop/shop.md"},
    ),
    "other prose stands for nothing": (["contracts/shop/README.md", "contracts/shop/types.ts"], {}),
    "files without a folder of their own": (["contracts/a.ts", "contracts/b.ts"], {}),
    "version files": (["contracts/shop/1.0.0.ts", "contracts/shop/1.1.0.ts"], {}),
}


@pytest.mark.parametrize("case", CASES)
def test_parts_belong_to_a_main_file(case: str) -> None:
    paths, parts = CASES[case]
    assert main_files(paths, "contracts") == parts


@pytest.mark.parametrize(
    ("path", "name", "layout"),
    [
        ("contracts/ops/v1/types.go", "ops", "folders"),
        ("contracts/shop/index.ts", "shop", "history"),
        ("contracts/shop/types.ts", "shop", "history"),
        ("contracts/orders.ts", "orders", "history"),
        ("contracts/shop/1.2.0.ts", "shop", "files"),
        ("contracts/shop/contract.md", "shop", "history"),
    ],
)
def test_a_folder_names_its_code(path: str, name: str, layout: str) -> None:
    spot = spot_of(path, "contracts")
    assert (spot.name, spot.layout) == (name, layout)


@pytest.mark.parametrize(
    "path", ["contracts/a_test.go", "contracts/a.test.ts", "contracts/a.spec.tsx", "contracts/node_modules/x/a.ts"]
)
def test_tests_and_packages_are_no_candidates(path: str) -> None:
    assert not is_candidate(path)
