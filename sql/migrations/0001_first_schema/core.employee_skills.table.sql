/*
Object:  core.employee_skills
Purpose: Who can do what, how well?
Grain:   one row per employee and skill
Units:   proficiency_level 1 to 5
*/
CREATE TABLE core.employee_skills (
    employee_id int NOT NULL,
    skill_id int NOT NULL,
    skill_kind nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    proficiency_level smallint NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_employee_skills PRIMARY KEY CLUSTERED (employee_id, skill_id),
    CONSTRAINT FK_employee_skills_employee_id FOREIGN KEY (employee_id) REFERENCES core.employees (employee_id),
    CONSTRAINT FK_employee_skills_skill_id FOREIGN KEY (skill_id) REFERENCES core.skills (skill_id),
    CONSTRAINT FK_employee_skills_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id),
    CONSTRAINT CK_employee_skills_skill_kind CHECK (skill_kind IN ('technical', 'functional'))
);
GO
