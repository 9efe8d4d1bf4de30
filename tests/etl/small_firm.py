"""A firm of two people in the consulting case's formats, small enough to count by hand."""

from pathlib import Path

FILES = {
    "clients.csv": "client_no,client_name\n501,Northwind\n",
    "practices.csv": "practice_id,practice_name,description\n1,Data,Data platforms\n",
    "employees.csv": (
        "personnel_no,employee_name,staff_level,is_external,employment_basis,practice_id\n"
        "71,Ada Byron,MANAGER,False,40.0,1\n"
        "72,Blaise Pascal,SPECIALIST/SENIOR CONSULT,True,40.0,1\n"
    ),
    "engagements.csv": (
        "eng_no,eng_description,client_no,start_date,end_date,actual_end_date,primary_practice_id\n"
        "9001,Harbor,501,2025-01-06,2025-03-30,NULL,1\n"
    ),
    "phases.csv": (
        "eng_no,eng_phase,phase_description,budget,start_date,end_date,actual_end_date\n"
        "9001,10,Design,20000,2025-01-06,2025-03-30,NULL\n"
    ),
    "charge_out_rates.csv": "eng_no,personnel_no,standard_chargeout_rate\n9001,71,200\n9001,72,100\n",
    "vacations.csv": "personnel_no,start_date,end_date\n71,2025-01-13,2025-01-14\n",
    "Budget.csv": "Code projet,Nom de projet,Code phase,Phase Projet,Budget\n9001,Harbor,10,Design,20000\n",
}
TIME_HEADER = (
    "Eng. No.,Eng. Description,Eng. Phase,Phase Description,Client No.,Client Name,Personnel No.,Employee Name,"
    "Staff Level,Work Date,Time Entry Date,Posting Date,Hours,Charge-Out Rate,Std. Price,Adm. Surcharge\n"
)
STAFFING = (
    "Eng. No.,Eng. Description,Eng. Phase,Phase Description,Client No.,Client Name,Personnel No.,Employee Name,"
    "Staff Level,2025-01-06 00:00:00,2025-01-13 00:00:00\n"
    "9001,Harbor,10.0,Design,501.0,Northwind,71.0,Ada Byron,MANAGER,20.0,8.0\n"
    "9001,Harbor,10.0,Design,501.0,Northwind,72.0,Blaise Pascal,SPECIALIST/SENIOR CONSULT,0.0,30.0\n"
    ",,,,,,,,,,\n"
    "Grand Total,,,,,,,,,20.0,38.0\n"
)


def time_row(
    person: str, day: str, hours: str, *, rate: str = "100", engagement: str = "9001", phase: str = "10"
) -> str:
    """One timesheet row, entered and posted on the day of work."""
    price = float(hours) * float(rate)
    stamp = f"{day} 14:16:07"
    return (
        f"{engagement},Harbor,{phase},Design,501,Northwind,{person},Name,MANAGER,{stamp},{stamp},{stamp},"
        f"{hours},{rate},{price:g},0\n"
    )


TIME_ROWS = (
    time_row("00000071", "2025-01-06", "8", rate="200"),
    time_row("00000071", "2025-01-07", "4", rate="180"),
    time_row("00000072", "2025-01-08", "8"),
    time_row("00000072", "2025-01-08", "8"),
    time_row("00000072", "2025-01-08", "-8"),
    time_row("00000072", "2025-01-15", "6"),
)


def write_firm(folder: Path, *, time_rows: tuple[str, ...] = TIME_ROWS, leave_out: tuple[str, ...] = ()) -> Path:
    """Write the extracts; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {**FILES, "TIME.csv": TIME_HEADER + "".join(time_rows), "Staffing_2025.csv": STAFFING}
    for name, text in files.items():
        if name not in leave_out:
            (folder / name).write_text(text, encoding="utf-8")
    return folder
