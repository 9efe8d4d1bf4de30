/*
Object:  pred.shadow_price
Purpose: What would one more unit of each limit be worth?
Grain:   one row per run, model and limit
*/
CREATE TABLE pred.shadow_price (
    run_id int NOT NULL,
    model nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    limit_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    price decimal(19,6) NOT NULL,
    unit nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_shadow_price PRIMARY KEY CLUSTERED (run_id, model, limit_name),
    CONSTRAINT FK_shadow_price_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
