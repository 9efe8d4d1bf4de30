/*
Object:  app.comment
Purpose: What did people say about an engagement, a phase, or a run's recommendation?
Grain:   one row per comment
Units:   engagement_id and phase_id say who may read it; NULL for a comment on the whole portfolio; body is plain text
*/
CREATE TABLE app.comment (
    comment_id int NOT NULL,
    reply_to_comment_id int NULL,
    engagement_id int NULL,
    phase_id int NULL,
    run_id int NULL,
    body nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    written_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    written_at_utc datetime2(3) NOT NULL,
    edited_at_utc datetime2(3) NULL,
    is_deleted bit NOT NULL CONSTRAINT DF_comment_is_deleted DEFAULT (0),
    CONSTRAINT PK_comment PRIMARY KEY CLUSTERED (comment_id),
    CONSTRAINT FK_comment_reply_to_comment_id FOREIGN KEY (reply_to_comment_id) REFERENCES app.comment (comment_id),
    CONSTRAINT FK_comment_engagement_id FOREIGN KEY (engagement_id) REFERENCES core.engagements (engagement_id),
    CONSTRAINT FK_comment_phase_id FOREIGN KEY (phase_id) REFERENCES core.phases (phase_id),
    CONSTRAINT FK_comment_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO

CREATE NONCLUSTERED INDEX IX_comment_reply_to_comment_id ON app.comment (reply_to_comment_id);
GO

CREATE NONCLUSTERED INDEX IX_comment_engagement_id ON app.comment (engagement_id);
GO

CREATE NONCLUSTERED INDEX IX_comment_phase_id ON app.comment (phase_id);
GO

CREATE NONCLUSTERED INDEX IX_comment_run_id ON app.comment (run_id);
GO
