SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.practice_and_client_rows
Purpose: Readers see the clients and practices that their engagements and people belong to, and the rates of their practices.
Units:   FILTER hides rows from reading, changing and deleting; BLOCK refuses rows that their writer would not see
*/
CREATE SECURITY POLICY security.practice_and_client_rows
    ADD FILTER PREDICATE security.sees(N'client', client_id) ON core.clients,
    ADD BLOCK PREDICATE security.sees(N'client', client_id) ON core.clients AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'client', client_id) ON core.clients AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'client', client_id) ON core.clients_past,
    ADD BLOCK PREDICATE security.sees(N'client', client_id) ON core.clients_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'client', client_id) ON core.clients_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'practice_name', practice_id) ON core.practices,
    ADD BLOCK PREDICATE security.sees(N'practice_name', practice_id) ON core.practices AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'practice_name', practice_id) ON core.practices AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'practice_name', practice_id) ON core.practices_past,
    ADD BLOCK PREDICATE security.sees(N'practice_name', practice_id) ON core.practices_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'practice_name', practice_id) ON core.practices_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'practice', practice_id) ON core.practice_identities,
    ADD BLOCK PREDICATE security.sees(N'practice', practice_id) ON core.practice_identities AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'practice', practice_id) ON core.practice_identities AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'practice', practice_id) ON core.rate_cards,
    ADD BLOCK PREDICATE security.sees(N'practice', practice_id) ON core.rate_cards AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'practice', practice_id) ON core.rate_cards AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'practice', practice_id) ON core.rate_cards_past,
    ADD BLOCK PREDICATE security.sees(N'practice', practice_id) ON core.rate_cards_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'practice', practice_id) ON core.rate_cards_past AFTER UPDATE
    WITH (STATE = ON, SCHEMABINDING = ON);
GO
