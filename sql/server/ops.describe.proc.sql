SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  ops.describe
Purpose: Sets the description (MS_Description) of one table, view or column, whether it had one before or not.
Units:   @object_kind is TABLE or VIEW; @column_name NULL stands for the table or view itself
Reads:   sys.extended_properties.   Read by: the generated server/descriptions; nobody but the deployer may run it.
*/
CREATE OR ALTER PROCEDURE ops.describe
    @schema_name sysname,
    @object_kind varchar(128),
    @object_name sysname,
    @column_name sysname,
    @description nvarchar(3750)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @full_name nvarchar(520) = CONCAT(QUOTENAME(@schema_name), N'.', QUOTENAME(@object_name));
    DECLARE @object_id int = OBJECT_ID(@full_name);
    DECLARE @column_id int = IIF(@column_name IS NULL, 0, COLUMNPROPERTY(@object_id, @column_name, 'ColumnId'));
    DECLARE @column_kind varchar(128) = IIF(@column_name IS NULL, NULL, 'COLUMN');
    DECLARE @outcome int, @message nvarchar(2048);

    IF @object_id IS NULL OR @column_id IS NULL
        SET @outcome = 1;
    ELSE IF EXISTS (
        SELECT 1 FROM sys.extended_properties AS p
        WHERE p.class = 1 AND p.major_id = @object_id AND p.minor_id = @column_id AND p.name = N'MS_Description'
    )
        EXECUTE @outcome = sys.sp_updateextendedproperty
            N'MS_Description', @description, N'SCHEMA', @schema_name, @object_kind, @object_name, @column_kind, @column_name;
    ELSE
        EXECUTE @outcome = sys.sp_addextendedproperty
            N'MS_Description', @description, N'SCHEMA', @schema_name, @object_kind, @object_name, @column_kind, @column_name;

    IF @outcome <> 0
    BEGIN
        SET @message = CONCAT(
            N'ops.describe: ', @object_kind, N' ', @full_name, N' ', QUOTENAME(@column_name), N' was not described. ',
            N'Nothing was changed. Deploy the table or view first, or correct its name.'
        );
        THROW 50000, @message, 1;
    END;
END;
GO
