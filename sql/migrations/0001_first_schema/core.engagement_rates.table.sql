/*
Object:  core.engagement_rates
Purpose: Which rates hold for an employee on an engagement?
Grain:   one row per engagement, employee and date
Units:   charge_out_rate_per_hour is negotiated; standard_rate_per_hour is the firm's list price where HR or CRM gives one
*/
CREATE TABLE core.engagement_rates (
    engagement_id int NOT NULL,
    employee_id int NOT NULL,
    effective_from date NOT NULL,
    charge_out_rate_per_hour decimal(19,4) NULL,
    standard_rate_per_hour decimal(19,4) NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_engagement_rates PRIMARY KEY CLUSTERED (engagement_id, employee_id, effective_from),
    CONSTRAINT FK_engagement_rates_engagement_id FOREIGN KEY (engagement_id) REFERENCES core.engagements (engagement_id),
    CONSTRAINT FK_engagement_rates_employee_id FOREIGN KEY (employee_id) REFERENCES core.employees (employee_id),
    CONSTRAINT FK_engagement_rates_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
