/*
Object:  core.engagements
Purpose: Which work is sold, running, or done?
Grain:   one row per engagement
*/
CREATE TABLE core.engagements (
    engagement_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    engagement_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    engagement_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    client_id int NOT NULL,
    practice_id int NULL,
    engagement_status nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    is_billable bit NOT NULL CONSTRAINT DF_engagements_is_billable DEFAULT (1),
    start_date date NULL,
    end_date date NULL,
    actual_end_date date NULL,
    strategic_weight decimal(19,6) NOT NULL CONSTRAINT DF_engagements_strategic_weight DEFAULT (1),
    risk_coefficient decimal(19,6) NOT NULL CONSTRAINT DF_engagements_risk_coefficient DEFAULT (1),
    win_probability_ratio decimal(19,6) NOT NULL CONSTRAINT DF_engagements_win_probability_ratio DEFAULT (1),
    partner_name nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    is_deleted bit NOT NULL CONSTRAINT DF_engagements_is_deleted DEFAULT (0),
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_engagements PRIMARY KEY CLUSTERED (engagement_id),
    CONSTRAINT UQ_engagements_engagement_source_id UNIQUE (source_system, engagement_source_id),
    CONSTRAINT FK_engagements_client_id FOREIGN KEY (client_id) REFERENCES core.clients (client_id),
    CONSTRAINT FK_engagements_practice_id FOREIGN KEY (practice_id) REFERENCES core.practices (practice_id),
    CONSTRAINT FK_engagements_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id),
    CONSTRAINT CK_engagements_engagement_status CHECK (engagement_status IN ('pipeline', 'active', 'completed', 'canceled')),
    CONSTRAINT CK_engagements_win_probability_ratio CHECK (win_probability_ratio BETWEEN 0 AND 1)
);
GO
