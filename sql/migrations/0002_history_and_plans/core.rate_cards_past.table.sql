/*
Object:  core.rate_cards_past
Purpose: Which versions of a row of core.rate_cards were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.rate_cards; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.rate_cards_past (
    rate_card_id int NOT NULL,
    practice_id int NOT NULL,
    staff_level_id int NOT NULL,
    effective_from date NOT NULL,
    standard_rate_per_hour decimal(19,4) NOT NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_rate_cards_past PRIMARY KEY CLUSTERED (rate_card_id, valid_to_batch_id),
    CONSTRAINT FK_rate_cards_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_rate_cards_past_valid_to_batch_id ON core.rate_cards_past (valid_to_batch_id);
GO
