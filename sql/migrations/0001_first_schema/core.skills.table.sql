/*
Object:  core.skills
Purpose: Which skills does the firm count?
Grain:   one row per skill
*/
CREATE TABLE core.skills (
    skill_id int NOT NULL,
    skill_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    skill_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_skills PRIMARY KEY CLUSTERED (skill_id),
    CONSTRAINT UQ_skills_skill_code UNIQUE (skill_code)
);
GO
