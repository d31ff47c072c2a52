-- What PostgreSQL itself refuses in the books. Statements are divided by lines of "-- ;".

CREATE OR REPLACE FUNCTION wugong_ledger_account_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.posted <> 0 OR NEW.outgoing <> 0 THEN RAISE EXCEPTION 'an account begins empty'; END IF;
  ELSIF (NEW.id, NEW.county_id, NEW.book_id, NEW.code, NEW.unit) <> (OLD.id, OLD.county_id, OLD.book_id, OLD.code, OLD.unit)
    OR NEW.lowest IS DISTINCT FROM OLD.lowest THEN
    RAISE EXCEPTION 'an account keeps its terms';
  END IF;
  RETURN NEW;
END $$
-- ;
CREATE OR REPLACE FUNCTION wugong_ledger_text_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id OR NEW.county_id <> OLD.county_id OR OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL
    OR NEW.text <> '' OR NEW.salt <> '' OR NEW.about IS NOT NULL THEN
    RAISE EXCEPTION 'a text is only erased';
  END IF;
  RETURN NEW;
END $$
-- ;
CREATE OR REPLACE FUNCTION wugong_ledger_leg_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id) THEN RAISE EXCEPTION 'the entry is sealed'; END IF;
  RETURN NEW;
END $$
-- ;
CREATE OR REPLACE FUNCTION wugong_ledger_entry_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last bigint; last_hash text; closing date; legs bigint; strays bigint; mixed boolean; total numeric; goal text; until timestamptz;
BEGIN
  SELECT (SELECT max(day) FROM ledger_entry WHERE book_id = NEW.book_id AND move = 'close'), tail.seq, tail.hash
    INTO closing, last, last_hash FROM (SELECT) AS nothing LEFT JOIN LATERAL
      (SELECT seq, hash FROM ledger_entry WHERE book_id = NEW.book_id ORDER BY seq DESC LIMIT 1) AS tail ON true;
  IF NEW.seq <> coalesce(last, 0) + 1 OR length(NEW.hash) <> 64
      OR NEW.previous <> coalesce(last_hash, repeat(replace(NEW.book_id::text, '-', ''), 2)) THEN
    RAISE EXCEPTION 'an entry follows the last one';
  END IF;
  IF closing >= NEW.day THEN RAISE EXCEPTION 'the day is closed'; END IF;
  SELECT count(*), count(*) FILTER (WHERE a.book_id IS DISTINCT FROM NEW.book_id
        OR a.county_id <> NEW.county_id OR l.county_id <> NEW.county_id), min(a.unit) <> max(a.unit), sum(l.amount)
    INTO legs, strays, mixed, total
    FROM ledger_leg AS l LEFT JOIN ledger_account AS a ON a.id = l.account_id
    WHERE l.entry_id = NEW.id;
  IF (legs = 0) <> (NEW.move IN ('void', 'close')) THEN
    RAISE EXCEPTION 'an entry has legs, unless it voids or closes';
  END IF;
  IF strays > 0 THEN RAISE EXCEPTION 'an entry stays in its book'; END IF;
  -- Conditions that ask the tables stand apart: what does not ask is not made a query of.
  IF mixed THEN
    IF EXISTS (SELECT 1 FROM ledger_leg AS l JOIN ledger_account AS a ON a.id = l.account_id
        WHERE l.entry_id = NEW.id GROUP BY a.unit HAVING sum(l.amount) <> 0) THEN
      RAISE EXCEPTION 'an entry balances';
    END IF;
  ELSIF total <> 0 THEN
    RAISE EXCEPTION 'an entry balances';
  END IF;
  IF (NEW.move IN ('settle', 'void', 'reverse')) <> (NEW.target_id IS NOT NULL) THEN
    RAISE EXCEPTION 'an entry answers what may be answered';
  END IF;
  IF NEW.target_id IS NULL THEN RETURN NEW; END IF;
  SELECT move, expires INTO goal, until FROM ledger_entry
    WHERE id = NEW.target_id AND county_id = NEW.county_id AND book_id = NEW.book_id;
  IF goal IS NULL OR NOT (CASE NEW.move WHEN 'reverse' THEN goal IN ('post', 'settle', 'reverse')
      WHEN 'settle' THEN goal = 'hold' AND NEW.made_at <= until ELSE goal = 'hold' END) THEN
    RAISE EXCEPTION 'an entry answers what may be answered';
  END IF;
  IF NEW.move <> 'void' AND EXISTS (
      SELECT account_id, sum(amount) FROM (
        SELECT account_id, amount FROM ledger_leg WHERE entry_id = NEW.id
        UNION ALL
        SELECT account_id, CASE NEW.move WHEN 'settle' THEN -amount ELSE amount END
          FROM ledger_leg WHERE entry_id = NEW.target_id) AS both_sides
      GROUP BY account_id HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'an entry answers leg for leg';
  END IF;
  RETURN NEW;
END $$
-- ;
CREATE TRIGGER ledger_account_keeps_its_terms BEFORE INSERT OR UPDATE OF id, county_id, book_id, code, unit, lowest
  ON ledger_account FOR EACH ROW EXECUTE FUNCTION wugong_ledger_account_kept()
-- ;
CREATE TRIGGER ledger_text_is_only_erased BEFORE UPDATE ON ledger_text
  FOR EACH ROW EXECUTE FUNCTION wugong_ledger_text_kept()
-- ;
CREATE TRIGGER ledger_leg_comes_before_the_seal BEFORE INSERT ON ledger_leg
  FOR EACH ROW EXECUTE FUNCTION wugong_ledger_leg_unsealed()
-- ;
CREATE TRIGGER ledger_entry_seals_its_legs BEFORE INSERT ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION wugong_ledger_entry_sealed()
-- ;
CREATE OR REPLACE FUNCTION wugong_ledger_post(
  p_county uuid, p_book uuid, p_entry uuid, p_move text, p_kind text, p_key text, p_day date, p_made timestamptz,
  p_expires timestamptz, p_actor uuid, p_digest text, p_body text, p_legs uuid[], p_accounts uuid[], p_amounts bigint[],
  p_salt text, p_text text, p_about uuid
) RETURNS text LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
-- One balanced entry is written with its legs, its link and the balances; what is returned is '' when it is,
-- else why not, and then nothing was written. All is found by keys: a planner that does not know how few legs
-- come would read every account of the county instead.
DECLARE
  known uuid; closing date; number bigint; link text; lines text; legs bigint; mixed boolean; total numeric; low bigint;
BEGIN
  PERFORM 1 FROM ledger_book WHERE id = p_book AND county_id = p_county FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'strange'; END IF;
  SELECT (SELECT id FROM ledger_entry WHERE book_id = p_book AND key = p_key),
      (SELECT max(day) FROM ledger_entry WHERE book_id = p_book AND move = 'close'),
      coalesce(tail.seq, 0) + 1, coalesce(tail.hash, repeat(replace(p_book::text, '-', ''), 2))
    INTO known, closing, number, link FROM (SELECT) AS nothing LEFT JOIN LATERAL
      (SELECT seq, hash FROM ledger_entry WHERE book_id = p_book ORDER BY seq DESC LIMIT 1) AS tail ON true;
  IF known IS NOT NULL THEN RETURN 'known'; END IF;
  IF closing >= p_day THEN RETURN 'closed'; END IF;
  -- The legs come in the order of the chain, and the inner query, kept apart by OFFSET, is asked in that order.
  SELECT string_agg('leg ' || l.account || ' ' || a.unit || ' ' || l.amount || E'\n', ''),
      count(*) FILTER (WHERE a.book_id = p_book AND a.county_id = p_county), min(a.unit) <> max(a.unit),
      sum(l.amount), count(*) FILTER (WHERE l.amount < 0 AND a.posted - a.outgoing + l.amount < a.lowest)
    INTO lines, legs, mixed, total, low
    FROM unnest(p_accounts, p_amounts) AS l(account, amount),
      LATERAL (SELECT book_id, county_id, unit, posted, outgoing, lowest FROM ledger_account WHERE id = l.account OFFSET 0) AS a;
  IF legs <> cardinality(p_accounts) THEN RETURN 'strange'; END IF;
  IF mixed THEN
    IF EXISTS (SELECT 1 FROM unnest(p_accounts, p_amounts) AS l(account, amount)
        JOIN ledger_account AS a ON a.id = l.account GROUP BY a.unit HAVING sum(l.amount) <> 0) THEN
      RETURN 'unbalanced';
    END IF;
  ELSIF total <> 0 THEN
    RETURN 'unbalanced';
  END IF;
  IF low > 0 THEN RETURN 'low'; END IF;
  INSERT INTO ledger_leg (id, county_id, entry_id, account_id, amount)
    SELECT l.id, p_county, p_entry, l.account, l.amount FROM unnest(p_legs, p_accounts, p_amounts) AS l(id, account, amount);
  INSERT INTO ledger_entry
      (id, county_id, book_id, seq, previous, hash, move, kind, key, day, made_at, expires, target_id, actor, text)
    VALUES (p_entry, p_county, p_book, number, link, encode(sha256(convert_to(
        'wugong ledger entry 1' || E'\n' || 'seq ' || number || E'\n' || 'previous ' || link || E'\n' || p_body || lines,
        'UTF8')), 'hex'),
      p_move, p_kind, p_key, p_day, p_made, p_expires, NULL, p_actor, p_digest);
  IF p_digest IS NOT NULL THEN
    INSERT INTO ledger_text (id, county_id, salt, text, about) VALUES (p_entry, p_county, p_salt, p_text, p_about);
  END IF;
  IF p_move = 'post' THEN
    UPDATE ledger_account AS a SET posted = a.posted + l.amount
      FROM unnest(p_accounts, p_amounts) AS l(account, amount) WHERE a.id = l.account;
  ELSE
    UPDATE ledger_account AS a SET outgoing = a.outgoing - l.amount
      FROM unnest(p_accounts, p_amounts) AS l(account, amount)
      WHERE a.id = l.account AND l.amount < 0;
  END IF;
  RETURN '';
END $$
