/*
Object:  app.session
Purpose: Who is signed in? The cookie holds a token; only its hash is here.
Grain:   one row per session
*/
CREATE TABLE app.session (
    session_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    user_id int NOT NULL,
    created_at_utc datetime2(3) NOT NULL,
    last_seen_at_utc datetime2(3) NOT NULL,
    expires_at_utc datetime2(3) NOT NULL,
    ended_at_utc datetime2(3) NULL,
    CONSTRAINT PK_session PRIMARY KEY CLUSTERED (session_sha256),
    CONSTRAINT FK_session_user_id FOREIGN KEY (user_id) REFERENCES app.user_account (user_id)
);
GO
