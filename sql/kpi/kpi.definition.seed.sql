/*
Object:  kpi.definition, seed
Purpose: Bring the texts up to date and add what is missing; thresholds that somebody changed stay.
Grain:   one row per kpi_code
Reads:   kpi.definition_text.   Read by: dashboard, bi.
*/
UPDATE d
SET
    kpi_name = t.kpi_name,
    sentence = t.sentence,
    formula = t.formula,
    unit = t.unit,
    grain = t.grain,
    source = t.source,
    good_direction = t.good_direction
FROM kpi.definition AS d
INNER JOIN kpi.definition_text AS t
    ON t.kpi_code = d.kpi_code;
GO

INSERT INTO kpi.definition (
    kpi_code, kpi_name, sentence, formula, unit, grain, source, good_direction, amber_threshold, red_threshold
)
SELECT
    t.kpi_code,
    t.kpi_name,
    t.sentence,
    t.formula,
    t.unit,
    t.grain,
    t.source,
    t.good_direction,
    t.amber_threshold,
    t.red_threshold
FROM kpi.definition_text AS t
WHERE NOT EXISTS (SELECT 1 FROM kpi.definition AS d WHERE d.kpi_code = t.kpi_code);
GO
