/*
Object:  core.assignment_week, page compression
Purpose: Store the rows and the indexes of a large table compressed by pages: prop db deploy --storage page.
Units:   SQL Server alone; an index is rebuilt where it is not compressed yet, and the table is locked meanwhile; the
         rebuilds are texts because a model of all files, such as a dacpac's, knows none
*/
IF EXISTS (
    SELECT 1
    FROM sys.partitions AS p
    WHERE p.object_id = OBJECT_ID(N'core.assignment_week') AND p.index_id IN (0, 1) AND p.data_compression = 0
)
    EXECUTE sys.sp_executesql
        N'ALTER TABLE core.assignment_week REBUILD WITH (DATA_COMPRESSION = PAGE);';
GO

IF EXISTS (
    SELECT 1
    FROM sys.partitions AS p
    INNER JOIN sys.indexes AS i
        ON i.object_id = p.object_id AND i.index_id = p.index_id
    WHERE i.object_id = OBJECT_ID(N'core.assignment_week')
        AND i.name = N'IX_assignment_week_employee_id_week_start_date' AND p.data_compression = 0
)
    EXECUTE sys.sp_executesql
        N'ALTER INDEX IX_assignment_week_employee_id_week_start_date ON core.assignment_week REBUILD WITH (DATA_COMPRESSION = PAGE);';
GO
