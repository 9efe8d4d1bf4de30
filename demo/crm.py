"""Salesforce: accounts, contacts and practices."""

from collections.abc import Iterator
from datetime import timedelta

from demo.catalog import CLIENTS_PER_DIVISION
from demo.extract_file import Layout, Line
from demo.firm import CURRENCY, PRACTICES, REGIONS, Firm
from demo.names import company_name, full_name
from demo.people import Person
from demo.records import RECORD, STAMPS, noted, stamped
from demo.salesforce_id import record_id
from demo.wording import flag, optional

OWN_NAME = "PROP Demo Partners"
CONTACTS_PER_CLIENT = 2

ACCOUNT = Layout(
    "salesforce/Account.csv",
    (*RECORD, "Name", "Type", "Industry", "BillingCountry", "CurrencyIsoCode", *STAMPS),
    quotes_everything=True,
)
CONTACT = Layout(
    "salesforce/Contact.csv",
    (
        *RECORD, "AccountId", "FirstName", "LastName", "Name", "Email", "pse__Is_Resource__c",
        "pse__Is_Resource_Active__c", "pse__Resource_Role__c", "pse__Practice__c", "pse__Practice__r.Name",
        "pse__Region__c", "pse__External_Resource__c", "HR_Employee_Number__c", "pse__Start_Date__c",
        "pse__Last_Date__c", "CurrencyIsoCode", *STAMPS,
    ),
    encoding="utf-8-sig",
    quotes_everything=True,
)  # fmt: skip
PRACTICE = Layout(
    "salesforce/pse__Practice__c.csv", (*RECORD, "Name", "pse__Description__c", *STAMPS), quotes_everything=True
)


def client_count(firm: Firm) -> int:
    """Clients of the whole firm; the account after them is the firm itself."""
    return CLIENTS_PER_DIVISION * firm.divisions


def account_id(firm: Firm, client: int) -> str:
    """The account of a client, or of the firm itself for FIRM_ITSELF."""
    return record_id("Account", client if client >= 0 else client_count(firm))


def practice_id(practice: str) -> str:
    """The Salesforce practice."""
    return record_id("pse__Practice__c", PRACTICES.index(practice))


def account_lines(firm: Firm) -> Iterator[Line]:
    """One line per client, and one for the firm itself."""
    own = client_count(firm)
    rows = []
    for client in range(own + 1):
        created = firm.first_day - timedelta(days=900 - client % 400)
        rows.append(
            stamped("Account", client, created)
            | {
                "Name": OWN_NAME if client == own else company_name(client),
                "Type": "Internal" if client == own else "Customer",
                "Industry": "Professional Services" if client == own else company_name(client).rsplit(" ", 1)[-1],
                "BillingCountry": "Canada",
                "CurrencyIsoCode": CURRENCY,
            }
        )
    rows[2]["Name"] += "  "
    return noted(rows, {2: "trailing_blanks"})


def contact_lines(firm: Firm, everybody: list[Person]) -> Iterator[Line]:
    """One line per resource, then the clients' own people."""
    rows = [_resource(firm, person) for person in everybody]
    rows += [_client_contact(firm, len(everybody) + n) for n in range(CONTACTS_PER_CLIENT * client_count(firm))]
    notes = {n: "name_that_looks_missing" for n, row in enumerate(rows) if row["LastName"] == "Null"}
    for n in (3, 7):
        rows[n] = rows[n] | {"Name": rows[n]["Name"] + " "}
        notes[n] = "trailing_blanks"
    return noted(rows, notes)


def practice_lines(firm: Firm) -> Iterator[Line]:
    """One line per practice."""
    for n, name in enumerate(PRACTICES):
        row = stamped("pse__Practice__c", n, firm.first_day) | {"Name": name, "pse__Description__c": f"{name} services"}
        yield Line(row)


def _resource(firm: Firm, person: Person) -> dict[str, str]:
    first, last = person.name.split(" ", 1)
    return stamped("Contact", person.ordinal, min(person.hire_date, firm.as_of)) | {
        "AccountId": account_id(firm, -1),
        "FirstName": first,
        "LastName": last,
        "Name": person.name,
        "Email": person.email,
        "pse__Is_Resource__c": flag(value=True),
        "pse__Is_Resource_Active__c": flag(person.is_employed(firm.as_of)),
        "pse__Resource_Role__c": person.contract_on(firm.as_of).level,
        "pse__Practice__c": practice_id(person.practice),
        "pse__Practice__r.Name": person.practice,
        "pse__Region__c": REGIONS[person.office],
        "pse__External_Resource__c": flag(person.is_external),
        "HR_Employee_Number__c": person.worker_id,
        "pse__Start_Date__c": person.hire_date.isoformat(),
        "pse__Last_Date__c": optional(person.termination_date),
        "CurrencyIsoCode": CURRENCY,
    }


def _client_contact(firm: Firm, ordinal: int) -> dict[str, str]:
    name = full_name(ordinal * 11 + firm.seed)
    first, last = name.split(" ", 1)
    client = ordinal % client_count(firm)
    blank = dict.fromkeys(CONTACT.columns, "")
    return (
        blank
        | stamped("Contact", ordinal, firm.first_day)
        | {
            "AccountId": account_id(firm, client),
            "FirstName": first,
            "LastName": last,
            "Name": name,
            "Email": f"contact{ordinal}@client{client}.example",
            "pse__Is_Resource__c": flag(value=False),
            "pse__Is_Resource_Active__c": flag(value=False),
            "pse__External_Resource__c": flag(value=False),
            "CurrencyIsoCode": CURRENCY,
        }
    )
