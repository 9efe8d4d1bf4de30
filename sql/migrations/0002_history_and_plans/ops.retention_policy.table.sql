/*
Object:  ops.retention_policy
Purpose: How long is each kind of row kept, and who decided so?
Grain:   one row per object_class
Units:   a row goes when it is older than keep_days and not among the keep_at_least_count newest of its kind; keep_days NULL keeps everything
*/
CREATE TABLE ops.retention_policy (
    object_class nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    keep_days int NULL,
    keep_at_least_count int NOT NULL CONSTRAINT DF_retention_policy_keep_at_least_count DEFAULT (0),
    description nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    changed_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    changed_at_utc datetime2(3) NOT NULL,
    CONSTRAINT PK_retention_policy PRIMARY KEY CLUSTERED (object_class),
    CONSTRAINT CK_retention_policy_keep_days CHECK (keep_days >= 0),
    CONSTRAINT CK_retention_policy_keep_at_least_count CHECK (keep_at_least_count >= 0)
);
GO
