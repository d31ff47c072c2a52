-- What SQLite itself refuses in the books.
-- Ids are 32 hexadecimal digits here, so that the first entry's link is the book's id twice.

CREATE TRIGGER ledger_account_keeps_its_terms BEFORE UPDATE ON ledger_account
WHEN NEW.id <> OLD.id OR NEW.county_id <> OLD.county_id OR NEW.book_id <> OLD.book_id OR NEW.code <> OLD.code
  OR NEW.unit <> OLD.unit OR NEW.lowest IS NOT OLD.lowest
BEGIN SELECT RAISE(ABORT, 'an account keeps its terms'); END;

CREATE TRIGGER ledger_account_begins_empty BEFORE INSERT ON ledger_account
WHEN NEW.posted <> 0 OR NEW.outgoing <> 0
BEGIN SELECT RAISE(ABORT, 'an account begins empty'); END;

CREATE TRIGGER ledger_text_is_only_erased BEFORE UPDATE ON ledger_text
WHEN NEW.id <> OLD.id OR NEW.county_id <> OLD.county_id OR OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL
  OR NEW.text <> '' OR NEW.salt <> '' OR NEW.about IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a text is only erased'); END;

CREATE TRIGGER ledger_leg_comes_before_the_seal BEFORE INSERT ON ledger_leg
WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'the entry is sealed'); END;

CREATE TRIGGER ledger_entry_follows_the_last BEFORE INSERT ON ledger_entry
WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM ledger_entry WHERE book_id = NEW.book_id), 0)
  OR NEW.previous <> coalesce(
    (SELECT hash FROM ledger_entry WHERE book_id = NEW.book_id AND seq = NEW.seq - 1),
    NEW.book_id || NEW.book_id)
  OR length(NEW.hash) <> 64
BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END;

CREATE TRIGGER ledger_entry_is_after_the_closing BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_entry
  WHERE book_id = NEW.book_id AND move = 'close' AND day >= NEW.day)
BEGIN SELECT RAISE(ABORT, 'the day is closed'); END;

CREATE TRIGGER ledger_entry_has_legs BEFORE INSERT ON ledger_entry
WHEN (NEW.move IN ('void', 'close'))
  = EXISTS (SELECT 1 FROM ledger_leg WHERE entry_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'an entry has legs, unless it voids or closes'); END;

CREATE TRIGGER ledger_entry_balances BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_leg AS l JOIN ledger_account AS a ON a.id = l.account_id
  WHERE l.entry_id = NEW.id GROUP BY a.unit HAVING sum(l.amount) <> 0)
BEGIN SELECT RAISE(ABORT, 'an entry balances'); END;

CREATE TRIGGER ledger_entry_stays_in_its_book BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_leg AS l WHERE l.entry_id = NEW.id AND (l.county_id <> NEW.county_id
  OR NOT EXISTS (SELECT 1 FROM ledger_account AS a
    WHERE a.id = l.account_id AND a.book_id = NEW.book_id AND a.county_id = NEW.county_id)))
BEGIN SELECT RAISE(ABORT, 'an entry stays in its book'); END;

CREATE TRIGGER ledger_entry_answers_what_may_be_answered BEFORE INSERT ON ledger_entry
WHEN (NEW.move IN ('settle', 'void', 'reverse')) <> (NEW.target_id IS NOT NULL)
  OR NEW.target_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_entry AS t
    WHERE t.id = NEW.target_id AND t.county_id = NEW.county_id AND t.book_id = NEW.book_id
    AND CASE NEW.move WHEN 'reverse' THEN t.move IN ('post', 'settle', 'reverse')
      WHEN 'settle' THEN t.move = 'hold' AND NEW.made_at <= t.expires ELSE t.move = 'hold' END)
BEGIN SELECT RAISE(ABORT, 'an entry answers what may be answered'); END;

CREATE TRIGGER ledger_entry_answers_leg_for_leg BEFORE INSERT ON ledger_entry
WHEN NEW.move IN ('settle', 'reverse') AND (
  EXISTS (SELECT account_id, amount * CASE NEW.move WHEN 'settle' THEN 1 ELSE -1 END
    FROM ledger_leg WHERE entry_id = NEW.target_id
    EXCEPT SELECT account_id, amount FROM ledger_leg WHERE entry_id = NEW.id)
  OR (SELECT count(*) FROM ledger_leg WHERE entry_id = NEW.target_id)
    <> (SELECT count(*) FROM ledger_leg WHERE entry_id = NEW.id))
BEGIN SELECT RAISE(ABORT, 'an entry answers leg for leg'); END;
