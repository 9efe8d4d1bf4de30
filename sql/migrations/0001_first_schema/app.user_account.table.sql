/*
Object:  app.user_account
Purpose: Who may sign in, in which role?
Grain:   one row per user
*/
CREATE TABLE app.user_account (
    user_id int NOT NULL,
    user_name nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    display_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    password_hash nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    role_name nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    is_enabled bit NOT NULL CONSTRAINT DF_user_account_is_enabled DEFAULT (1),
    is_demo bit NOT NULL CONSTRAINT DF_user_account_is_demo DEFAULT (0),
    has_all_scope bit NOT NULL CONSTRAINT DF_user_account_has_all_scope DEFAULT (0),
    created_at_utc datetime2(3) NOT NULL,
    CONSTRAINT PK_user_account PRIMARY KEY CLUSTERED (user_id),
    CONSTRAINT UQ_user_account_user_name UNIQUE (user_name),
    CONSTRAINT CK_user_account_role_name CHECK (role_name IN ('viewer', 'partner', 'manager', 'finance', 'quality', 'admin'))
);
GO
