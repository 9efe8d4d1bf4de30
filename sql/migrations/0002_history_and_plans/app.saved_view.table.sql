/*
Object:  app.saved_view
Purpose: Which filters of which page did a user keep under a name?
Grain:   one row per user, page and name
Units:   query_string is the page's own, without the question mark; it never widens what its user may see
*/
CREATE TABLE app.saved_view (
    saved_view_id int NOT NULL,
    user_id int NOT NULL,
    page_path nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    view_name nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    query_string nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    is_default bit NOT NULL CONSTRAINT DF_saved_view_is_default DEFAULT (0),
    created_at_utc datetime2(3) NOT NULL,
    changed_at_utc datetime2(3) NOT NULL,
    CONSTRAINT PK_saved_view PRIMARY KEY CLUSTERED (saved_view_id),
    CONSTRAINT UQ_saved_view_view_name UNIQUE (user_id, page_path, view_name),
    CONSTRAINT FK_saved_view_user_id FOREIGN KEY (user_id) REFERENCES app.user_account (user_id)
);
GO
