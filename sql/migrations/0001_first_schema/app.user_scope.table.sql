/*
Object:  app.user_scope
Purpose: Which practices and clients may a user see?
Grain:   one row per user and practice or client
*/
CREATE TABLE app.user_scope (
    user_id int NOT NULL,
    scope_kind nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    scope_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_user_scope PRIMARY KEY CLUSTERED (user_id, scope_kind, scope_source_id),
    CONSTRAINT FK_user_scope_user_id FOREIGN KEY (user_id) REFERENCES app.user_account (user_id),
    CONSTRAINT CK_user_scope_scope_kind CHECK (scope_kind IN ('practice', 'client'))
);
GO
