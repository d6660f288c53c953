-- What somebody was told begins with the cases that their units lead.
-- +goose Up
CREATE INDEX work_case_lead ON work_case (lead, person);
