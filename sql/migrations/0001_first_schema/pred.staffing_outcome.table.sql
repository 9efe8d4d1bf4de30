/*
Object:  pred.staffing_outcome
Purpose: What does the plan do for each engagement?
Grain:   one row per run and engagement
Units:   before: with no hours in the horizon; after: at the end of the horizon; spi_shortfall: floor - spi_after where positive, else 0
*/
CREATE TABLE pred.staffing_outcome (
    run_id int NOT NULL,
    engagement_id int NOT NULL,
    spi_before decimal(19,6) NULL,
    spi_after decimal(19,6) NULL,
    vec_before decimal(19,6) NULL,
    vec_after decimal(19,6) NULL,
    burn_before decimal(19,6) NULL,
    burn_after decimal(19,6) NULL,
    spi_shortfall decimal(19,6) NULL,
    recommended_hours decimal(9,2) NOT NULL,
    current_hours decimal(9,2) NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_staffing_outcome PRIMARY KEY CLUSTERED (run_id, engagement_id),
    CONSTRAINT FK_staffing_outcome_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
