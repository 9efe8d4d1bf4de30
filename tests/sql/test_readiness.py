"""Owners that break what views may read, as the catalog of a server tells them."""

from sql.deployment.readiness import SCHEMA_OWNERS, several_owners
from sql.files import SqlTree


class Catalog:
    """A server whose schemas belong to these principals."""

    def __init__(self, owners):
        self.owners = owners

    def rows(self, tsql, schemas):
        assert tsql == SCHEMA_OWNERS
        return [{"name": name, "owner_name": owner} for name, owner in self.owners.items() if name in schemas]


def test_schemas_of_several_owners_are_told():
    (finding,) = several_owners(Catalog({"bi": "dbo", "core": "dbo", "security": "prop_deployer"}), SqlTree())
    assert finding.check == "owners"
    assert "security belongs to prop_deployer" in finding.sentence
    assert "ALTER AUTHORIZATION" in finding.sentence


def test_schemas_of_one_owner_are_fine_and_those_of_others_do_not_count():
    assert list(several_owners(Catalog({"bi": "anna", "core": "anna", "sales": "bert"}), SqlTree())) == []
