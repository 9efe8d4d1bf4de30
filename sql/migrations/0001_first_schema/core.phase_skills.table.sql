/*
Object:  core.phase_skills
Purpose: What does a phase need?
Grain:   one row per phase and skill
*/
CREATE TABLE core.phase_skills (
    phase_id int NOT NULL,
    skill_id int NOT NULL,
    minimum_proficiency_level smallint NOT NULL CONSTRAINT DF_phase_skills_minimum_proficiency_level DEFAULT (1),
    is_mandatory bit NOT NULL CONSTRAINT DF_phase_skills_is_mandatory DEFAULT (1),
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_phase_skills PRIMARY KEY CLUSTERED (phase_id, skill_id),
    CONSTRAINT FK_phase_skills_phase_id FOREIGN KEY (phase_id) REFERENCES core.phases (phase_id),
    CONSTRAINT FK_phase_skills_skill_id FOREIGN KEY (skill_id) REFERENCES core.skills (skill_id),
    CONSTRAINT FK_phase_skills_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
