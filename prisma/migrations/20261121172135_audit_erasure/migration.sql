-- Who did what and when never changes. Whom it was done to may be taken out, where a person is to be erased.
CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
    IF TG_OP = \'DELETE\' AND current_setting(\'bounceboard.audit_retention\', true) = \'on\'
        AND OLD.at < now() - interval \'90 days\' THEN
        RETURN OLD\x3b
    END IF\x3b
    IF TG_OP = \'UPDATE\' AND current_setting(\'bounceboard.audit_erasure\', true) = \'on\'
        AND (NEW.id, NEW.at, NEW.account_id, NEW.actor, NEW.address, NEW.action)
            IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.account_id, OLD.actor, OLD.address, OLD.action) THEN
        RETURN NEW\x3b
    END IF\x3b
    RAISE EXCEPTION \'the audit log is append-only\' USING ERRCODE = \'insufficient_privilege\'\x3b
END';
