/*
Object:  app.login_attempt
Purpose: Who tried to sign in, and how often did it fail?
Grain:   one row per attempt
*/
CREATE TABLE app.login_attempt (
    attempt_id int NOT NULL,
    user_name nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    address nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
    is_success bit NOT NULL,
    attempted_at_utc datetime2(3) NOT NULL,
    CONSTRAINT PK_login_attempt PRIMARY KEY CLUSTERED (attempt_id)
);
GO

CREATE NONCLUSTERED INDEX IX_login_attempt_user_name_attempted_at_utc ON app.login_attempt (user_name, attempted_at_utc);
GO
