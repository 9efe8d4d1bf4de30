"""The firm on which bad files are loaded: what their rows need, in four systems' formats, and nothing else."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from etl.load import load
from sql.engine import Database

AS_OF = date(2025, 4, 30)
PERSON, PROJECT, MILESTONE = "003Dn000000000AIAQ", "a0PDn000000003wMAA", "a0MDn000000009oMAA"
CONSULTING = {
    "clients.csv": "client_no,client_name\n1000017023,Company X\n1,The firm\n",
    "practices.csv": "practice_id,practice_name,description\n1,Data,Data platforms\n",
    "employees.csv": (
        "personnel_no,employee_name,staff_level,is_external,employment_basis,practice_id\n"
        "14523,Alice Dupont,SPECIALIST/SENIOR CONSULT,False,40.0,1\n"
        "14535,Chloé Roy,MANAGER,False,40.0,1\n"
        "14536,Olivier Robert,MANAGER,True,40.0,1\n"
        "1,Ada Byron,MANAGER,False,40.0,1\n"
        "2,Blaise Pascal,MANAGER,False,40.0,1\n"
    ),
    "engagements.csv": (
        "eng_no,eng_description,client_no,start_date,end_date,actual_end_date,primary_practice_id\n"
        "2001920365,Neptune,1000017023,2024-12-02,2025-12-31,NULL,1\n"
        "1,Internal,1,2024-12-02,2025-12-31,NULL,1\n"
    ),
    "phases.csv": (
        "eng_no,eng_phase,phase_description,budget,start_date,end_date,actual_end_date\n"
        "2001920365,10,Mars,2300000,2024-12-02,2025-12-31,NULL\n"
        "1,10,Internal,0,2024-12-02,2025-12-31,NULL\n"
    ),
}
HUMAN_RESOURCES = {
    "workers.csv": (
        "worker_id,legal_name,level,practice,location,hire_date,termination_date,effective_date,weekly_hours,"
        "is_external,standard_cost_per_hour,currency\n"
        "001001,Chloé Vasquez,Consultant,,Montréal,2024-06-03,,2024-06-03,40,No,65,CAD\n"
    )
}
SALESFORCE = {
    "Account.csv": "Id,IsDeleted,Name\n001Dn000000000AIAQ,false,Arctos\n",
    "Contact.csv": f"Id,IsDeleted,pse__Is_Resource__c,HR_Employee_Number__c\n{PERSON},false,true,001001\n",
    "pse__Proj__c.csv": (
        "Id,IsDeleted,Name,pse__Account__c,pse__Stage__c,CurrencyIsoCode\n"
        f"{PROJECT},false,Aurora,001Dn000000000AIAQ,In Progress,CAD\n"
    ),
    "pse__Milestone__c.csv": (
        "Id,IsDeleted,Name,pse__Project__c,pse__Milestone_Amount__c,Percent_Complete__c,Remaining_Hours__c,"
        "LastModifiedDate\n"
        f"{MILESTONE},false,Design,{PROJECT},0,,,2025-01-01T00:00:00.000Z\n"
    ),
}
SYSTEMS = (("kpmg_case", CONSULTING), ("hr", HUMAN_RESOURCES), ("salesforce", SALESFORCE))
CARD = {
    "Id": "a0TDn000000000AMAQ", "IsDeleted": "false", "pse__Resource__c": PERSON, "pse__Project__c": PROJECT,
    "pse__Milestone__c": MILESTONE, "pse__Start_Date__c": "2025-03-10",
    **{f"pse__{day}day_Hours__c": "0" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")},
    "pse__Bill_Rate__c": "100", "pse__Status__c": "Approved", "pse__Billable__c": "true",
    "pse__Submitted_Date__c": "2025-03-14", "CreatedDate": "2025-03-14T15:00:00.000Z",
    "LastModifiedDate": "2025-03-14T15:00:00.000Z",
}  # fmt: skip


def load_firm(database: Database, folder: Path) -> None:
    """Write and load the firm."""
    for source, files in SYSTEMS:
        room = folder / source
        room.mkdir()
        for name, text in files.items():
            (room / name).write_text(text, encoding="utf-8")
        assert load(database, [room], source=source, as_of=AS_OF).is_clean


def cards(folder: Path, options: dict[str, Any]) -> Path:
    """Timecards of one person; each names only what differs from a card without hours."""
    path = folder / "pse__Timecard_Header__c.csv"
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, CARD.keys())
        writer.writeheader()
        writer.writerows(CARD | card for card in options["cards"])
    return path
