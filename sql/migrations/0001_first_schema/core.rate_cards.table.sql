/*
Object:  core.rate_cards
Purpose: What is the standard charge-out rate of a level in a practice, from when?
Grain:   one row per practice, level and date
*/
CREATE TABLE core.rate_cards (
    rate_card_id int NOT NULL,
    practice_id int NOT NULL,
    staff_level_id int NOT NULL,
    effective_from date NOT NULL,
    standard_rate_per_hour decimal(19,4) NOT NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_rate_cards PRIMARY KEY CLUSTERED (rate_card_id),
    CONSTRAINT UQ_rate_cards_effective_from UNIQUE (practice_id, staff_level_id, effective_from),
    CONSTRAINT FK_rate_cards_practice_id FOREIGN KEY (practice_id) REFERENCES core.practices (practice_id),
    CONSTRAINT FK_rate_cards_staff_level_id FOREIGN KEY (staff_level_id) REFERENCES core.staff_levels (staff_level_id),
    CONSTRAINT FK_rate_cards_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
