-- What was attempted since a moment is found by when it was: a clock that was set back numbers an earlier one later.
CREATE INDEX intents_created ON intents (created);
